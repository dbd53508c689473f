"""Asked before records are kept in a folder, and when they are opened in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.store import shared

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.core.shared_folders import SharedFolder

COPIES = "A sync program left a copy beside the records: {names}. It is not used. Look whether it is needed."


def look(folder: Path) -> SharedFolder | None:
    """What speaks against keeping open records there."""
    return shared.look(folder)


def notices(folder: Path) -> tuple[str, ...]:
    """What is to be told when records are opened there."""
    found = shared.look(folder)
    copies = shared.conflict_copies(folder)
    told = (COPIES.format(names=", ".join(copies)),) if copies else ()
    return (*((found.notice,) if found else ()), *told)
