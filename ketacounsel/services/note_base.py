"""What every part of the note service works with: an open draft to change, and whether it may be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ketacounsel import models
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.drafting import Draft, plain_text
from ketacounsel.core.errors import NoteSigned
from ketacounsel.core.ids import NoteId, new_id
from ketacounsel.services import fields as f
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.note_text import draft_to_json
from ketacounsel.services.records import Records

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

STRETCH: Final = timedelta(minutes=10)
"""Changes to one paragraph within this time are one edit in the history."""


class NoteBase:
    """The ground of `NoteService`."""

    def __init__(self, records: Records, catalogue: Catalogue, sign_key: bytes) -> None:
        self._records, self._catalogue, self._sign_key = records, catalogue, sign_key
        self._stretch: tuple[str, str, datetime] | None = None

    def _open_row(self, db: DbSession, note_id: NoteId, seen_rev: int | None) -> models.Note:
        """The row of a draft that nobody changed since. Raises NoteSigned, ChangedElsewhere."""
        row = db.get_one(models.Note, note_id)
        if row.signed_at is not None:
            raise NoteSigned
        f.same_rev(row, seen_rev)
        return row

    def _keep(self, db: DbSession, row: models.Note, draft: Draft, what: str, paragraph: str = "") -> Saved:
        """Store a changed draft. A new stretch of work leaves a line in the history, with the text before."""
        now = self._records.now()
        begun = self._stretch
        same = (
            begun is not None and paragraph and begun[:2] == (row.id, paragraph) and now - begun[2] < STRETCH
        )
        if not same:
            db.add(models.NoteEdit(id=new_id(), note_id=row.id, at=now, what=what, body=row.body))
        row.draft, row.format, row.body = draft_to_json(draft), draft.format, plain_text(draft)
        db.flush()
        self._stretch = (row.id, paragraph, begun[2] if same and begun else now)
        return self._records.saved(Topic.NOTES, rev=row.rev, id=row.id)
