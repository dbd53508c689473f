"""Whether a folder is a sync program's or another computer's, and what it left beside the records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ketacounsel.core.shared_folders import (
    MARKS,
    NETWORK_KINDS,
    NetworkFolder,
    SharedFolder,
    SyncedFolder,
    is_conflict_copy,
    program_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MOUNTS: Final = Path("/proc/self/mountinfo")
_REMOTE_DRIVE: Final = 4


def look(folder: Path, kind_of: Callable[[Path], str] | None = None) -> SharedFolder | None:
    """What speaks against keeping open records there; None when nothing does."""
    whole = folder.expanduser().absolute()
    if program := program_of(whole.parts) or _marked(whole):
        return SyncedFolder(program)
    kind = (kind_of or kind_of_disk)(whole)
    return NetworkFolder() if kind in NETWORK_KINDS else None


def conflict_copies(folder: Path) -> tuple[str, ...]:
    """Names of files that a sync program made of the records when two computers wrote them."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return ()
    return tuple(name for name in names if is_conflict_copy(name))


def kind_of_disk(folder: Path) -> str:
    """The file system of a folder, as this platform calls it; empty where it does not say."""
    if sys.platform == "win32":
        return "cifs" if _is_remote(folder) else ""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return kind_in(lines, folder)


def kind_in(mounts: list[str], folder: Path) -> str:
    """The file system of the innermost mount that holds the folder."""
    found, depth = "", -1
    for line in mounts:
        left, _, right = line.partition(" - ")
        point = Path(_plain(left.split(" ")[4]))
        if folder.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = right.split(" ")[0], len(point.parts)
    return found


def _plain(said: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\134", "\\")):
        said = said.replace(code, sign)
    return said


def _marked(folder: Path) -> str:
    for place in (folder, *folder.parents):
        for mark, program in MARKS.items():
            try:
                if (place / mark).exists() and place != Path.home():
                    return program
            except OSError:
                continue
    return ""


if sys.platform == "win32":
    import ctypes

    def _is_remote(folder: Path) -> bool:
        drive = folder.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _REMOTE_DRIVE

else:

    def _is_remote(_folder: Path) -> bool:
        return False
