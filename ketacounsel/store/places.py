"""Where backups are kept, found on the disks that are there now.

A stick or a folder is known by a marker file with an id: found again under any mount path, and never taken
for there when only its empty mount point is.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from ketacounsel.store import files

MARKER: Final = ".ketacounsel-backups"
FOLDER: Final = "KetaCounsel backups"
MOST_MARKER: Final = 4096
Roots = Callable[[], Sequence[Path]]
"""Lists the drives that are plugged in: their topmost folders."""


def mounted() -> list[Path]:
    """The drives a person plugged in, as this platform shows them."""
    if sys.platform == "win32":
        return [root for letter in "DEFGHIJKLMNOPQRSTUVWXYZ" if (root := Path(f"{letter}:\\")).is_dir()]
    if sys.platform == "darwin":
        return _folders(Path("/Volumes"))
    with contextlib.suppress(OSError, KeyError):
        user = getpass.getuser()
        return [
            *_folders(Path("/run/media") / user),
            *(root for root in _folders(Path("/media") / user)),
            *(root for base in ("/media", "/mnt") for root in _folders(Path(base)) if root.is_mount()),
        ]
    return []


def mark(folder: Path) -> str:
    """Make this folder known, and say by which id; a folder that is known already keeps its own.

    Raises OSError.
    """
    known = marked(folder)
    if known:
        return known
    place_id = secrets.token_hex(16)
    files.write_atomically(folder / MARKER, json.dumps({"place": place_id}).encode())
    return place_id


def marked(folder: Path) -> str:
    """By which id this folder is known; empty when it is not, or is not there."""
    try:
        with (folder / MARKER).open("rb") as file:
            raw = json.loads(file.read(MOST_MARKER))
    except (OSError, ValueError):
        return ""
    place_id = raw.get("place") if isinstance(raw, dict) else None
    return place_id if isinstance(place_id, str) else ""


def find(place_id: str, last: Path | None, roots: Iterable[Path]) -> Path | None:
    """Where the folder with this id is now: where it was, or at the top of a drive."""
    looked = [last] if last is not None else []
    for folder in (*looked, *roots):
        if marked(folder) == place_id:
            return folder
    return None


def backups_in(root: Path) -> Path:
    """The folder for backups on a stick, made when it is not there. Raises OSError."""
    folder = root / FOLDER
    folder.mkdir(mode=files.PRIVATE_FOLDER, exist_ok=True)
    return folder


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders go when one disk goes."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def writable(folder: Path) -> bool:
    """Whether something can be written there."""
    return os.access(folder, os.W_OK)


def _folders(base: Path) -> list[Path]:
    try:
        return sorted(folder for folder in base.iterdir() if folder.is_dir())
    except OSError:
        return []
