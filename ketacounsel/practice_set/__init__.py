"""The practice set: records of invented people, for learning, for pictures and for measuring.

Nobody in it is real. Its passphrase is printed by ``ketacounsel demo`` and stands in the README.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ketacounsel.store import presence

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE: Final = "nobody in here is real"  # noqa: S105 - it is printed for everybody
PIN: Final = "482913"
ZONE: Final = "America/Denver"

exists = presence.exists


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the set is to be. Without a number of clients: the people of the files and 38 who were discharged.

    `today` is the day it stands on (the present one when left out); `later` moves its hours.
    """

    today: date | None = None
    clients: int | None = None
    years: int | None = None
    seed: int = 1
    zone: str = ZONE
    later: timedelta = timedelta()

    @classmethod
    def for_now(cls) -> Wishes:
        """The set to open at once: in this computer's zone, its day around the present hour."""
        from ketacounsel.practice_set import here

        zone = here.zone(ZONE)
        return cls(zone=zone, later=here.hours_later(zone))


@dataclass(frozen=True, slots=True)
class Made:
    """How much there is of each."""

    clients: int
    infusions: int
    sessions: int
    notes: int


def make(folder: Path, wishes: Wishes) -> Made:
    """Make the set in a folder without records: the same for the same wishes. Raises AlreadyThere."""
    from ketacounsel.practice_set.making import make_set

    return make_set(folder, wishes, wishes.today or _today(wishes.zone))


def _today(zone: str) -> date:
    from zoneinfo import ZoneInfo

    return datetime.now(UTC).astimezone(ZoneInfo(zone)).date()
