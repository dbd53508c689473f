"""A journal that a crash left: a copy of both files before it is used, so that using it can be undone.

SQLite plays back any journal of that name. One of another time would mix two states without a sign.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ketacounsel.store import files

if TYPE_CHECKING:
    from datetime import datetime

    from ketacounsel.store.engine import Lock

KEPT: Final = ".before-recovery"
READY: Final = "ready"
STRAY: Final = "stray-journal-"


def path_of(lock: Lock) -> Path:
    """Where the journal is."""
    return lock.path.with_name(f"{lock.path.name}-journal")


def is_left(lock: Lock) -> bool:
    """Whether a crash left something in it."""
    try:
        return path_of(lock).stat().st_size > 0
    except FileNotFoundError:
        return False


def keep(lock: Lock) -> Path:
    """A copy of both files, as the crash left them; the first one made stays. Raises OSError."""
    kept = lock.path.parent / KEPT
    if kept_of(lock):
        return kept
    shutil.rmtree(kept, ignore_errors=True)
    files.make_private_folder(kept)
    for path in (lock.path, path_of(lock)):
        shutil.copyfile(path, kept / path.name)
        _flush(kept / path.name)
    files.write_atomically(kept / READY, json.dumps(files.identity(lock.path)).encode())
    return kept


def kept_of(lock: Lock) -> Path | None:
    """A whole copy of this very file, from before it was recovered."""
    kept = lock.path.parent / KEPT
    try:
        of = json.loads((kept / READY).read_bytes())
    except (OSError, ValueError):
        return None
    return kept if of == list(files.identity(lock.path) or ()) else None


def both(kept: Path, lock: Lock) -> tuple[Path, Path]:
    """Journal and records in such a copy."""
    return kept / path_of(lock).name, kept / lock.path.name


def put_back(lock: Lock) -> None:
    """Both files as the crash left them, when they were kept."""
    kept = kept_of(lock)
    if kept is None:
        return
    for path in (path_of(lock), lock.path):
        (kept / path.name).replace(path)
    files.sync_folder(lock.path.parent)
    drop(lock)


def drop(lock: Lock) -> None:
    """The copy is no longer needed."""
    shutil.rmtree(lock.path.parent / KEPT, ignore_errors=True)


def move_aside(lock: Lock, now: datetime) -> Path:
    """Out of SQLite's way, and kept."""
    aside = lock.path.with_name(f"{STRAY}{now:%Y-%m-%d-%H%M%S}")
    path_of(lock).replace(aside)
    files.sync_folder(lock.path.parent)
    return aside


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
