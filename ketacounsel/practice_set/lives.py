"""When the crowd's infusions, sessions and questionnaires took place: days and hours, no words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

INFUSIONS: Final = 6
WEEK: Final = timedelta(days=7)
SESSION_AT: Final = tuple(time(hour, minute) for hour in range(8, 18) for minute in (0, 30))
INFUSION_AT: Final = tuple(time(hour, 30) for hour in range(8, 15))
EVENING: Final = time(19, 10)
PREPARES_DAYS, SCORED_DAY, INTEGRATES_DAY = 3, 5, 2


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session: which infusion it prepares or follows, by its place in the life's list."""

    at: datetime
    kind: str
    template: str
    infusion: int
    booked: bool = False


@dataclass(slots=True)
class Life:
    """One person's. `courses` are the first infusions of each course, by their place in the list."""

    infusions: list[datetime] = field(default_factory=list)
    courses: list[int] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    scored: list[datetime] = field(default_factory=list)


def sketch(chance: Random, sessions: int, first: date, last: date, now: datetime, *, active: bool) -> Life:
    """A life with so many sessions between two days; an active one goes on after `now`."""
    life = Life()
    courses = max(1, sessions // 14)
    each = (last - first) / courses
    for number in range(courses):
        share = sessions // courses + (number < sessions % courses)
        late = active and number == courses - 1
        start = _weekday(last - WEEK * chance.randint(1, 8) if late else first + each * number, chance)
        _course(life, chance, share, start, each, now)
    life.scored = [at for at in life.scored if at < now]
    return life


def _course(life: Life, chance: Random, sessions: int, start: date, span: timedelta, now: datetime) -> None:
    """A preparation, six weekly infusions each with its integration, then sessions week by week."""
    begin, hour = len(life.infusions), chance.choice(SESSION_AT)
    life.courses.append(begin)
    life.scored.append(datetime.combine(start - timedelta(days=PREPARES_DAYS), hour))
    _meet(life, life.scored[-1], "prep", "prep_2", begin, now)
    infused_at = chance.choice(INFUSION_AT)
    for number in range(INFUSIONS):
        day = start + WEEK * number
        life.infusions.append(datetime.combine(day, infused_at))
        life.scored.append(datetime.combine(day + timedelta(days=SCORED_DAY), EVENING))
        if number < sessions - 1:
            met = datetime.combine(day + timedelta(days=INTEGRATES_DAY), hour)
            _meet(life, met, "integration", "integration_early", begin + number, now)
    left = sessions - 1 - INFUSIONS
    gap = max(7, min(28, (span - WEEK * (INFUSIONS + 2)).days // max(1, left)) // 7 * 7)
    for number in range(max(0, left)):
        day = start + WEEK * INFUSIONS + timedelta(days=INTEGRATES_DAY + gap * number)
        met = datetime.combine(day, hour)
        _meet(life, met, "integration", "integration_meaning", len(life.infusions) - 1, now)
        if number % 3 == 2:
            life.scored.append(met)


def _meet(life: Life, at: datetime, kind: str, template: str, infusion: int, now: datetime) -> None:
    """Held when it is past, booked when it comes within two weeks; further ahead nothing is booked."""
    if at < now + 2 * WEEK:
        life.meetings.append(Meeting(at, kind, template, infusion, booked=at >= now))


def _weekday(day: date, chance: Random) -> date:
    """A Monday, Tuesday or Wednesday of that week: two days later is no weekend."""
    return day - timedelta(days=day.weekday()) + timedelta(days=chance.randint(0, 2))
