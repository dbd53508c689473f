"""Progress notes: drafted from a session, changed, signed, and from then on only added to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ketacounsel import models
from ketacounsel.core import drafting
from ketacounsel.core.added_steps import with_added
from ketacounsel.core.audit import Category
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.drafting import Draft
from ketacounsel.core.errors import BadInput, Unsettled
from ketacounsel.core.ids import ClientId, NoteId, SessionId, new_id
from ketacounsel.core.note_paper import NotePaper
from ketacounsel.core.notes import FORMATS, NoteEdit, NoteHead, NoteView, Signature
from ketacounsel.core.phrases import lower_first
from ketacounsel.core.templates import Template
from ketacounsel.services import fields as f
from ketacounsel.services import note_view
from ketacounsel.services.note_addenda import NoteAddenda
from ketacounsel.services.note_facts import NoteFacts
from ketacounsel.services.note_paper import paper_of
from ketacounsel.services.note_text import (
    check_words,
    digest_of,
    draft_from_json,
    draft_to_json,
    mac_of,
    signed_bytes,
)
from ketacounsel.services.session_base import kept_edition
from ketacounsel.store.queries import notes as queries
from ketacounsel.store.queries import sessions, sittings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

LEFT: Final[Mapping[str, tuple[str, Category]]] = {
    "printed": ("Print note", "print"),
    "saved": ("Save note as PDF", "export"),
    "copied": ("Copy note", "export"),
}
TITLES: Final = {
    "intake": "Intake session",
    "prep": "Preparation session",
    "infusion_day": "Infusion day",
    "integration": "Integration session",
    "booster_check": "Booster check",
    "review": "Course review",
    "crisis": "Safety check",
    "closing": "Closing session",
}
_MISSING = "Some required fields have neither an answer nor a reason."
_ENTER = "Enter them, or say why the note is signed without them."


class NoteService(NoteAddenda):
    """What the note screen and the lists of notes ask for."""

    def draft_from(self, session_id: SessionId, fmt: str | None = None) -> NoteId:
        """Draft the note of a session. Drafted again, it follows new entries and keeps every edit.

        The note of a session that was signed is left as it is.
        """
        with self._records.write("Draft note", "session", session_id) as db:
            session = db.get_one(models.GuidedSession, session_id)
            note_id = queries.id_for_session(db, session_id)
            row = db.get_one(models.Note, note_id) if note_id else None
            if row is not None and row.signed_at is not None:
                return NoteId(row.id)
            facts = NoteFacts(db, self._catalogue, session, self._records.now())
            template = with_added(self._edition(db, session), sessions.added(session))
            answers = sessions.answers(db, session_id)
            fresh = drafting.draft(template, answers, facts.context(), fmt or "")
            if row is None:
                row = self._new(db, facts, fresh)
                self._keep(db, row, fresh, "Drafted from session")
            else:
                self._redraft(db, row, facts, fresh, fmt)
            return NoteId(row.id)

    def open(self, note_id: NoteId) -> NoteView:
        """The note, and whether a signed one still matches its signature."""
        now = self._records.now()
        with self._records.read() as db:
            row = db.get_one(models.Note, note_id)
            session = db.get_one(models.GuidedSession, row.session_id) if row.session_id else None
            template = self._edition(db, session) if session is not None else None
            facts = note_view.facts_of(db, self._catalogue, session, now)
            reader = self._records.counselor_id
            found = note_view.view(db, row, session, facts, template, self._sign_key, now, reader)
            client_id = row.client_id
        self._records.viewed(client_id)
        return found

    def for_session(self, session_id: SessionId) -> NoteId | None:
        """The note of a session, if it has one."""
        with self._records.read() as db:
            return queries.id_for_session(db, session_id)

    def heads(self, client_id: ClientId) -> tuple[NoteHead, ...]:
        """Every note of a client, the newest first."""
        with self._records.read() as db:
            return queries.heads(db, client_id)

    def to_sign(self) -> tuple[NoteHead, ...]:
        """Drafts of all clients, the newest first."""
        with self._records.read() as db:
            return queries.to_sign(db)

    def edit_paragraph(
        self, note_id: NoteId, paragraph_id: str, text: str, seen_rev: int | None = None
    ) -> Saved:
        """Keep a paragraph as it stands. Called by autosave, so it stays far below one frame.

        Raises NoteSigned, ChangedElsewhere.
        """
        kept = f.words("text", text)
        with self._records.write("Edit note", "note", note_id) as db:
            row = self._open_row(db, note_id, seen_rev)
            draft = _known(draft_from_json(row.draft), paragraph_id)
            what = f"Edited: {_paragraph_name(draft, paragraph_id)}"
            return self._keep(db, row, drafting.edit(draft, paragraph_id, kept), what, paragraph_id)

    def settle(self, note_id: NoteId, paragraph_id: str, seen_rev: int | None = None) -> Saved:
        """Keep a line that needs the counselor as it is written."""
        with self._records.write("Keep line", "note", note_id) as db:
            row = self._open_row(db, note_id, seen_rev)
            draft = _known(draft_from_json(row.draft), paragraph_id)
            what = f"Kept as written: {_paragraph_name(draft, paragraph_id)}"
            return self._keep(db, row, drafting.keep(draft, paragraph_id), what)

    def unsettle(self, note_id: NoteId, paragraph_id: str, seen_rev: int | None = None) -> Saved:
        """Take back that a line was kept: it needs the counselor again."""
        with self._records.write("Open line again", "note", note_id) as db:
            row = self._open_row(db, note_id, seen_rev)
            draft = _known(draft_from_json(row.draft), paragraph_id)
            what = f"Opened again: {_paragraph_name(draft, paragraph_id)}"
            return self._keep(db, row, drafting.open_again(draft, paragraph_id), what)

    def keep_reason(self, note_id: NoteId, words: str, seen_rev: int | None = None) -> Saved:
        """Why the note will be signed without some required fields, while it is being typed."""
        kept = f.words("reason", words)
        with self._records.write("Edit note", "note", note_id) as db:
            row = self._open_row(db, note_id, seen_rev)
            row.incomplete_reason = kept
            db.flush()
            return self._records.saved(Topic.NOTES, rev=row.rev, id=row.id)

    def add_paragraph(self, note_id: NoteId, section: str, seen_rev: int | None = None) -> Saved:
        """One more paragraph of the counselor's own. `Saved.id` is the paragraph's."""
        with self._records.write("Add paragraph", "note", note_id) as db:
            row = self._open_row(db, note_id, seen_rev)
            draft = draft_from_json(row.draft)
            if section not in {one.key for one in drafting.arrange(draft)}:
                raise BadInput("section", "This format has no such section.")
            longer = drafting.add_own(draft, section)
            saved = self._keep(db, row, longer, "Added a paragraph")
            return self._records.saved(*saved.topics, rev=saved.rev, id=longer.paragraphs[-1].id)

    def set_format(self, note_id: NoteId, fmt: str, seen_rev: int | None = None) -> Saved:
        """The same paragraphs under the headings of DAP, SOAP or BIRP; every edit stays."""
        if fmt not in FORMATS:
            raise BadInput("format", "There is no such format.")
        with self._records.write("Change note format", "note", note_id) as db:
            row = self._open_row(db, note_id, seen_rev)
            draft = drafting.in_format(draft_from_json(row.draft), fmt)
            return self._keep(db, row, draft, f"Changed to {fmt.upper()}")

    def sign(self, note_id: NoteId, seen_rev: int | None = None, reason_incomplete: str = "") -> Signature:
        """Fix the text, for good. The PIN was checked just before.

        Raises NoteSigned, ChangedElsewhere, and Unsettled for a line that needs the counselor, or for a
        required field that has neither answer nor reason, unless `reason_incomplete` says why.
        """
        now = self._records.now()
        with self._records.write("Sign note", "note", note_id) as db:
            row = self._open_row(db, note_id, seen_rev)
            draft = draft_from_json(row.draft)
            if draft.unsettled:
                raise Unsettled
            session = db.get_one(models.GuidedSession, row.session_id) if row.session_id else None
            self._refuse_gaps(db, session, reason_incomplete)
            row.author_id = self._records.counselor_id
            facts = note_view.facts_of(db, self._catalogue, session, now)
            if facts is not None:
                row.place_words = facts.place_words()
            head = note_view.header(db, row, facts)
            taken = [one.id for one in sittings.of_session(db, session.id)] if session else []
            edition = session.template_digest if session else ""
            fixed = {"header": head.text(), "subtitle": head.subtitle, "template": edition, "sittings": taken}
            row.draft = {**draft_to_json(draft), "signed": fixed}
            row.body, row.format = drafting.plain_text(draft), draft.format
            row.state, row.signed_at = "signed", now
            row.incomplete_reason = reason_incomplete.strip()
            data = signed_bytes(row)
            row.digest, row.mac = digest_of(data), mac_of(data, self._sign_key)
            by, _ = queries.author(db, row.author_id)
            texts = {
                one.title: "\n\n".join(part.text for part in one.paragraphs if part.text.strip())
                for one in drafting.arrange(draft)
            }
            return Signature(by, now, check_words(row.digest), texts)

    def signature(self, note_id: NoteId) -> Signature | None:
        """Who signed and when, with the short check; None for a draft."""
        with self._records.read() as db:
            row = db.get_one(models.Note, note_id)
            by, _ = queries.author(db, row.author_id)
            return Signature(by, row.signed_at, check_words(row.digest)) if row.signed_at else None

    def edits(self, note_id: NoteId) -> tuple[NoteEdit, ...]:
        """How the note came to be, the newest first."""
        with self._records.read() as db:
            return note_view.edits(db, db.get_one(models.Note, note_id))

    def plain(self, note_id: NoteId) -> str:
        """The note with its head and signed addenda as plain text, for copying and paper."""
        now = self._records.now()
        with self._records.read() as db:
            row = db.get_one(models.Note, note_id)
            session = db.get_one(models.GuidedSession, row.session_id) if row.session_id else None
            facts = note_view.facts_of(db, self._catalogue, session, now)
            fixed = row.draft.get("signed", {}).get("header")
            parts = [fixed or note_view.header(db, row, facts).text(), row.body.strip()]
            signed = (one for one in queries.addenda(db, note_id) if one.signed_at is not None)
            parts += (f"Addendum {one.number}\n{one.body.strip()}" for one in signed)
            return "\n\n".join(parts) + "\n"

    def paper(self, note_id: NoteId) -> NotePaper:
        """The note as it is printed; a draft says on every page that it is one."""
        now = self._records.now()
        with self._records.read() as db:
            row = db.get_one(models.Note, note_id)
            session = db.get_one(models.GuidedSession, row.session_id) if row.session_id else None
            facts = note_view.facts_of(db, self._catalogue, session, now)
            return paper_of(db, row, note_view.header(db, row, facts))

    def left(self, note_id: NoteId, how: str) -> None:
        """The note left the records: printed, saved as a PDF, or copied as text."""
        label, category = LEFT[how]
        self._records.noted(label, "note", note_id, category=category)

    def _new(self, db: DbSession, facts: NoteFacts, draft: Draft) -> models.Note:
        row = models.Note(
            id=new_id(),
            client_id=facts.client_id,
            session_id=facts.row.id,
            author_id=self._records.counselor_id,
            title=TITLES.get(facts.row.kind, "Session"),
            service_at=facts.at,
            format=draft.format,
            state="draft",
            draft={},
            body="",
            place_words=facts.place_words(),
            digest="",
            mac="",
            incomplete_reason="",
            created_at=self._records.now(),
        )
        db.add(row)
        db.flush()
        return row

    def _redraft(
        self, db: DbSession, row: models.Note, facts: NoteFacts, fresh: Draft, fmt: str | None
    ) -> None:
        old = draft_from_json(row.draft)
        merged = drafting.merge(old, fresh)
        if fmt:
            merged = drafting.in_format(merged, fmt)
        row.place_words, row.service_at = facts.place_words(), facts.at
        if merged != old:
            self._keep(db, row, merged, "Drafted again from session")

    def _refuse_gaps(self, db: DbSession, session: models.GuidedSession | None, reason: str) -> None:
        if session is None or reason.strip():
            return
        if note_view.open_fields(db, session, self._edition(db, session)):
            raise Unsettled(_MISSING, todo=_ENTER)

    def _edition(self, db: DbSession, session: models.GuidedSession) -> Template:
        if session.template_digest is None:
            return self._catalogue.templates[session.template_id]
        return kept_edition(db, self._catalogue, session.template_digest)


def _known(draft: Draft, paragraph_id: str) -> Draft:
    if all(one.id != paragraph_id for one in draft.paragraphs):
        raise BadInput("paragraph", "This note has no such paragraph.")
    return draft


def _paragraph_name(draft: Draft, paragraph_id: str) -> str:
    """ "risk statement", or the section a paragraph stands in."""
    if paragraph_id == "risk":
        return "risk statement"
    for section in drafting.arrange(draft):
        if any(one.id == paragraph_id for one in section.paragraphs):
            return lower_first(section.title)
    return "note"
