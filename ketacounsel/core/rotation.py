"""Which old backups may go. Only a newer one that was opened and checked ever lets another go.

The order is that of the records' own marks; the clock only says how far apart two backups are, and a clock
that jumps costs at most a few copies of one day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ketacounsel.core.backups import BackupFile

ALL_WITHIN: Final = timedelta(hours=48)
ALL_AT_MOST: Final = 20
PINNED_FOR: Final = timedelta(days=90)
LEAST: Final = 5
MOST_AT_ONCE: Final = 3
_Bucket = Callable[[datetime], object]
KEEP: Final[tuple[tuple[int, _Bucket], ...]] = (
    (14, lambda at: at.date()),
    (8, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
    (7, lambda at: at.year),
)


def to_drop(files: Iterable[BackupFile], now: datetime) -> list[BackupFile]:
    """The backups of one place that may be deleted now, oldest first; never many at once.

    Called after a new backup was checked. Backups of an earlier history (before a restore) are left alone.
    """
    every = sorted(files, key=_age, reverse=True)
    good = [file for file in every if file.good]
    if not good:
        return []
    newest = good[0]
    ours = [file for file in good if _same(file, newest)]
    kept = _kept(ours, now) | {id(file) for file in ours[:LEAST]}
    droppable = [
        file
        for file in every
        if _same(file, newest) and id(file) not in kept and _age(file) < _age(newest) and _over(file, now)
    ]
    spare = max(0, len(ours) - LEAST)
    return _oldest(droppable, min(MOST_AT_ONCE, spare))


def _age(file: BackupFile) -> tuple[int, datetime]:
    """Older ones first: by the records' mark, and by the clock only where that is the same."""
    return file.mark.seq, file.made_at


def _same(file: BackupFile, other: BackupFile) -> bool:
    return (file.records_uuid, file.history) == (other.records_uuid, other.history)


def _over(file: BackupFile, now: datetime) -> bool:
    """Not pinned, or pinned long enough."""
    return not file.pinned or now - file.made_at > PINNED_FOR


def _kept(ours: Sequence[BackupFile], now: datetime) -> set[int]:
    """All of the last two days, then the newest of each day, week, month and year that has any."""
    recent = [file for file in ours if now - file.made_at <= ALL_WITHIN]
    kept = {id(file) for file in recent[:ALL_AT_MOST]}
    for most, bucket in KEEP:
        seen: dict[object, int] = {}
        for file in ours:
            seen.setdefault(bucket(file.made_at), id(file))
        kept.update(list(seen.values())[:most])
    return kept


def _oldest(files: Sequence[BackupFile], most: int) -> list[BackupFile]:
    """`files` come newest first."""
    return list(reversed(files))[:most]
