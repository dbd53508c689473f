"""Changing what opens the records: the new way in is added, written, tried, and only then the old one goes.

At every moment, also after a power cut, at least one of the two works. The database is never touched.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from ketacounsel.core.disk_errors import DiskFailed, DiskFull, DiskReadOnly
from ketacounsel.store import key_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from ketacounsel.store.keyfile import KeyFile, Keys, Slot

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_SHUT: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def read(folder: Path, keys: Keys) -> KeyFile:
    """The key file, proven unaltered."""
    return key_copies.trusted(folder, keys.dek)


def add(folder: Path, keys: Keys, slot: Slot, prove: Callable[[], object]) -> None:
    """Add a way in; `prove` opens it from the disk. When that fails the slot is taken out again."""
    file = read(folder, keys)
    _write(folder, file.with_slots((*file.slots, slot)), keys)
    try:
        prove()
    except BaseException:
        remove(folder, keys, (slot.id,))
        raise


def remove(folder: Path, keys: Keys, slot_ids: Collection[str]) -> None:
    """Take ways in away. Raises ValueError rather than leave the records without a passphrase."""
    file = read(folder, keys)
    left = tuple(slot for slot in file.slots if slot.id not in slot_ids)
    if not any(slot.kind == "passphrase" for slot in left):
        raise ValueError("records without a passphrase could never be opened again")
    if len(left) < len(file.slots):
        _write(folder, file.with_slots(left), keys)


def _write(folder: Path, file: KeyFile, keys: Keys) -> None:
    """Raises NotOnDisk by its cause; one of the two copies then is as it was."""
    try:
        key_copies.write(folder, file, keys.dek)
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        raise (DiskReadOnly if error.errno in _SHUT else DiskFailed) from error
