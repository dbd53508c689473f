"""Room kept beside the records for the last words: given up when the disk is full, so that they still fit."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, Final

from ketacounsel.store import files

if TYPE_CHECKING:
    from pathlib import Path

RESERVE: Final = "records.reserve"
BYTES: Final = 16 * 1024 * 1024
FROM_FREE_BYTES: Final = 200 * 1024 * 1024
_CHUNK: Final = 1024 * 1024


class Reserve:
    """Bytes that mean nothing, in a file of their own; no backup takes them along."""

    def __init__(self, folder: Path, *, size: int = BYTES, from_free: int = FROM_FREE_BYTES) -> None:
        self.path = folder / RESERVE
        self._size, self._from_free = size, from_free

    @property
    def whole(self) -> bool:
        """Whether it is there."""
        try:
            return self.path.stat().st_size == self._size
        except OSError:
            return False

    def make(self) -> bool:
        """Keep the room, where there is plenty of it. For the bench. Says whether it is there now."""
        if self.whole:
            return True
        try:
            if shutil.disk_usage(self.path.parent).free < self._from_free:
                return False
            self._fill()
        except OSError:
            self.release()
            return False
        return True

    def release(self) -> bool:
        """Give the room back to the disk; says whether there was any."""
        try:
            with contextlib.suppress(OSError):
                os.truncate(
                    self.path, 0
                )  # some file systems need room to take a name away, but none for this
            self.path.unlink()
        except OSError:
            return False
        return True

    def _fill(self) -> None:
        way = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(self.path, way, files.PRIVATE_FILE)
        try:
            if not _allocate(handle, self._size):
                for _ in range(0, self._size, _CHUNK):
                    os.write(handle, os.urandom(min(_CHUNK, self._size)))
            os.fsync(handle)
        finally:
            os.close(handle)


def _allocate(handle: int, size: int) -> bool:
    """Have the file system set the room aside; False where it can't."""
    if not hasattr(os, "posix_fallocate"):
        return False
    os.posix_fallocate(handle, 0, size)
    return True
