"""Which measures are due for a client, by the defaults each measure's file carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ketacounsel.core.measures import Measure
from ketacounsel.core.phrases import weekday_words
from ketacounsel.core.place import InfusionPoint, last_given
from ketacounsel.core.sittings import NOT_SCREENED, Sitting

COURSE_RUNS_DAYS = 27
BEFORE_FIRST_DAYS = 7
OVERDUE_WEEKS = 2
ASK_AGAIN = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class DueMeasure:
    """One measure to offer now, and why, in words for the list. `declined`: a screen nobody answered."""

    measure_id: str
    reason: str
    declined: bool = False


def due(
    measures: Iterable[Measure],
    sittings: Iterable[Sitting],
    infusions: Sequence[InfusionPoint],
    now: datetime,
) -> tuple[DueMeasure, ...]:
    """What is due for one client at `now` (aware), in the order of `measures`.

    A measure with a recall period that an infusion would blur is never due within its hours after one.
    """
    newest: dict[str, Sitting] = {}
    for sitting in sorted(sittings, key=lambda one: one.taken_at):
        if sitting.state == "done" and sitting.taken_at <= now:
            newest[sitting.measure_id] = sitting
    given = [i for i in infusions if i.was_given and i.starts_at <= now]
    last = last_given(now, given)
    found = []
    for measure in measures:
        if blocked_until(measure, given, now) is not None:
            continue
        had = newest.get(measure.id)
        if had is not None and had.band == NOT_SCREENED:
            found.append(DueMeasure(measure.id, _ask_again(had, now), declined=True))
            continue
        reason = _reason(measure, had.taken_at if had else None, last, infusions, now)
        if reason:
            found.append(DueMeasure(measure.id, reason))
    return tuple(found)


def _ask_again(declined: Sitting, now: datetime) -> str:
    """A screen that was declined is no result: it is asked again within three days."""
    zone = ZoneInfo(declined.zone)
    today = now.astimezone(zone).date()
    at, until = declined.taken_at.astimezone(zone), (declined.taken_at + ASK_AGAIN).astimezone(zone)
    return f"declined {weekday_words(at.date(), today)}; ask again by {weekday_words(until.date(), today)}"


def to_arrange(measures: Mapping[str, Measure], listed: Sequence[DueMeasure]) -> tuple[DueMeasure, ...]:
    """What somebody has to see to: what the session after each infusion asks by itself is left out.

    A screen that was declined there is somebody's to ask again, and stands first.
    """
    again = tuple(one for one in listed if one.declined)
    return again + tuple(
        one
        for one in listed
        if not one.declined and not measures[one.measure_id].schedule.after_each_infusion
    )


def blocked_until(measure: Measure, infusions: Iterable[InfusionPoint], now: datetime) -> datetime | None:
    """When the measure may be offered again after an infusion; None when it may be now."""
    if measure.not_within_hours_of_infusion is None:
        return None
    hours = timedelta(hours=measure.not_within_hours_of_infusion)
    ends = [i.reference_at + hours for i in infusions if i.was_given and i.starts_at <= now]
    latest = max(ends, default=None)
    return latest if latest is not None and now < latest else None


def _reason(
    measure: Measure,
    taken_at: datetime | None,
    last: InfusionPoint | None,
    infusions: Sequence[InfusionPoint],
    now: datetime,
) -> str:
    if last is None:
        return _before_the_course(measure, taken_at, infusions, now)
    if measure.schedule.after_each_infusion:
        is_due = now >= last.reference_at and (taken_at is None or taken_at < last.reference_at)
        return f"after infusion {last.number_in_course}" if is_due else ""
    if last.day(now) <= COURSE_RUNS_DAYS:
        return _in_the_course(measure, taken_at, last, now)
    return _after_the_course(measure, taken_at, last, now)


def _in_the_course(measure: Measure, taken_at: datetime | None, last: InfusionPoint, now: datetime) -> str:
    every, day = measure.schedule.every_days_in_course, last.day(now)
    if every is None:
        return ""
    if taken_at is None:
        return "not taken yet"
    days_ago = day - last.day(taken_at)
    if days_ago < every:
        return ""
    after = {0: f"last taken {days_ago} days ago", 1: f"a week after infusion {last.number_in_course}"}
    return after.get(day // 7, f"{day // 7} weeks after infusion {last.number_in_course}")


def _before_the_course(
    measure: Measure, taken_at: datetime | None, infusions: Sequence[InfusionPoint], now: datetime
) -> str:
    plan = measure.schedule
    if taken_at is None:
        return "at intake" if plan.at_intake else ""
    coming = [i for i in infusions if i.state == "planned" and 0 <= -i.day(now) <= BEFORE_FIRST_DAYS]
    if not plan.before_first_infusion or not coming:
        return ""
    first = min(coming, key=lambda infusion: infusion.starts_at)
    is_recent = -first.day(taken_at) <= BEFORE_FIRST_DAYS
    return "" if is_recent else f"before infusion {first.number_in_course}"


def _after_the_course(measure: Measure, taken_at: datetime | None, last: InfusionPoint, now: datetime) -> str:
    """Weeks 4, 8, 12 after the last infusion; each stays due for two weeks."""
    day = last.day(now)
    for week in sorted(measure.schedule.weeks_after_course, reverse=True):
        if week * 7 <= day < (week + OVERDUE_WEEKS) * 7:
            is_done = taken_at is not None and last.day(taken_at) >= (week - 1) * 7
            return "" if is_done else f"{week} weeks after infusion {last.number_in_course}"
    return ""
