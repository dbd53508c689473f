"""Whether a folder holds records: asked before the first window, so it imports next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

COPY_A: Final = "practice.kih"
COPY_B: Final = "practice.kih.b"
RECORDS: Final = "records.db"
SETTING_UP: Final = ".setting-up"
RESTORING: Final = ".restoring"
READY: Final = "ready"
FILES: Final = (COPY_B, COPY_A, RECORDS)


def exists(folder: Path) -> bool:
    """True when this folder holds records, whole or not: it is then never written over.

    A set-up that broke off before its last move holds nothing yet. A restore that broke off in its moves
    holds records: the next start ends it.
    """
    if is_restoring(folder):
        return True
    if (folder / SETTING_UP / RECORDS).exists() and not (folder / RECORDS).exists():
        return False
    return any((folder / name).exists() for name in FILES)


def is_restoring(folder: Path) -> bool:
    """True when a restore was begun and not ended."""
    return (folder / RESTORING / READY).exists()
