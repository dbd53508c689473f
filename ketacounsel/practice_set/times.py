"""When things happened: wall times of the files, moved so that the set stands on another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DRAWN_AT = datetime(2026, 10, 15, 13, 52)  # noqa: DTZ001 - a wall time, as in all of its files
"""The moment the files tell of: Thursday 15 October 2026, 13:52."""


@dataclass(slots=True)
class Clock:
    """The present, moved by hand from one event to the next."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns wall times of the files into moments around another day."""

    today: date
    zone: str
    later: timedelta = timedelta()

    @property
    def now(self) -> datetime:
        """The moment the set stands at."""
        return self.moment(DRAWN_AT)

    def wall(self, told: datetime) -> datetime:
        """The wall time in place of the one told."""
        return told + (self.today - DRAWN_AT.date()) + self.later

    def moment(self, told: datetime) -> datetime:
        """The moment (UTC) in place of the wall time told."""
        return self.wall(told).replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def in_zone(self, at: datetime) -> datetime:
        """A moment as the clock on the wall shows it."""
        return at.astimezone(ZoneInfo(self.zone))

    def day(self, told: date) -> date:
        """The day in place of the one told."""
        return told + (self.today - DRAWN_AT.date())

    def same_day(self, told: datetime, clock: time) -> datetime:
        """That time of the same day, or of the next when it lies before."""
        at = datetime.combine(told.date(), clock)
        return self.moment(at if at >= told else at + timedelta(days=1))

    def local(self, told: datetime) -> str:
        """As an answer keeps a moment: ISO, with the offset of the place."""
        return self.moment(told).astimezone(ZoneInfo(self.zone)).isoformat()
