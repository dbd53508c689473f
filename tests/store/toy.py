"""A real encrypted file with two small tables, opened with a raw key, for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ketacounsel.core.ids import CounselorId
from ketacounsel.store import engine
from ketacounsel.store.store import Act, Store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session as DbSession

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA = CounselorId("anna")
TOY_TABLES = (
    "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE)",
    "CREATE TABLE trail (seq INTEGER PRIMARY KEY, label TEXT NOT NULL)",
)


def append_trail(db: DbSession, act: Act) -> None:
    """What the audit does, for the toy tables."""
    db.connection().exec_driver_sql("INSERT INTO trail (label) VALUES (?)", (act.label,))


def add_note(store: Store, body: str) -> None:
    """One acknowledged write."""
    with store.write("Add note", at=NOON, by=ANNA) as db:
        db.connection().exec_driver_sql("INSERT INTO note (body) VALUES (?)", (body,))


def bodies(store: Store) -> list[str]:
    """What the records hold."""
    with store.read() as db:
        return [row[0] for row in db.connection().exec_driver_sql("SELECT body FROM note ORDER BY id")]


def open_toy(lock: engine.Lock, **how: Any) -> Store:
    """A store over the toy tables."""
    return Store(engine.open_engine(lock, **how), lock.path, append_trail)


def make_toy(folder: Path) -> engine.Lock:
    """A made file with the toy tables."""
    made = engine.Lock(folder / "records.db", b"k" * 32, b"s" * 16, "a" * 32)
    engine.create(made)
    db = engine.connect(made)
    for statement in TOY_TABLES:
        db.execute(statement)
    db.close()
    return made
