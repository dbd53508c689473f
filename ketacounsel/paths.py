"""Where things are: the shipped files, and the folder for records when the user names none.

Plain standard library, so that a command line can ask before anything slow is loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def resource_root() -> Path:
    """The folder that holds measures, templates, reports, themes, fonts and icons."""
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def records_folder() -> Path:
    """Where this person's records are kept on this computer."""
    return data_folder(sys.platform, os.environ, Path.home()) / "records"


def practice_folder() -> Path:
    """Where the practice set is kept when the app makes one; never beside anybody's records."""
    return data_folder(sys.platform, os.environ, Path.home()) / "practice"


def seen_folder() -> Path:
    """Where this computer keeps which state of each records it saw last."""
    return data_folder(sys.platform, os.environ, Path.home()) / "seen"


def backups_folder() -> Path:
    """Where backups are kept on this computer until another place is named too."""
    return data_folder(sys.platform, os.environ, Path.home()) / "backups"


def rescue_folder() -> Path:
    """Where words wait that the disk of the records did not take, when no backup place is at hand."""
    return data_folder(sys.platform, os.environ, Path.home()) / "rescue"


def data_folder(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """The platform's place for a program's data."""
    if platform == "win32":
        return _absolute(environment.get("LOCALAPPDATA"), home / "AppData" / "Local") / "KetaCounsel"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "KetaCounsel"
    return _absolute(environment.get("XDG_DATA_HOME"), home / ".local" / "share") / "ketacounsel"


def _absolute(named: str | None, otherwise: Path) -> Path:
    """A folder named by the environment counts only when it is absolute."""
    return Path(named) if named and Path(named).is_absolute() else otherwise
