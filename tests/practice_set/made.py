"""The practice set as it stands on the day of the drawings, made once for all tests that look at it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from ketacounsel import practice_set
from ketacounsel.services import vault
from ketacounsel.services.office import Office, open_office
from ketacounsel.services.vault import Unlocked

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 19, 52, tzinfo=UTC)
"""Thursday 15 October 2026, 13:52 in the practice."""


@cache
def the_set() -> Path:
    """Its folder. Nobody writes in it: who wants to takes a copy."""
    folder = Path(mkdtemp(prefix="practice-")) / "records"
    practice_set.make(folder, practice_set.Wishes(today=DAY))
    return folder


def a_copy(folder: Path) -> Path:
    """The same records in a folder of the test's own."""
    return Path(shutil.copytree(the_set(), folder / "records"))


def opened(folder: Path) -> tuple[Unlocked, Office]:
    """The records unlocked, at the moment they stand at."""
    unlocked = vault.open_records(folder, vault.derive(folder, practice_set.PASSPHRASE))
    return unlocked, open_office(unlocked, lambda: NOW)
