"""A copy of the open records, made step by step from their own writing connection while writing goes on.

Steps are short and between them every write goes first. What is copied is flushed as it grows: else a save's
own flush would have to wait for all of it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3.dbapi2 as driver

from ketacounsel.core.backup_errors import BackupStopped, PlaceFailed, PlaceFull, TooBusy
from ketacounsel.core.errors import DamagedRecords
from ketacounsel.store import engine, files

if TYPE_CHECKING:
    from ketacounsel.store.gate import Gate

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

STEP_PAGES: Final = 100
FLUSH_EVERY: Final = 5
REST_S: Final = 0.0005
BUSY_S: Final = 0.002
BESIDE_STEP_PAGES: Final = 2000
BESIDE_PATIENCE_S: Final = 60.0
_FULL, _CORRUPT, _NOTADB, _NOMEM = 13, 11, 26, 7


@dataclass(frozen=True, slots=True)
class Source:
    """What is copied: the driver's connection, and the gate through which its writer goes.

    Without a gate another process writes: then the copy is made in few large steps, or given up.
    """

    db: Any
    gate: Gate | None = None


def copy(source: Source, target: engine.Lock, progress: Progress, cancelled: Cancelled) -> None:
    """Copy into a new encrypted file. `progress` hears of bytes. For any thread.

    Raises BackupStopped, PlaceFull, PlaceFailed, DamagedRecords, TooBusy; leaves no part of the file.
    """
    files.make_empty(target.path)
    try:
        with _named_errors():
            _copy(source, target, progress, cancelled)
    except BaseException:
        with contextlib.suppress(OSError):
            target.path.unlink(missing_ok=True)
        raise


def _copy(source: Source, target: engine.Lock, progress: Progress, cancelled: Cancelled) -> None:
    handle = os.open(target.path, os.O_RDWR)
    try:
        into = engine.connect(target)
        try:
            into.execute("PRAGMA journal_mode = OFF")
            into.execute("PRAGMA synchronous = OFF")
            steps = _Steps(source.gate, handle, progress, cancelled)
            pages = STEP_PAGES if source.gate else BESIDE_STEP_PAGES
            source.db.backup(into, pages=pages, progress=steps.taken, sleep=BUSY_S)
        finally:
            into.close()
        os.fsync(handle)
    finally:
        os.close(handle)


class _Steps:
    """What happens between two steps of a copy."""

    def __init__(self, gate: Gate | None, handle: int, progress: Progress, cancelled: Cancelled) -> None:
        self._gate, self._handle = gate, handle
        self._progress, self._cancelled = progress, cancelled
        self._count, self._began = 0, time.monotonic()

    def taken(self, status: int, remaining: int, total: int) -> None:
        """One step was taken; raising ends the copy."""
        if self._cancelled():
            raise BackupStopped
        self._count += 1
        if self._gate is None and time.monotonic() - self._began > BESIDE_PATIENCE_S:
            raise TooBusy
        if self._count % FLUSH_EVERY == 0:
            _flush(self._handle)
        self._progress((total - remaining) * engine.PAGE_BYTES, total * engine.PAGE_BYTES)
        if self._gate is not None:
            self._gate.give_way(REST_S)


def drop_from_memory(path: Path) -> None:
    """What is read next comes from the disk itself, where the system can be told so."""
    if not hasattr(os, "posix_fadvise"):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _flush(handle: int) -> None:
    getattr(os, "fdatasync", os.fsync)(handle)


@contextlib.contextmanager
def _named_errors() -> Any:
    try:
        yield
    except driver.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == _FULL:
            raise PlaceFull from error
        if code in (_CORRUPT, _NOTADB):
            raise DamagedRecords from error
        if code == _NOMEM:
            raise
        raise PlaceFailed("this computer") from error
