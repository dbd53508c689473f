"""A practice's day: from midnight to midnight where it is."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """Begin and end of the local day in which `now` (aware) lies."""
    local = ZoneInfo(zone)
    on = now.astimezone(local).date()
    begin = datetime.combine(on, time(), local)
    return begin, datetime.combine(on + timedelta(days=1), time(), local)
