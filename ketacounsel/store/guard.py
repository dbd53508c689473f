"""One program a records folder, by a lock of the operating system that ends with the program."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from ketacounsel.core.errors import AlreadyOpen, UnreadableRecords
from ketacounsel.store.files import PRIVATE_FILE, make_private_folder

if TYPE_CHECKING:
    from pathlib import Path

LOCK_FILE: Final = "records.lock"


class RecordsLock:
    """Held as long as this object is; given back by `release` or by the end of the program."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @classmethod
    def acquire(cls, folder: Path) -> RecordsLock:
        """Take the folder, making it when it is not there. Raises AlreadyOpen, UnreadableRecords."""
        try:
            make_private_folder(folder)
            handle = os.open(folder / LOCK_FILE, os.O_CREAT | os.O_RDWR, PRIVATE_FILE)
        except OSError as error:
            raise UnreadableRecords from error
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise AlreadyOpen from error
        return cls(handle)

    def release(self) -> None:
        """Let another program in."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
