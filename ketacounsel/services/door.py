"""What the unlock window tries a secret with: the vault, with a wait that grows and outlasts restarts.

Best effort: who copies the records away leaves the count behind. There only the slowness of the key protects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.core.errors import MustWait, OnlyRecoveryKey, WrongPassphrase
from ketacounsel.services import missed, vault

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ketacounsel.services.vault import Keys


def with_passphrase(folder: Path, secret: str, now: datetime) -> Keys:
    """For the bench. Raises MustWait, OnlyRecoveryKey, WrongPassphrase, else as the vault."""
    before = missed.attempts(folder)
    if before.only_recovery_key:
        raise OnlyRecoveryKey
    if wait_s := before.wait_s(now):
        raise MustWait(wait_s)
    try:
        return vault.derive(folder, secret)
    except WrongPassphrase as wrong:
        wrong.wait_s = before.missed(now).wait_s(now)
        raise


def with_recovery_key(folder: Path, typed: str) -> Keys:
    """For the bench. 130 bits of chance can't be guessed, so there is no wait."""
    return vault.derive_from_recovery_key(folder, typed)
