"""Addenda: the only way to add to a signed note. Drafted, so that no word is lost, then signed and fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel import models
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput, NoteSigned
from ketacounsel.core.ids import NoteId, new_id
from ketacounsel.core.notes import Signature
from ketacounsel.services import fields as f
from ketacounsel.services.note_following import NoteFollowing
from ketacounsel.services.note_text import addendum_bytes, check_words, digest_of, mac_of
from ketacounsel.store.queries import notes as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession


class NoteAddenda(NoteFollowing):
    """The part of `NoteService` that comes after signing."""

    def begin_addendum(self, note_id: NoteId) -> str:
        """Begin an addendum, or go on with the one not signed yet. Only a signed note takes one."""
        with self._records.write("Begin addendum", "note", note_id) as db:
            if db.get_one(models.Note, note_id).signed_at is None:
                raise BadInput("note", "This note is not signed yet.", todo="Change the note itself.")
            known = queries.addenda(db, note_id)
            mine = (one for one in known if one.author_id == self._records.counselor_id)
            begun = next((one for one in mine if one.signed_at is None), None)
            if begun is None:
                begun = models.Addendum(
                    id=new_id(),
                    note_id=note_id,
                    number=len(known) + 1,
                    author_id=self._records.counselor_id,
                    body="",
                    digest="",
                    mac="",
                    written_at=self._records.now(),
                )
                db.add(begun)
            return begun.id

    def save_addendum(self, addendum_id: str, words: str) -> Saved:
        """Keep the words so far. Raises NoteSigned."""
        kept = f.words("words", words)
        with self._records.write("Write addendum", "addendum", addendum_id) as db:
            row = _unsigned(db, addendum_id)
            row.body, row.written_at = kept, self._records.now()
        return self._records.saved(Topic.NOTES, id=addendum_id)

    def sign_addendum(self, addendum_id: str) -> Signature:
        """Fix it, with the date. Raises NoteSigned, BadInput for an empty one."""
        now = self._records.now()
        with self._records.write("Sign addendum", "addendum", addendum_id) as db:
            row = _unsigned(db, addendum_id)
            note_digest = db.get_one(models.Note, row.note_id).digest
            by, _ = queries.author(db, row.author_id)
            row.body, row.signed_at = f.filled("words", row.body), now
            data = addendum_bytes(row, note_digest)
            row.digest, row.mac = digest_of(data), mac_of(data, self._sign_key)
            return Signature(by, now, check_words(row.digest))

    def discard_addendum(self, addendum_id: str) -> Saved:
        """Throw away one that was never signed. Raises NoteSigned."""
        with self._records.write("Discard addendum", "addendum", addendum_id) as db:
            db.delete(_unsigned(db, addendum_id))
        return self._records.saved(Topic.NOTES, id=addendum_id)


def _unsigned(db: DbSession, addendum_id: str) -> models.Addendum:
    row = db.get_one(models.Addendum, addendum_id)
    if row.signed_at is not None:
        raise NoteSigned("This addendum is signed.", todo="Write another one.")
    return row
