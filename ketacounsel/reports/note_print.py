"""A progress note on paper: one column, its head, its text, who signed, and what was added since."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm

from ketacounsel.reports.fonts import face
from ketacounsel.reports.parts import Indent, Part, Room, Space
from ketacounsel.reports.running import Running
from ketacounsel.reports.sheet import About, printed
from ketacounsel.reports.style import style_for
from ketacounsel.reports.typesetter import Typesetter
from ketacounsel.reports.words import clean

if TYPE_CHECKING:
    from ketacounsel.core.note_paper import AddendumPaper, NotePaper
    from ketacounsel.reports.style import Style

LABELS = 36 * mm
INDENT = 6 * mm
KEEP = 60.0  # points a signature or an addendum wants on one page
WATERMARK = "DRAFT"
WATERMARK_SIZE = 150
NOTHING = "Nothing entered."
INCOMPLETE = "Signed without some required fields. Reason given"


def render_note(note: NotePaper) -> bytes:
    """The PDF; the same note gives the same bytes."""
    style = style_for(note.paper)
    setter = Typesetter(style)
    story = _story(note, setter)
    subject = f"{note.title} · {note.footer.split(' · ')[0]}"
    running = Running(setter, practice=note.practice, subject=subject, left=note.footer, check=note.check)
    under = partial(_watermark, style) if note.is_draft else None
    return printed(story, setter.root, running, About(clean(note.title), clean(note.practice)), under)[0]


def _story(note: NotePaper, setter: Typesetter) -> list[Part]:
    root = setter.root
    story: list[Part] = [setter.words(note.practice, "subtitle", root.add("P"))]
    story += [Space(2 * mm), setter.words(note.title, "title", root.add("H1")), Space(3 * mm)]
    for label, words in note.head:
        story.append(_HeadLine(label, words, setter))
    for title, text in note.sections:
        heading = setter.heading(title) if title else None
        lines = setter.body(text or NOTHING, "note")
        story += setter.under(heading, lines, 30.0) if heading else lines
    if note.incomplete_reason and not note.is_draft:
        story += [Space(3 * mm), *setter.body(f"{INCOMPLETE}: {note.incomplete_reason}", "caption")]
    story += _signature(note, setter)
    for addendum in note.addenda:
        story += _addendum(addendum, setter)
    return story


def _signature(note: NotePaper, setter: Typesetter) -> list[Part]:
    space = Space(7 * mm)
    if note.is_draft:
        words = setter.words("Draft. Not signed.", "signer", setter.root.add("P"))
        return [Room(KEEP), space, words]
    signed = f"{note.signed} Check {note.check}."
    found: list[Part] = [Room(KEEP), space, setter.words(signed, "note", setter.root.add("P"))]
    if note.licence:
        found.append(setter.words(note.licence, "caption", setter.root.add("P")))
    return found


def _addendum(addendum: AddendumPaper, setter: Typesetter) -> list[Part]:
    heading = setter.heading(addendum.title)
    lines = setter.body(addendum.text, "note")
    byline = setter.words(addendum.byline, "caption", setter.root.add("P"))
    return [Indent(INDENT), *setter.under(heading, lines, 30.0), byline, Indent(-INDENT)]


class _HeadLine(Part):
    """A label and what it says, beside each other."""

    def __init__(self, label: str, words: str, setter: Typesetter) -> None:
        node = setter.root.add("P")
        self.label = setter.words(label, "party_label", node)
        self.words = setter.words(words, "party", node)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        _, left = self.label.wrap(LABELS - 2 * mm, 1e6)
        _, right = self.words.wrap(width - LABELS, 1e6)
        self.width, self.height = width, max(left, right) + 1.0
        return self.width, self.height

    def draw(self) -> None:
        self.label.draw_on(self.canv, 0, self.height - self.label.height)
        self.words.draw_on(self.canv, LABELS, self.height - self.words.height)


def _watermark(style: Style, sheet: Any) -> None:
    with sheet.marked(None):
        sheet.saveState()
        sheet.setFillColor(style.ink["band3"])
        sheet.setFont(face("semibold").name, WATERMARK_SIZE)
        sheet.translate(style.width / 2, style.height / 2)
        sheet.rotate(52)
        sheet.drawCentredString(0, -WATERMARK_SIZE / 3, WATERMARK)
        sheet.restoreState()
