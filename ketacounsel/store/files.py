"""Files only their owner can read, written so that a reader finds the old bytes or the new, never a part."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
OTHERS = 0o077
_UNDER_WAY: set[Path] = set()


def keep_private() -> None:
    """From now on nothing this process makes can be read by another account."""
    os.umask(OTHERS)


def make_private_folder(folder: Path) -> None:
    """Make the folder, or take the others' rights away from the one that is there."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)


def make_empty(path: Path) -> None:
    """A new file of no bytes. Raises FileExistsError rather than touching one that is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    sync_folder(path.parent)


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside, flush to the disk, put in place, flush the folder. Raises OSError, the old file whole."""
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    _UNDER_WAY.add(beside)
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    finally:
        _UNDER_WAY.discard(beside)
    sync_folder(path.parent)


def give_up_unfinished() -> None:
    """The process ends now, whatever it is writing: nothing half written stays."""
    for beside in tuple(_UNDER_WAY):
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the folder's entries outlast a power cut. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def identity(path: Path) -> tuple[int, int] | None:
    """Which file this name stands for now: device and inode; None when there is none."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_dev, stat.st_ino
