"""Proving who sits there while the records are open: the passphrase in the PIN's place, the recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.core.errors import NoRecords
from ketacounsel.services import vault

if TYPE_CHECKING:
    from pathlib import Path


class Proofs:
    """Tries a secret against the key file; slow, so it is called on the bench. Nothing is opened by it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def passphrase(self, secret: str) -> None:
        """Raises WrongPassphrase."""
        vault.derive(self._kept(), secret)

    def recovery_key(self, typed: str) -> None:
        """Raises WrongRecoveryKey, or BadInput that says where the typing error is."""
        vault.derive_from_recovery_key(self._kept(), typed)

    def _kept(self) -> Path:
        if self._folder is None:
            raise NoRecords
        return self._folder
