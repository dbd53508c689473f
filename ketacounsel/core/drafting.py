"""The drafted note: stitched by rules from what was entered, and only from that.

A paragraph keeps its identity through formats and re-drafts, so that a counselor's edits stay with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ketacounsel.core.answers import Answers
from ketacounsel.core.draft_context import DraftContext
from ketacounsel.core.flow import has_content, visible
from ketacounsel.core.note_phrases import (
    say_change,
    say_follow_up,
    say_missed,
    say_phrase,
    say_risk,
)
from ketacounsel.core.note_sentences import Said, say_field, sentences
from ketacounsel.core.phrases import sentence, steps_words
from ketacounsel.core.templates import FORMATS, NoteParagraph, Template

NO_ENTRIES = "The session has no entries. Write the note from here."
YOUR_WORDING = "Your wording"

_JUDGED = {"dap": "assessment", "soap": "assessment", "birp": "response"}
_MISSED = {"dap": "data", "soap": "objective", "birp": "intervention"}
_OWN = {
    "data": {"dap": "data", "soap": "subjective", "birp": "behavior"},
    "subjective": {"dap": "data", "soap": "subjective", "birp": "behavior"},
    "behavior": {"dap": "data", "soap": "subjective", "birp": "behavior"},
    "objective": {"dap": "data", "soap": "objective", "birp": "behavior"},
    "intervention": {"dap": "data", "soap": "objective", "birp": "intervention"},
    "response": {"dap": "assessment", "soap": "assessment", "birp": "response"},
    "assessment": {"dap": "assessment", "soap": "assessment", "birp": "response"},
    "plan": {"dap": "plan", "soap": "plan", "birp": "plan"},
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a draft. `drafted` is what the rules wrote, `text` what stands there now.

    `needs_judgement` marks a line that must be kept or changed before signing; `settled` says it was.
    `outdated`: the entries behind an edited paragraph have changed since.
    """

    id: str
    sections: Mapping[str, str] = field(hash=False)
    text: str = field(repr=False)
    sources: tuple[str, ...] = ()
    drafted: str = field(default="", repr=False)
    needs_judgement: bool = False
    settled: bool = True
    edited: bool = False
    outdated: bool = False

    @property
    def source_words(self) -> str:
        """The margin: where the paragraph came from, a line each."""
        return "\n".join(self.sources)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the note as one format shows it."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A note before it is signed. `empty` when the session held nothing to draft from."""

    format: str
    paragraphs: tuple[Paragraph, ...]
    empty: bool = False

    @property
    def unsettled(self) -> tuple[Paragraph, ...]:
        """The lines that still need the counselor."""
        return tuple(one for one in self.paragraphs if one.needs_judgement and not one.settled)

    def paragraph(self, id_: str) -> Paragraph:
        """The paragraph with this id. Raises KeyError for an unknown one."""
        for one in self.paragraphs:
            if one.id == id_:
                return one
        raise KeyError(id_)


def draft(template: Template, answers: Answers, context: DraftContext, fmt: str = "") -> Draft:
    """The note of a session, drafted in a format (the template's own unless one is named)."""
    form = fmt or template.note_format
    entered = any(has_content(step, answers, count_private=False) for step in template.steps)
    if not (entered or context.scores or context.follow_up or any(context.reasons.values())):
        blank = Paragraph("own_1", _OWN["data"], "", (YOUR_WORDING,))
        return Draft(form, (blank,), empty=True)
    written = [_written(paragraph, template, answers, context) for paragraph in template.note]
    kept = [paragraph for paragraph in written if paragraph.text]
    return Draft(form, (*kept, *_judged(template, answers, context)))


def arrange(draft_: Draft, fmt: str = "") -> tuple[Section, ...]:
    """The same paragraphs under the headings of a format."""
    form = fmt or draft_.format
    return tuple(
        Section(key, title, tuple(one for one in draft_.paragraphs if one.sections[form] == key))
        for key, title in FORMATS[form]
    )


def in_format(draft_: Draft, fmt: str) -> Draft:
    """The draft switched to another format; every edit stays with its paragraph."""
    return replace(draft_, format=fmt)


def edit(draft_: Draft, id_: str, text: str) -> Draft:
    """A paragraph in the counselor's words; writing it settles it. Writing back the draft undoes the edit."""

    def changed(one: Paragraph) -> Paragraph:
        edited = text != one.drafted
        settled = bool(text.strip()) or not one.needs_judgement
        return replace(
            one, text=text, edited=edited, settled=settled if edited else one.settled, outdated=False
        )

    return _with(draft_, id_, changed)


def keep(draft_: Draft, id_: str) -> Draft:
    """A line kept as written."""
    return _with(draft_, id_, lambda one: replace(one, settled=True, outdated=False))


