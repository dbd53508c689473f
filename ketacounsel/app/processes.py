"""Starts this program once more: a window that never held a key, or the practice set beside these records."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

ITSELF = (sys.executable, "-m", "ketacounsel")


def start_locked(folder: Path, because: str) -> None:
    """The unlock window of `folder`, saying why and since when it is locked."""
    told = ("--locked-because", because, "--locked-at", f"{datetime.now().astimezone():%H:%M}")
    subprocess.Popen([*ITSELF, str(folder), *told], start_new_session=True)  # noqa: S603 - our own program


def start_restoring(folder: Path, backup: str) -> None:
    """The way back from this backup, "" to choose one, beside no open records."""
    subprocess.Popen([*ITSELF, str(folder), "--restore", backup], start_new_session=True)  # noqa: S603 - ours


def start_undoing(folder: Path, set_id: str) -> None:
    """The records from before a restore come back, and ask for their passphrase."""
    subprocess.Popen([*ITSELF, str(folder), "--undo-restore", set_id], start_new_session=True)  # noqa: S603


def start_practice_set() -> None:
    """The practice set; the records that are open stay open beside it."""
    subprocess.Popen([*ITSELF, "--practice"], start_new_session=True)  # noqa: S603 - our own program
