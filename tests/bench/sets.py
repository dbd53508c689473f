"""The practice sets that are measured: the small one of a first start, and a large one kept for later."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from ketacounsel import practice_set
from ketacounsel.practice_set import Wishes

KEPT = Path(__file__).resolve().parents[2] / "build" / "bench"
DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 19, 52, tzinfo=UTC)
SMALL, LARGE = KEPT / "small", KEPT / "large"


def make() -> None:
    """Make what is not there."""
    for folder, wishes in (
        (SMALL, Wishes(today=DAY)),
        (LARGE, Wishes(today=DAY, clients=2000, years=5)),
    ):
        if not practice_set.exists(folder):
            print(f"making {folder} ...", flush=True)
            practice_set.make(folder, wishes)


def a_copy(of: Path, to: Path) -> Path:
    """For those who write."""
    return Path(shutil.copytree(of, to / of.name))
