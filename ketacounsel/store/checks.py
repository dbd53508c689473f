"""Is the file whole? Every page against its seal, the tables' structure, every link between rows."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3.dbapi2 as driver

from ketacounsel.core.errors import UnreadableRecords
from ketacounsel.store import engine
from ketacounsel.store.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE_BYTES: Final = 50 * 1024 * 1024
LOOKS: Final = 3
PAGES: Final = "Some pages of the records file are damaged."
STRUCTURE: Final = "The structure of the records file is damaged."
LINKS: Final = "Some entries point to others that are missing."


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, in sentences; empty when the records are whole."""

    problems: tuple[str, ...]
    bytes_read: int
    took_ms: int


def run(lock: engine.Lock, gate: Gate | None = None, *, deep: bool = False) -> CheckReport:
    """Check by a read-only connection of its own; with `gate`, giving way to every write. For any thread."""
    started = time.perf_counter()
    gate = gate or Gate()
    try:
        db = engine.connect(lock, read_only=True)
        try:
            problems = _problems(db, gate, _whole if deep else _quick)
        finally:
            db.close()
    except driver.DatabaseError as error:
        if engine.code_of(error) not in engine.NOT_A_DATABASE:
            raise UnreadableRecords from error
        problems = (PAGES,)
    took_ms = round((time.perf_counter() - started) * 1000)
    return CheckReport(problems, lock.path.stat().st_size, took_ms)


def _problems(db: Any, gate: Gate, structure: Callable[[Any], bool]) -> tuple[str, ...]:
    """Reading the pages can't be interrupted, so it holds no lock; a page that looks bad is read again."""
    holds = {
        PAGES: any(_pages(db) for _ in range(LOOKS)) or gate.run(db, _pages_held),
        STRUCTURE: gate.run(db, structure),
        LINKS: gate.run(db, _links),
    }
    return tuple(problem for problem, held in holds.items() if not held)


def _pages(db: Any) -> bool:
    return db.execute("PRAGMA cipher_integrity_check").fetchone() is None


def _pages_held(db: Any) -> bool:
    """Within a read, so that no commit changes a page while it is looked at."""
    db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return _pages(db)
    finally:
        db.execute("ROLLBACK")


def _quick(db: Any) -> bool:
    return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _whole(db: Any) -> bool:
    return bool(db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")


def _links(db: Any) -> bool:
    return db.execute("PRAGMA foreign_key_check").fetchone() is None
