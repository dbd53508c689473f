"""Why records were locked: a word that travels to the next process, and what the unlock window says of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

LOCKED: Final = MappingProxyType(
    {
        "you": "by you",
        "idle": "after some minutes without activity",
        "lid": "when the laptop lid was closed",
        "suspend": "when the computer went to sleep",
        "os": "when the computer was locked",
    }
)


NEW_DATA_KEY: Final = "data-key"
"""Not a lock of the counselor's: the records were closed and written under another key."""
BECAUSE: Final = (*LOCKED, NEW_DATA_KEY)


def why_locked(because: str, locked_at: str) -> str:
    """One sentence: when and why, and that work is safe."""
    at = f"at {locked_at} " if locked_at else ""
    if because == NEW_DATA_KEY:
        return f"The data key was changed {at}".rstrip() + ". Your passphrase is the same."
    if because not in LOCKED:
        return "Your records are locked and encrypted on this computer."
    return f"Locked {at}{LOCKED[because]}. Your work is saved, and an open session will be where you left it."
