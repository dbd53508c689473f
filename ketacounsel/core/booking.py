"""A free hour for the integration session: on day +2 when it can be, within the recommended time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ketacounsel.core.place import Window

Span = tuple[datetime, datetime]

FIRST_START, LAST_START = time(9), time(17)
STEP = timedelta(minutes=30)
USUAL_DAY = 2
DAYS_TRIED = 28


def propose(
    window: Window, zone: str, busy: Iterable[Span], now: datetime, *, length_min: int = 50
) -> datetime | None:
    """The start (UTC) of a free session of `length_min`.

    Within the window: a weekday before a weekend, the day nearest to day +2, the hour nearest to 48 h after
    the infusion. When nothing is free there or it has passed: the first free start from now on.
    """
    taken = tuple(busy)
    local = ZoneInfo(zone)
    length = timedelta(minutes=length_min)
    centre = window.reference_at + timedelta(days=USUAL_DAY)
    first = window.reference_at.astimezone(local).date()

    def free(start: datetime) -> bool:
        end = start + length
        return start >= now and all(end <= begin or start >= until for begin, until in taken)

    def far_from_usual(start: datetime) -> tuple[bool, int, timedelta]:
        on = start.astimezone(local).date()
        return on.weekday() >= 5, abs((on - first).days - USUAL_DAY), abs(start - centre)

    within = [
        start
        for day in range(5)
        for start in _starts(first + timedelta(days=day), local)
        if window.opens_at <= start and start + length <= window.until and free(start)
    ]
    if within:
        return min(within, key=far_from_usual)
    today = max(now, window.opens_at).astimezone(local).date()
    later = (
        start
        for day in range(DAYS_TRIED)
        for start in _starts(today + timedelta(days=day), local)
        if start >= window.opens_at and start.astimezone(local).weekday() < 5 and free(start)
    )
    return next(later, None)


def _starts(on: date, zone: ZoneInfo) -> Iterator[datetime]:
    at = datetime.combine(on, FIRST_START)
    while at.time() <= LAST_START:
        yield at.replace(tzinfo=zone).astimezone(UTC)
        at += STEP
