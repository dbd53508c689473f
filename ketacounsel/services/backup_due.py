"""When a backup is due, and how well the records are covered, from what is kept and what lies there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from ketacounsel.core.backup_errors import BackupMissing
from ketacounsel.core.backups import (
    EVENING_H,
    EVERY,
    OVERDUE_AFTER,
    TEST_EVERY,
    BackupFile,
    BackupState,
    Place,
)
from ketacounsel.services.backup_book import Book


class Changes(Protocol):
    """What the audit says of changes."""

    @property
    def last(self) -> int:
        """The number of the newest change; 0 when there is none."""

    def first_after(self, seq: int) -> datetime | None:
        """When the first change after that line was made."""


def due(
    book: Book, here: Sequence[Place], changed: int, now: datetime, *, leaving: bool
) -> tuple[Place, ...]:
    """The places that lack the newest changes and whose time has come. `now` is on the practice's clock."""
    if book.paused:
        return ()
    behind = [place for place in here if not (last := book.last.get(place.id)) or last.mark.seq < changed]
    return tuple(place for place in behind if leaving or _time_has_come(book, place, now))


def state(
    book: Book, found: Mapping[Place, Sequence[BackupFile]], changes: Changes, now: datetime
) -> BackupState:
    """`found` has the backups of every place; of one that is not here, the last that is known counts."""
    best = [file for place, files in found.items() if (file := _best(book, place, files)) is not None]
    newest = max(best, key=_order(book.history), default=None)
    unsaved = changes.first_after(newest.mark.seq if newest else 0)
    behind = now - unsaved if unsaved else timedelta()
    failures = tuple(one for key, one in book.failed.items() if any(place.id == key for place in found))
    return BackupState(
        places=tuple(found),
        good=len(best),
        newest=newest,
        inside=book.inside if newest else None,
        only_here=not any(file.place.elsewhere for file in best),
        failures=failures,
        tested=book.tested,
        test_due=book.tested is None or not book.tested.ok or abs(now - book.tested.at) > TEST_EVERY,
        unsaved_since=unsaved,
        overdue_days=behind.days if behind >= OVERDUE_AFTER else 0,
        paused=book.paused,
    )


def newest(files: Sequence[BackupFile], history: str) -> BackupFile:
    """The newest good one. Raises BackupMissing."""
    good = [file for file in files if file.good]
    if not good:
        raise BackupMissing("There is no backup yet.", todo="Make one with Back up now.")
    return max(good, key=_order(history))


def _best(book: Book, place: Place, files: Sequence[BackupFile]) -> BackupFile | None:
    if place.here:
        ours = [file for file in files if file.good]
        return max(ours, key=_order(book.history), default=None)
    last = book.last.get(place.id)
    if last is None:
        return None
    return BackupFile(
        Path(last.name), last.made_at, last.mark, last.bytes, last.made_at, "", place, history=book.history
    )


def _order(history: str) -> Callable[[BackupFile], tuple[bool, int, datetime]]:
    """Those of the present history last, then by the records' own marks."""
    return lambda file: (file.history == history, file.mark.seq, file.made_at)


def _time_has_come(book: Book, place: Place, now: datetime) -> bool:
    """Half an hour after the last try, or after 18:00; a clock that went back counts as due."""
    last, failure = book.last.get(place.id), book.failed.get(place.id)
    tries = ([last.made_at] if last else []) + ([failure.at] if failure else [])
    if not tries:
        return book.when == "often" or now.hour >= EVENING_H
    before = max(tries).astimezone(now.tzinfo)
    if before > now:
        return True
    if book.when == "often":
        return now - before >= EVERY
    evening = now.replace(hour=EVENING_H, minute=0, second=0, microsecond=0)
    evening = evening if evening <= now else evening - timedelta(days=1)
    return before < evening
