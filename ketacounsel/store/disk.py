"""What keeps the disk from taking a write, told from SQLite's number and a look at the file."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final

from ketacounsel.core.disk_errors import DiskBusy, DiskFailed, DiskFull, DiskGone, DiskReadOnly
from ketacounsel.core.errors import DamagedRecords, KetaCounselError, NotOnDisk
from ketacounsel.store import files

if TYPE_CHECKING:
    from pathlib import Path

PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 26
JOURNAL: Final = "-journal"
NO_ROOM_BYTES: Final = 64 * 1024
_HELD: Final = frozenset({BUSY, LOCKED})
_SHUT: Final = frozenset({PERM, READONLY, CANTOPEN})
_DAMAGED: Final = frozenset({CORRUPT, NOTADB})


def named(code: int, path: Path) -> KetaCounselError | None:
    """The refusal behind a number of SQLite's; None for what is not the disk's doing."""
    if code in _DAMAGED:
        return DamagedRecords()
    if code == FULL:
        return DiskFull()
    if code in _HELD:
        return DiskBusy()
    if code == IOERR or code in _SHUT:
        return _looked_at(code, path)
    return None


def identity(path: Path) -> tuple[int, int] | None:
    """Which file it is; None when it is not there, or its disk does not answer."""
    try:
        return files.identity(path)
    except OSError:
        return None


def _looked_at(code: int, path: Path) -> NotOnDisk:
    if identity(path) is None:
        return DiskGone()
    if _free(path) < NO_ROOM_BYTES:
        return DiskFull()
    if code in _SHUT and _is_shut(path):
        return DiskReadOnly()
    return DiskFailed() if code == IOERR else NotOnDisk()


def _is_shut(path: Path) -> bool:
    journal = path.with_name(path.name + JOURNAL)
    needed = (path.parent, path, *((journal,) if journal.exists() else ()))
    return not all(os.access(one, os.W_OK) for one in needed)


def _free(path: Path) -> int:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return NO_ROOM_BYTES
