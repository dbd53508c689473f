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


def why_locked(because: str, locked_at: str) -> str:
    """One sentence: when and why, and that work is safe."""
    if because not in LOCKED:
        return "Your records are locked and encrypted on this computer."
    at = f"at {locked_at} " if locked_at else ""
    return f"Locked {at}{LOCKED[because]}. Your work is saved, and an open session will be where you left it."