def open_again(draft_: Draft, id_: str) -> Draft:
    """A line of judgement that was kept needs the counselor again."""
    return _with(draft_, id_, lambda one: replace(one, settled=not one.needs_judgement))


def add_own(draft_: Draft, section: str) -> Draft:
    """One more paragraph of the counselor's own, at the end of a section of the present format."""
    taken = {one.id for one in draft_.paragraphs}
    number = next(n for n in range(1, len(taken) + 2) if f"own_{n}" not in taken)
    blank = Paragraph(f"own_{number}", _OWN[section], "", (YOUR_WORDING,))
    return replace(draft_, paragraphs=(*draft_.paragraphs, blank))


def merge(old: Draft, new: Draft) -> Draft:
    """A fresh draft with the counselor's edits of the old one; nothing that was written is lost.

    A line that was kept stays kept only while its words are the same; an edited line of judgement opens
    again when the entries behind it have changed.
    """
    before = {one.id: one for one in old.paragraphs}
    merged = [_merged(before.get(one.id), one) for one in new.paragraphs]
    ids = {one.id for one in new.paragraphs}
    orphans = [
        one
        for one in old.paragraphs
        if one.id not in ids and one.text.strip() and (one.edited or one.id.startswith("own_"))
    ]
    still_empty = new.empty and not orphans
    return Draft(old.format, (*merged, *orphans), still_empty)


def plain_text(draft_: Draft, fmt: str = "", header: str = "") -> str:
    """The whole note as plain text, the same for the same draft: for signing, its digest, and copying."""
    if draft_.empty and not any(one.text.strip() for one in draft_.paragraphs):
        return "\n\n".join(part for part in (header.strip(), NO_ENTRIES) if part) + "\n"
    parts = [header.strip()] if header.strip() else []
    for section in arrange(draft_, fmt):
        texts = [one.text.strip() for one in section.paragraphs if one.text.strip()]
        parts.append("\n".join([section.title, "\n\n".join(texts) or "Nothing entered."]))
    return "\n\n".join(parts) + "\n"


def _written(
    paragraph: NoteParagraph, template: Template, answers: Answers, context: DraftContext
) -> Paragraph:
    pieces: list[Said] = []
    for place, step in enumerate(visible(template, answers), 1):
        for one in step.fields:
            if one.note is not None and one.note.para == paragraph.id:
                said = say_field(one, answers.get((step.key, one.key)), place, context)
                if said is not None:
                    pieces.append(said)
    before = [say_phrase(name, template, answers, context) for name in paragraph.before]
    after = [say_phrase(name, template, answers, context) for name in paragraph.after]
    texts = [sentence(text) for text, _ in before]
    texts += sentences(pieces)
    texts += [sentence(text) for text, _ in after]
    text = " ".join(part for part in texts if part)
    steps = steps_words([piece.step for piece in pieces])
    sources = [*dict.fromkeys(source for source in (steps, *(s for _, s in (*before, *after))) if source)]
    return Paragraph(paragraph.id, paragraph.sections, text, tuple(sources), text)


def _judged(template: Template, answers: Answers, context: DraftContext) -> list[Paragraph]:
    """What was left out, the assessment, the safety follow-up and the risk statement."""
    made = []
    missed, source = say_missed(template, answers, context)
    if missed:
        made.append(Paragraph("missed", _MISSED, missed, (source,), missed))
    fact = say_change(context)
    made.append(Paragraph("assessment", _JUDGED, fact, (YOUR_WORDING,), fact, bool(fact), settled=not fact))
    if context.follow_up is not None:
        told = say_follow_up(context.follow_up, context)
        made.append(Paragraph("followup", _JUDGED, told, ("Safety follow-up",), told))
    risk, steps = say_risk(template, answers, context)
    sources = (steps,) if steps else ()
    made.append(Paragraph("risk", _JUDGED, risk, sources, risk, needs_judgement=True, settled=False))
    return made


def _merged(old: Paragraph | None, new: Paragraph) -> Paragraph:
    if old is None:
        return new
    same = old.drafted == new.drafted
    if old.edited:
        settled = old.settled and (same or not new.needs_judgement)
        return replace(new, text=old.text, edited=True, settled=settled, outdated=old.outdated or not same)
    if old.id.startswith("own_"):
        return replace(new, text=old.text)
    return replace(new, settled=old.settled) if same else new


def _with(draft_: Draft, id_: str, change: Callable[[Paragraph], Paragraph]) -> Draft:
    draft_.paragraph(id_)
    return replace(
        draft_, paragraphs=tuple(change(one) if one.id == id_ else one for one in draft_.paragraphs)
    )
