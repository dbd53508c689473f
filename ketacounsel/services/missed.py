"""Openings that were refused: counted outside the records, which nobody could open; told to the audit at the
next good one. Only times are kept.
"""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ketacounsel.core.attempts import Attempts
from ketacounsel.store.files import PRIVATE_FILE

FILE: Final = "records.missed"
MOST_BYTES: Final = 64 * 1024
_WAY: Final = os.O_CREAT | os.O_APPEND | os.O_WRONLY


def count(folder: Path, now: datetime) -> None:
    """One more. Where nothing can be written, it goes uncounted."""
    path = folder / FILE
    with contextlib.suppress(OSError):
        if path.exists() and path.stat().st_size > MOST_BYTES:
            return
        handle = os.open(path, _WAY, PRIVATE_FILE)
        try:
            os.write(handle, f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S}\n".encode("ascii"))
        finally:
            os.close(handle)


def attempts(folder: Path) -> Attempts:
    """How often in a row, for the wait before the next try."""
    times = [datetime.fromisoformat(f"{line}+00:00") for line in _times(folder)]
    return Attempts(len(times), times[0], times[-1]) if times else Attempts()


def told(folder: Path) -> str:
    """How often and when, in words; "" when there was none."""
    times = _times(folder)
    if len(times) < 2:
        return f"once, {times[0]} UTC" if times else ""
    return f"{len(times)} times, first {times[0]}, last {times[-1]} UTC"


def forget(folder: Path) -> None:
    """It stands in the audit now."""
    with contextlib.suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def _times(folder: Path) -> list[str]:
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return []
    return [line for line in data.decode("ascii", "replace").splitlines() if _is_moment(line)]


def _is_moment(line: str) -> bool:
    try:
        datetime.strptime(line, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True
