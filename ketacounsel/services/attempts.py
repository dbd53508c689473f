"""The count of wrong passphrases, kept on this computer so that starting the program again changes nothing.

Best effort: who copies the records away can delete it. There only the slowness of the key itself protects.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.core.attempts import Attempts
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.store import files, key_copies

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class AttemptsFile:
    """One small file for each records, named by their own number."""

    def __init__(self, records: Path, folder: Path, clock: Callable[[], datetime]) -> None:
        self._records, self._folder, self._clock = records, folder, clock
        self._now = Attempts()
        self._path: Path | None = None

    def read(self) -> Attempts:
        """What was missed so far; nothing where that can't be told."""
        path = self._where()
        if path is not None and path.exists():
            self._now = _read(path)
        return self._now

    def wait_s(self) -> int:
        """Whole seconds until the next try."""
        return self.read().wait_s(self._clock())

    def missed(self) -> Attempts:
        """Count one more, on disk before it is said."""
        self._now = self.read().missed(self._clock())
        path = self._where()
        if path is not None:
            try:
                files.make_private_folder(path.parent)
                files.write_atomically(path, _bytes(self._now))
            except OSError:
                return self._now  # still counted while this program runs
        return self._now

    def clear(self) -> Attempts:
        """The records were opened: begin anew. Hands back what was missed before."""
        before, self._now = self.read(), Attempts()
        path = self._where()
        if path is not None:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                return before
        return before

    def _where(self) -> Path | None:
        if self._path is None:
            try:
                self._path = self._folder / f"{key_copies.read(self._records).records_uuid}.tries"
            except (KetaCounselError, OSError):
                return None
        return self._path


def _bytes(now: Attempts) -> bytes:
    times = [at.isoformat() if at else None for at in (now.first_at, now.last_at)]
    return json.dumps({"misses": now.misses, "first": times[0], "last": times[1]}).encode("ascii")


def _read(path: Path) -> Attempts:
    try:
        raw = json.loads(path.read_bytes())
        first, last = (datetime.fromisoformat(raw[key]) if raw[key] else None for key in ("first", "last"))
        return Attempts(max(0, int(raw["misses"])), first, last)
    except (OSError, ValueError, KeyError, TypeError):
        return Attempts()
