"""This computer's time zone and hour, so that a practice set opened now has its day around now."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ketacounsel.practice_set.times import DRAWN_AT

LINK: Final = Path("/etc/localtime")
LATEST = timedelta(hours=4)
"""How far the day may be moved on: its sessions stay at hours at which people meet.

Back it is moved as far as the clock asks, into the night if need be: nothing was held later than now.
"""


def zone(otherwise: str) -> str:
    """The name of this computer's zone, where the system tells it."""
    told = os.environ.get("TZ", "").removeprefix(":")
    if not told and LINK.is_symlink():
        told = str(LINK.resolve()).rpartition("zoneinfo/")[2]
    try:
        ZoneInfo(told)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return otherwise
    return told if "/" in told else otherwise


def hours_later(zone_name: str, now: datetime | None = None) -> timedelta:
    """By how many whole hours the day is moved so that its present is just past."""
    local = (now or datetime.now(UTC)).astimezone(ZoneInfo(zone_name)).replace(tzinfo=None)
    drawn = datetime.combine(local.date(), DRAWN_AT.time())
    whole = timedelta(hours=(local - drawn) // timedelta(hours=1))
    return min(whole, LATEST)
