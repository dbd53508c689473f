"""A disk that is full for a while, from typing over a lock to the next sitting: not one character is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.services.small_disk import MAY_MOUNT, small_disk

REPO = Path(__file__).parents[2]
TOLD = """\
may lock: True
within a second: True
on disk: False waiting: True
may lock: True
on disk: True beside: 0
on disk: True beside: 0
rescue files: 0
"""

if MAY_MOUNT:

    def test_two_locks_on_a_full_disk_lose_no_character(tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 6) as disk:
            command = [sys.executable, "-m", "tests.app.full_disk_sittings", str(disk / "records")]
            run = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False, timeout=120)
        assert run.stdout == TOLD, run.stderr
