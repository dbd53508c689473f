"""The two copies of the key file, and opening the records' keys with a passphrase or the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import (
    AlteredKeyFile,
    DamagedKeyFile,
    NoRecords,
    WrongPassphrase,
    WrongRecoveryKey,
)
from ketacounsel.store import kdf, keyfile
from ketacounsel.store.files import write_atomically
from ketacounsel.store.presence import COPY_A, COPY_B, RECORDS

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.store.keyfile import KeyFile, Keys, Slot

MENDED: Final = "The key file was damaged. Its copy was used, and the file is whole again."
UNMENDED: Final = "The key file is damaged and could not be mended. Its copy was used."
ALTERED: Final = "The key file was altered. Its good copy was used, and the file is whole again."
KekOf = Callable[["Slot"], bytes]


@dataclass(frozen=True, slots=True)
class _Copy:
    data: bytes
    file: KeyFile


def write(folder: Path, file: KeyFile, dek: bytes) -> None:
    """Write copy B, read it back, then copy A: at every moment one of them is whole."""
    data = keyfile.encode(file, dek)
    for name in (COPY_B, COPY_A):
        path = folder / name
        write_atomically(path, data)
        if keyfile.decode(path.read_bytes()) != file:
            raise DamagedKeyFile


def read(folder: Path) -> KeyFile:
    """The newest whole copy, its alteration not yet checked."""
    return _newest(folder)[0].file


def trusted(folder: Path, dek: bytes) -> KeyFile:
    """The newest copy that was written by a holder of the data key. Raises AlteredKeyFile, DamagedKeyFile."""
    for copy in _newest(folder):
        if keyfile.unaltered(copy.data, dek):
            return copy.file
    raise AlteredKeyFile


def unlock_with_passphrase(folder: Path, passphrase: str, first: str = "") -> Keys:
    """Slow, once for each slot that is tried, `first` before the others.

    Raises WrongPassphrase, DamagedKeyFile, AlteredKeyFile, NoRecords."""

    def kek(slot: Slot) -> bytes:
        return kdf.from_passphrase(passphrase, slot.salt, slot.cost or kdf.FLOOR)

    keys = _unlock(folder, "passphrase", kek, first)
    if keys is None:
        raise WrongPassphrase
    return keys


def unlock_with_recovery_key(folder: Path, typed: str, first: str = "") -> Keys:
    """Raises BadInput for a mistyped key, WrongRecoveryKey for another one's."""
    secret = recovery_key.decode(typed)
    keys = _unlock(folder, "recovery", lambda slot: kdf.from_recovery_key(secret, slot.salt), first)
    if keys is None:
        raise WrongRecoveryKey
    return keys


def _unlock(folder: Path, kind: keyfile.SlotKind, kek: KekOf, first: str) -> Keys | None:
    """Try the copies of the newest generation; a good one mends the other."""
    altered = False
    for copy in _newest(folder):
        for slot in sorted(copy.file.slots, key=lambda slot: slot.id != first):
            if slot.kind != kind or (keys := keyfile.open_slot(copy.file, slot, kek(slot))) is None:
                continue
            if keyfile.unaltered(copy.data, keys.dek):
                return _mend(folder, copy, keys)
            altered = True
            break
    if altered:
        raise AlteredKeyFile
    return None


def _mend(folder: Path, good: _Copy, keys: Keys) -> Keys:
    """Make both copies equal to the good one, and say so when one was damaged or altered."""
    others = [_load(folder / name) for name in (COPY_A, COPY_B)]
    if all(other is not None and other.data == good.data for other in others):
        return keys
    try:
        write(folder, good.file, keys.dek)
    except OSError:
        return replace(keys, notices=(UNMENDED,))
    if any(o and o.file.generation == good.file.generation and o.data != good.data for o in others):
        return replace(keys, notices=(ALTERED,))
    return replace(keys, notices=(MENDED,)) if None in others else keys


def _newest(folder: Path) -> list[_Copy]:
    copies = [copy for name in (COPY_A, COPY_B) if (copy := _load(folder / name)) is not None]
    if not copies:
        if not any((folder / name).exists() for name in (COPY_A, COPY_B, RECORDS)):
            raise NoRecords
        raise DamagedKeyFile
    newest = max(copy.file.generation for copy in copies)
    found: dict[bytes, _Copy] = {c.data: c for c in copies if c.file.generation == newest}
    return list(found.values())


def _load(path: Path) -> _Copy | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(keyfile.MOST_BYTES + 1)
        return _Copy(data, keyfile.decode(data))
    except (OSError, DamagedKeyFile):
        return None
