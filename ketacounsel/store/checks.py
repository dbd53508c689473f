"""Is the file whole? Every page against its seal, the tables' structure, every link between rows."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3.dbapi2 as driver

from ketacounsel.store import engine
from ketacounsel.store.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE_BYTES: Final = 50 * 1024 * 1024
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
    steps: tuple[tuple[str, Callable[[Any], bool]], ...] = (
        (PAGES, _pages),
        (STRUCTURE, _whole if deep else _quick),
        (LINKS, _links),
    )
    try:
        db = engine.connect(lock, read_only=True)
        try:
            problems = tuple(problem for problem, step in steps if not _holds(gate, db, step))
        finally:
            db.close()
    except driver.DatabaseError:
        problems = (PAGES,)
    took_ms = round((time.perf_counter() - started) * 1000)
    return CheckReport(problems, lock.path.stat().st_size, took_ms)


def _holds(gate: Gate, db: Any, step: Callable[[Any], bool]) -> bool:
    try:
        return gate.run(db, step)
    except driver.OperationalError:
        raise
    except driver.DatabaseError:
        return False


def _pages(db: Any) -> bool:
    """Within a read, so that no commit changes a page while it is looked at."""
    db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return db.execute("PRAGMA cipher_integrity_check").fetchone() is None
    finally:
        db.execute("ROLLBACK")


def _quick(db: Any) -> bool:
    return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _whole(db: Any) -> bool:
    return bool(db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")


def _links(db: Any) -> bool:
    return db.execute("PRAGMA foreign_key_check").fetchone() is None
