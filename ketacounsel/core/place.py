"""Where an entry stands among the infusions: "Infusion 3, day +2", "before infusion 4".

Days are calendar days in the infusion's own zone; the 24-72 h window is elapsed hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, cast
from zoneinfo import ZoneInfo

from ketacounsel.core.ids import CourseId, InfusionId
from ketacounsel.core.infusions import GIVEN, Infusion

InfusionState = Literal["planned", "given", "waiting", "complete", "cancelled", "stopped_early"]
WindowState = Literal["ahead", "open", "after"]

LAST_DAY = 27
OPENS_AFTER_HOURS, UNTIL_HOURS = 24, 72
_NEAR = timedelta(days=3)
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class InfusionPoint:
    """One infusion as a point in time. Times are UTC; `zone` is the clinic's IANA name."""

    id: InfusionId
    number_in_course: int
    course_id: CourseId
    starts_at: datetime
    zone: str
    ended_at: datetime | None = None
    duration_min: int | None = None
    state: InfusionState = "planned"

    @property
    def was_given(self) -> bool:
        return self.state in GIVEN

    @property
    def reference_at(self) -> datetime:
        """When the window's hours begin: the end, else start plus duration, else the start."""
        if self.ended_at is not None:
            return self.ended_at
        return self.starts_at + timedelta(minutes=self.duration_min or 0)

    def local_date(self, at: datetime) -> date:
        """The calendar day of `at` where the infusion was given."""
        return _local_date(at, self.zone)

    def day(self, at: datetime) -> int:
        """Calendar days from this infusion to `at`; 0 on its own day, negative before."""
        return (self.local_date(at) - self.local_date(self.starts_at)).days


@lru_cache(maxsize=8192)
def _local_date(at: datetime, zone: str) -> date:
    """Asked again and again for the same moments while a long record is read."""
    return at.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True, slots=True)
class Place:
    """An entry's distance from the infusion it belongs to; `day` is None without an infusion."""

    words: str
    infusion_id: InfusionId | None = None
    number: int = 0
    day: int | None = None

    @property
    def sentence(self) -> str:
        """The words at the start of a sentence or a line of their own."""
        return self.words[:1].upper() + self.words[1:]

    @property
    def inline(self) -> str:
        """The words in the middle of a sentence."""
        return self.words[:1].lower() + self.words[1:]


@dataclass(frozen=True, slots=True)
class Window:
    """The hours in which an integration session is recommended: 24 to 72 after the infusion's end."""

    reference_at: datetime
    opens_at: datetime
    until: datetime

    def hours_since(self, now: datetime) -> float:
        """Elapsed hours since the infusion's end, whatever the clocks on the wall did."""
        return (now - self.reference_at) / timedelta(hours=1)

    def state(self, now: datetime) -> WindowState:
        if now < self.opens_at:
            return "ahead"
        return "open" if now <= self.until else "after"


def point_of(infusion: Infusion) -> InfusionPoint:
    """The bare point in time of an infusion's record."""
    told = infusion.details
    return InfusionPoint(
        infusion.id,
        infusion.number,
        infusion.course_id,
        told.starts_at,
        told.zone,
        told.ended_at,
        told.duration_min,
        cast("InfusionState", told.state),
    )


def place(at: datetime, infusions: Sequence[InfusionPoint], *, prepares: InfusionId | None = None) -> Place:
    """The place of an entry made at `at` (aware).

    It is that of the last given infusion whose day has come; `prepares` names the infusion of an entry
    that only prepares one. Before the first given infusion it is the one that comes.
    """
    standing = [infusion for infusion in infusions if infusion.state != "cancelled"]
    for infusion in standing:
        if infusion.id == prepares:
            return _before(infusion, at)
    last = last_given(at, standing)
    if last is not None:
        return _after(last, at)
    if not standing:
        return Place("no infusion yet")
    return _before(min(standing, key=lambda infusion: infusion.starts_at), at)


def last_given(at: datetime, infusions: Iterable[InfusionPoint]) -> InfusionPoint | None:
    """The latest given infusion whose local day is not after that of `at`."""
    reached = (infusion for infusion in infusions if infusion.was_given and _has_come(infusion, at))
    return max(reached, key=lambda infusion: infusion.starts_at, default=None)


def _has_come(infusion: InfusionPoint, at: datetime) -> bool:
    """Whether its local day has begun; only near that day does the calendar need asking."""
    since = at - infusion.starts_at
    return infusion.day(at) >= 0 if abs(since) < _NEAR else since > timedelta(0)


def first_given(
    infusions: Iterable[InfusionPoint], course_id: CourseId | None = None
) -> InfusionPoint | None:
    """Infusion 1: the earliest that was given, in one course or in all."""
    given = (i for i in infusions if i.was_given and course_id in (None, i.course_id))
    return min(given, key=lambda infusion: infusion.starts_at, default=None)


def window(infusion: InfusionPoint) -> Window:
    """The recommended time for integration after this infusion."""
    reference_at = infusion.reference_at
    return Window(
        reference_at,
        reference_at + timedelta(hours=OPENS_AFTER_HOURS),
        reference_at + timedelta(hours=UNTIL_HOURS),
    )


def number_infusions(infusions: Iterable[InfusionPoint]) -> tuple[InfusionPoint, ...]:
    """The same infusions by start time, counted from 1 within their course.

    Given ones are counted first, planned ones count on; a cancelled one is not counted and holds 0.
    """
    by_start = sorted(infusions, key=lambda infusion: infusion.starts_at)
    counted = [i for i in by_start if i.was_given] + [i for i in by_start if i.state == "planned"]
    numbers: dict[InfusionId, int] = {}
    counts: dict[CourseId, int] = {}
    for infusion in counted:
        counts[infusion.course_id] = numbers[infusion.id] = counts.get(infusion.course_id, 0) + 1
    return tuple(replace(i, number_in_course=numbers.get(i.id, 0)) for i in by_start)


def hours_words(hours: float) -> str:
    """Elapsed time as it is said: "52 h" up to 96 h, then days, then weeks."""
    whole = max(0, int(hours))
    if whole <= 96:
        return f"{whole} h"
    days = whole // 24
    if days <= LAST_DAY:
        return f"{days} days"
    return f"{days // 7} weeks"


def day_words(day: int) -> str:
    """The day as it is said: day +2, day 0, day −3, and from day 28 on week 4."""
    if day > LAST_DAY:
        return f"week {day // 7}"
    if day == 0:
        return "day 0"
    return f"day +{day}" if day > 0 else f"day {MINUS}{-day}"


def _after(infusion: InfusionPoint, at: datetime) -> Place:
    day = infusion.day(at)
    name = "infusion" if day > LAST_DAY else "Infusion"
    words = f"{name} {infusion.number_in_course}, {day_words(day)}"
    return Place(words, infusion.id, infusion.number_in_course, day)


def _before(infusion: InfusionPoint, at: datetime) -> Place:
    number = infusion.number_in_course
    return Place(f"before infusion {number}", infusion.id, number, infusion.day(at))
