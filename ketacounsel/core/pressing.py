"""The one thing about a client that comes first: safety, a recommended time, a note, a measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ketacounsel.core.safety import FollowUp
from ketacounsel.core.today import WindowRow
from ketacounsel.core.windows import is_pressing

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Pressing:
    """What is shown: its kind, its words, the moment they speak of, and whether something is to be done."""

    kind: str = ""
    words: str = ""
    at: datetime | None = None
    to_do: bool = False


def most_pressing(
    follow_up: FollowUp | None,
    window: WindowRow | None,
    *,
    note_to_sign: bool,
    due_titles: Sequence[str],
    now: datetime,
    zone: str,
) -> Pressing:
    """One only. A window in which a session is booked is calm: it stands behind a note to sign."""
    if follow_up is not None:
        return _safety(follow_up, now, zone)
    if window is not None and is_pressing(window):
        return _window(window, now, to_do=True)
    if note_to_sign:
        return Pressing("note", "Note to sign", to_do=True)
    if window is not None and window.state != "past":
        return _window(window, now, to_do=False)
    if due_titles:
        return Pressing("measure", f"{joined(due_titles)} due", to_do=True)
    return Pressing()


def waiting(follow_ups: Iterable[FollowUp], check_in_by: datetime) -> tuple[FollowUp, ...]:
    """What is open or deferred, or recorded with a check-in due by then; a check-in first, by its time."""
    found = [
        one
        for one in follow_ups
        if one.state in ("open", "deferred")
        or (one.state == "recorded" and one.check_in_at is not None and one.check_in_at < check_in_by)
    ]
    return tuple(sorted(found, key=lambda one: (one.check_in_at is None, one.check_in_at or one.opened_at)))


def joined(words: Sequence[str]) -> str:
    """ "PHQ-9", "PHQ-9 and PCL-5", "PHQ-9, GAD-7 and PCL-5"."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""


def moment_words(at: datetime, now: datetime, zone: str) -> str:
    """ "15:40" on the same day, "Fri 09:00" within a week, "Fri 16 Oct, 09:00" beyond."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    clock = f"{local:%H:%M}"
    away = abs((local.date() - today).days)
    if away == 0:
        return clock
    day = DAYS[local.weekday()]
    return f"{day} {clock}" if away < 7 else f"{day} {local.day} {MONTHS[local.month - 1]}, {clock}"


def _safety(follow_up: FollowUp, now: datetime, zone: str) -> Pressing:
    at = follow_up.check_in_at
    if follow_up.state == "recorded" and at is not None:
        return Pressing("safety", f"Check-in by {moment_words(at, now, zone)}", at, to_do=True)
    return Pressing("safety", "Safety follow-up open", at, to_do=True)


def _window(row: WindowRow, now: datetime, *, to_do: bool) -> Pressing:
    until = moment_words(row.until, now, row.zone)
    if row.state == "before":
        return Pressing("window", f"Opens {moment_words(row.opens_at, now, row.zone)}", row.opens_at)
    if row.state == "past":
        return Pressing("window", f"No session by {until}", row.until, to_do)
    if row.state == "soon":
        return Pressing("window", f"Recommended until {until}", row.until, to_do)
    return Pressing("window", f"In window, {int(row.hours)} h", row.until, to_do)
