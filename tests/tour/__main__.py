"""Walks the stops in each look; each look is a process of its own, with nothing of the last one left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from ketacounsel import practice_set
from tests.tour.looks import LOOKS

OUT = Path(__file__).resolve().parents[2] / "build" / "tour"
DAY = date(2026, 10, 15)


def main(wanted: list[str]) -> int:
    """Make the sets once, then one process for each look. Returns 1 when a stop failed."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tour-") as folder:
        practice_set.make(Path(folder) / "full", practice_set.Wishes(today=DAY))
        practice_set.make(Path(folder) / "empty", practice_set.Wishes(today=DAY, clients=0))
        failed = 0
        for name in LOOKS:
            command = [sys.executable, "-m", "tests.tour.walk", name, folder, str(OUT), *wanted]
            failed |= subprocess.run(command).returncode
    made = len(list(OUT.glob("*.png")))
    print(f"{made} pictures in {OUT}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
