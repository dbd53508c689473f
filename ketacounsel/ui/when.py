"""Moments as the interface says them: "Thu 15 Oct", "14:30", "today at 15:40". Times come in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from ketacounsel.ui.widgets.when import MONTHS, say_date, say_time


def local(at: datetime, zone: str) -> datetime:
    """The moment on the clocks of that zone."""
    return at.astimezone(ZoneInfo(zone))


def moment(on: date, clock: time, zone: str) -> datetime:
    """A day and a time of that zone as a moment; an hour that the clocks skip is the one after it."""
    there = ZoneInfo(zone)
    return datetime.combine(on, clock, tzinfo=there).astimezone(UTC).astimezone(there)


def clock_words(at: datetime, zone: str) -> str:
    """14:30."""
    return say_time(local(at, zone).time())


def day_words(at: datetime, zone: str) -> str:
    """Thu 15 Oct."""
    return say_date(local(at, zone).date(), year=False)


def day_of_month(on: date) -> str:
    """15 Oct."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def day_and_time(at: datetime, zone: str) -> str:
    """Thu 15 Oct, 14:30."""
    return f"{day_words(at, zone)}, {clock_words(at, zone)}"


def near_day(at: datetime, now: datetime, zone: str) -> str:
    """Today, Tomorrow, Yesterday, else Thu 15 Oct."""
    days = (local(at, zone).date() - local(now, zone).date()).days
    return {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get(days) or day_words(at, zone)


def near_day_and_time(at: datetime, now: datetime, zone: str) -> str:
    """Today 14:30, else Thu 15 Oct, 14:30."""
    day = near_day(at, now, zone)
    comma = "" if day in ("Today", "Tomorrow", "Yesterday") else ","
    return f"{day}{comma} {clock_words(at, zone)}"


def until_words(at: datetime, now: datetime, zone: str) -> str:
    """today at 15:40, else Thu 15:40 within a week, else Thu 15 Oct, 15:40."""
    days = (local(at, zone).date() - local(now, zone).date()).days
    if days == 0:
        return f"today at {clock_words(at, zone)}"
    if 0 < days < 7:
        return f"{local(at, zone):%a} {clock_words(at, zone)}"
    return day_and_time(at, zone)
