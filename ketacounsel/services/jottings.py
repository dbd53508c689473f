"""The private jotting: sealed under its author's own key, in a table of its own, and nowhere else.

Private fields of a template are sealed with it; they never reach the table of answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.core.answers import JsonValue, Key, is_empty
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, SessionId, new_id
from ketacounsel.services.records import Records
from ketacounsel.store.seal import seal, unseal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

WORDS = ""
"""Under which the free words of a jotting stand; a private field stands under "step/field"."""


class SealedForAnother(KetaCounselError):
    what = "This jotting can’t be opened with your key."
    safe = "It is kept as it is."


class JottingService:
    """Reads and writes what only its author may read."""

    def __init__(self, records: Records, personal_key: bytes) -> None:
        self._records, self._key = records, personal_key

    def read(self, session_id: SessionId) -> str:
        """The words of the present counselor's jotting; empty when there is none."""
        with self._records.read() as db:
            words = self._open(db, session_id).get(WORDS, "")
        return words if isinstance(words, str) else ""

    def save(self, session_id: SessionId, words: str) -> Saved:
        """Keep the whole text; empty words take the jotting away."""
        with self._records.write("Keep jotting", "session", session_id) as db:
            self.put_in(db, session_id, {WORDS: words})
        return self._records.saved(Topic.SESSIONS, id=session_id)

    def exists(self, session_id: SessionId) -> bool:
        """Whether the present counselor kept a jotting of this session."""
        with self._records.read() as db:
            return exists_in(db, session_id, self._records.counselor_id)

    def kept_in(self, client_id: ClientId) -> frozenset[SessionId]:
        """The sessions of a client with a jotting of the present counselor's; none is opened for it."""
        held = select(models.GuidedSession.id).where(models.GuidedSession.client_id == client_id)
        kept = select(models.Jotting.session_id).where(
            models.Jotting.session_id.in_(held), models.Jotting.author_id == self._records.counselor_id
        )
        with self._records.read() as db:
            return frozenset(SessionId(one) for one in db.scalars(kept) if one)

    def private_in(self, db: DbSession, session_id: SessionId) -> dict[Key, JsonValue]:
        """The private fields of a session, as their author entered them; none for anybody else."""
        found = {}
        for name, value in self._open(db, session_id, quietly=True).items():
            step, _, field = name.partition("/")
            if field:
                found[step, field] = value
        return found

    def put_in(self, db: DbSession, session_id: SessionId, entries: Mapping[str, JsonValue]) -> None:
        """Change entries within a write that is under way; an empty value takes one away."""
        row = self._row(db, session_id)
        kept = self._unsealed(row) if row else {}
        kept = {key: value for key, value in {**kept, **entries}.items() if not is_empty(value)}
        if not kept:
            if row is not None:
                db.delete(row)
            return
        if row is None:
            client_id = db.get_one(models.GuidedSession, session_id).client_id
            row = models.Jotting(
                id=new_id(), client_id=client_id, session_id=session_id, author_id=self._records.counselor_id
            )
            db.add(row)
        text = json.dumps(kept, ensure_ascii=False)
        row.sealed = seal(self._key, text, row.id, row.client_id, row.author_id)
        row.at = self._records.now()

    def _row(self, db: DbSession, session_id: SessionId) -> models.Jotting | None:
        return db.scalars(
            select(models.Jotting).where(
                models.Jotting.session_id == session_id,
                models.Jotting.author_id == self._records.counselor_id,
            )
        ).one_or_none()

    def _open(self, db: DbSession, session_id: SessionId, *, quietly: bool = False) -> dict[str, JsonValue]:
        row = self._row(db, session_id)
        if row is None:
            return {}
        try:
            return self._unsealed(row)
        except SealedForAnother:
            if quietly:
                return {}
            raise

    def _unsealed(self, row: models.Jotting) -> dict[str, JsonValue]:
        text = unseal(self._key, row.sealed, row.id, row.client_id, row.author_id)
        if text is None:
            raise SealedForAnother
        entries: dict[str, JsonValue] = json.loads(text)
        return entries


def exists_in(db: DbSession, session_id: str, author_id: str) -> bool:
    """Whether this person kept a jotting of this session: nobody else is told."""
    mine = models.Jotting.author_id == author_id
    found = select(models.Jotting.id).where(models.Jotting.session_id == session_id, mine).limit(1)
    return db.scalar(found) is not None
