"""Proving who sits there while the records are open: the passphrase in the PIN's place, the recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.core.errors import NoRecords, WrongPassphrase
from ketacounsel.services import vault

if TYPE_CHECKING:
    from pathlib import Path


class Proofs:
    """Tries a secret against the key file; slow, so it is called on the bench. Nothing is opened by it."""

    def __init__(self, folder: Path | None = None, counselor_id: str = "") -> None:
        self._folder, self._by = folder, counselor_id

    def passphrase(self, secret: str) -> None:
        """That of the person who unlocked the records. Raises WrongPassphrase, for another person's too."""
        found = vault.derive(self._kept(), secret)
        if self._by and found.counselor_id != self._by:
            raise WrongPassphrase

    def recovery_key(self, typed: str) -> None:
        """Raises WrongRecoveryKey, or BadInput that says where the typing error is."""
        vault.derive_from_recovery_key(self._kept(), typed)

    def _kept(self) -> Path:
        if self._folder is None:
            raise NoRecords
        return self._folder
