"""Whether a copy of the records is whole: opened again from its file, read page by page, counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3.dbapi2 as driver

from ketacounsel.core.audit import Mark
from ketacounsel.core.backup_errors import BackupStopped, BackupUnsound, RecordsUnsound
from ketacounsel.core.errors import UnreadableRecords
from ketacounsel.store import audit, engine, inside

if TYPE_CHECKING:
    from ketacounsel.store.inside import Counts
    from ketacounsel.store.snapshot import Cancelled

LOOK_EVERY: Final = 200_000
_INTERRUPTED: Final = 9
Signed = Callable[[engine.Lock], tuple[int, int]]
"""Holds signed notes against their signatures: how many were looked at, and how many of them don't fit."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found in a whole copy."""

    mark: Mark
    revision: str
    counts: Counts
    signed_checked: int = 0
    signed_changed: int = 0


def prove(
    lock: engine.Lock,
    audit_key: bytes,
    signed: Signed,
    cancelled: Cancelled,
    *,
    whole_chain: bool = False,
    part_done: Callable[[], None] = lambda: None,
) -> Proof:
    """Read the whole file by a connection of its own; `part_done` is told four times.

    Raises BackupUnsound when the file is not what was written, RecordsUnsound when what was written was
    unsound already, UnreadableRecords, BackupStopped.
    """
    try:
        db = engine.connect(lock, read_only=True)
        try:
            db.set_progress_handler(lambda: int(cancelled()), LOOK_EVERY)
            found = _look(db, lock, audit_key, whole_chain=whole_chain, part_done=part_done)
        finally:
            db.close()
    except driver.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == _INTERRUPTED:
            raise BackupStopped from error
        raise (BackupUnsound if code in engine.NOT_A_DATABASE else UnreadableRecords) from error
    checked, changed = signed(lock)
    part_done()
    return Proof(found.mark, found.revision, found.counts, checked, changed)


def _look(
    db: Any, lock: engine.Lock, audit_key: bytes, *, whole_chain: bool, part_done: Callable[[], None]
) -> Proof:
    if db.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        raise BackupUnsound
    part_done()
    if db.execute("SELECT uuid FROM records_mark").fetchone()[0] != lock.records_uuid:
        raise BackupUnsound
    if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise RecordsUnsound
    part_done()
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise RecordsUnsound
    if whole_chain:
        chain = audit.verify_chain(lambda step: step(db), audit_key)
    else:
        chain = audit.verify_tail(db, audit_key)
    if not chain.whole:
        raise RecordsUnsound
    part_done()
    return Proof(mark_of(db), inside.revision(db), inside.count(db))


def mark_of(db: Any) -> Mark:
    """The newest line; without a seal in tables from before there were any."""
    return audit.tail(db) or Mark(audit.newest(db)[0], b"")
