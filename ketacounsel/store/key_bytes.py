"""The key file as it travels in a backup: its bytes beside open records, and opening those of a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.core import recovery_key
from ketacounsel.core.backup_errors import WrongBackupPassphrase, WrongBackupRecoveryKey
from ketacounsel.core.errors import AlteredKeyFile, DamagedKeyFile
from ketacounsel.store import kdf, keyfile
from ketacounsel.store.presence import COPY_A, COPY_B

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ketacounsel.store.keyfile import Keys, Slot, SlotKind


def of_folder(folder: Path, dek: bytes) -> bytes:
    """The newest whole copy beside the records. Raises DamagedKeyFile."""
    found = []
    for name in (COPY_A, COPY_B):
        try:
            data = (folder / name).read_bytes()
            file = keyfile.decode(data)
        except (OSError, DamagedKeyFile):
            continue
        if keyfile.unaltered(data, dek):
            found.append((file.generation, data))
    if not found:
        raise DamagedKeyFile
    return max(found)[1]


def unlock_with_passphrase(data: bytes, passphrase: str) -> Keys:
    """Slow. Raises WrongBackupPassphrase, DamagedKeyFile, AlteredKeyFile."""

    def kek(slot: Slot) -> bytes:
        return kdf.from_passphrase(passphrase, slot.salt, slot.cost or kdf.FLOOR)

    keys = _unlock(data, "passphrase", kek)
    if keys is None:
        raise WrongBackupPassphrase
    return keys


def unlock_with_recovery_key(data: bytes, typed: str) -> Keys:
    """Raises BadInput for a mistyped key, WrongBackupRecoveryKey, DamagedKeyFile, AlteredKeyFile."""
    secret = recovery_key.decode(typed)
    keys = _unlock(data, "recovery", lambda slot: kdf.from_recovery_key(secret, slot.salt))
    if keys is None:
        raise WrongBackupRecoveryKey
    return keys


def _unlock(data: bytes, kind: SlotKind, kek: Callable[[Slot], bytes]) -> Keys | None:
    file = keyfile.decode(data)
    for slot in file.slots:
        if slot.kind == kind and (keys := keyfile.open_slot(file, slot, kek(slot))) is not None:
            if not keyfile.unaltered(data, keys.dek):
                raise AlteredKeyFile
            return keys
    return None
