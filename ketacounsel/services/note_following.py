"""A draft follows the record: an infusion moved or called off after the session is told as it is now."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from ketacounsel import models
from ketacounsel.core import drafting
from ketacounsel.core.added_steps import with_added
from ketacounsel.core.drafting import Draft
from ketacounsel.core.errors import NotOnDisk
from ketacounsel.core.ids import ClientId, NoteId
from ketacounsel.services.note_base import NoteBase
from ketacounsel.services.note_facts import NoteFacts
from ketacounsel.services.note_text import draft_from_json
from ketacounsel.services.session_base import kept_edition
from ketacounsel.store.queries import notes as queries
from ketacounsel.store.queries import sessions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession


class _Now(NamedTuple):
    """The draft and its place as the record would have them."""

    draft: Draft
    place_words: str


class NoteFollowing(NoteBase):
    """The part of `NoteService` that keeps a draft in step before somebody reads it."""

    def follow(self, note_id: NoteId) -> bool:
        """Draft again what nobody edited, if the record says otherwise by now. True when it did.

        A signed note, and one whose session still runs, stay as they are.
        """
        with self._records.read() as db:
            if self._behind(db, db.get_one(models.Note, note_id)) is None:
                return False
        with self._records.write("Follow record", "note", note_id) as db:
            row = db.get_one(models.Note, note_id)
            now = self._behind(db, row)
            if now is not None:
                row.place_words = now.place_words
                self._keep(db, row, now.draft, "Drafted again: the record changed")
        return True

    def follow_client(self, client_id: ClientId) -> None:
        """Every draft of this client, after an infusion was added or moved. A draft that the disk refuses
        now follows when it is opened.
        """
        with self._records.read() as db:
            drafts = queries.drafts_of(db, client_id)
        with suppress(NotOnDisk):
            for note_id in drafts:
                self.follow(note_id)

    def _behind(self, db: DbSession, row: models.Note) -> _Now | None:
        """What would stand there now; None when that is what stands there."""
        session = db.get(models.GuidedSession, row.session_id) if row.session_id else None
        if row.signed_at is not None or session is None or session.state != "held":
            return None
        digest = session.template_digest
        if digest is None:
            return None
        facts = NoteFacts(db, self._catalogue, session, self._records.now())
        template = with_added(kept_edition(db, self._catalogue, digest), sessions.added(session))
        old = draft_from_json(row.draft)
        fresh = drafting.draft(template, sessions.answers(db, session.id), facts.context(), old.format)
        if fresh.empty:  # nothing to draft from, so nothing to say otherwise
            return None
        now = _Now(drafting.merge(old, fresh), facts.place_words())
        return None if now == _Now(old, row.place_words) else now
