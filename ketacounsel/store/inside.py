"""What a copy of the records holds, counted by its own connection: no row of it leaves as a row.

Plain SQL over the driver, so that the copies of earlier versions can be looked into as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

TABLES: Final = (
    "client", "course", "infusion", "guided_session", "note", "addendum", "sitting", "sitting_answer",
    "filed_report", "audit",
)  # fmt: skip
_LAST: Final = (
    ("draft", "note_edit", "SELECT max(at) FROM note_edit"),
    ("draft", "note", "SELECT max(created_at) FROM note WHERE state <> 'signed'"),
    ("signed", "note", "SELECT max(signed_at) FROM note"),
    ("addendum", "addendum", "SELECT max(signed_at) FROM addendum"),
    ("score", "sitting", "SELECT max(taken_at) FROM sitting WHERE state = 'done'"),
    ("session", "guided_session", "SELECT max(ended_at) FROM guided_session"),
    ("session", "answer", "SELECT max(at) FROM answer"),
)
KINDS: Final = {
    "draft": "A draft note, saved",
    "signed": "A note, signed",
    "addendum": "An addendum, signed",
    "score": "A score",
    "session": "A session",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of everything there is, and the newest entry."""

    tables: dict[str, int]
    active: int
    signed: int
    scores: int
    measures: int
    last_entry_at: datetime | None
    last_entry_kind: str
    practice: str = field(repr=False)


def count(db: Any) -> Counts:
    """Count it all."""
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    last_at, last_kind = _last(db, there)
    return Counts(
        tables={name: _number(db, f"SELECT count(*) FROM {name}") for name in TABLES if name in there},  # noqa: S608
        active=_number(db, "SELECT count(*) FROM client WHERE status = 'active'"),
        signed=_number(db, "SELECT count(*) FROM note WHERE state = 'signed'"),
        scores=_number(db, "SELECT count(*) FROM sitting WHERE state = 'done'"),
        measures=_number(db, "SELECT count(DISTINCT measure_id) FROM sitting WHERE state = 'done'"),
        last_entry_at=last_at,
        last_entry_kind=last_kind,
        practice=(db.execute("SELECT name FROM practice").fetchone() or ("",))[0],
    )


def revision(db: Any) -> str:
    """The step the tables are at."""
    return str((db.execute("SELECT version_num FROM alembic_version").fetchone() or ("",))[0])


def _last(db: Any, there: set[str]) -> tuple[datetime | None, str]:
    """The newest of all entries, and what it was in words."""
    found = [
        (at, kind) for kind, table, sql in _LAST if table in there and (at := db.execute(sql).fetchone()[0])
    ]
    if not found:
        return None, ""
    at, kind = max(found)
    return datetime.fromisoformat(at).replace(tzinfo=UTC), KINDS[kind]


def _number(db: Any, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
