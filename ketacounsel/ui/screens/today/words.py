"""What Today says, without pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ketacounsel.core.notes import NoteHead
from ketacounsel.core.place import hours_words
from ketacounsel.core.pressing import joined
from ketacounsel.core.safety import FollowUp
from ketacounsel.core.today import SessionRow, Today, WindowRow
from ketacounsel.ui.when import (
    clock_words,
    day_words,
    local,
    near_day_and_time,
    until_words,
)

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
LATE_NOTE_DAYS = 2
NAMED_IN_CHIP = 2
START_WITHIN = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class WindowWords:
    """A window row in words: a headline, a line below with its icon, and whether it needs the counselor."""

    headline: str
    detail: str
    icon: str
    urgent: bool = False
    quiet: bool = False
    spoken: str = field(default="", repr=False)


def window_words(row: WindowRow, now: datetime, zone: str) -> WindowWords:
    """How the row reads. It never says that a window closes."""
    headline, urgent, quiet = _headline(row, now, zone)
    if row.reason:
        detail, icon = row.reason, "info"
    elif row.booked_at is not None:
        when = inline(near_day_and_time(row.booked_at, now, zone))
        detail, icon = f"Session {when}", "booked"
    elif row.state == "past":
        detail, icon = "Note why, or hold it now", "info"
    else:
        detail, icon = "No session booked yet", "time_limit" if urgent else "calendar"
    since = f"{row.client_name}, infusion {row.infusion_number}. {int(row.hours)} of 72 hours"
    spoken = f"{since}. {headline}. {detail}."
    headline = headline.replace(" today at ", " ")  # beside the bar there is room for the time alone
    return WindowWords(headline, detail, icon, urgent, quiet, spoken)


def _headline(row: WindowRow, now: datetime, zone: str) -> tuple[str, bool, bool]:
    if row.state == "past":
        return f"No session by {local(row.until, zone):%a} {clock_words(row.until, zone)}", False, True
    if row.state == "soon":
        return f"Recommended until {until_words(row.until, now, zone)}", True, False
    if row.state == "before":
        return f"Recommended from {until_words(row.opens_at, now, zone)}", False, False
    return f"{hours_words(row.hours)} since infusion", False, False


def summary(today: Today) -> str:
    """The sentence under the date."""
    coming = [row for row in today.sessions if row.head.state == "booked" and not _is_past(row, today.now)]
    soon = [row for row in today.windows if row.state == "soon"]
    parts = []
    if coming:
        count = len(coming)
        parts.append(f"{_count(count)} session{'' if count == 1 else 's'} still to come.")
    if soon:
        who = "One client" if len(soon) == 1 else f"{_count(len(soon))} clients"
        first = min(soon, key=lambda row: row.until)
        parts.append(
            f"{who} without an integration session, recommended until "
            f"{until_words(first.until, today.now, today.zone)}."
        )
    if parts:
        return " ".join(parts)
    if not (today.sessions or today.notes or today.due or today.follow_ups or today.windows):
        return next_words(today)
    parts.append("No session still to come today." if today.sessions else "No sessions today.")
    if today.notes:
        count = len(today.notes)
        parts.append(f"{_count(count)} note{'' if count == 1 else 's'} to sign.")
    return " ".join(parts)


def greeting(name: str, now: datetime, zone: str) -> str:
    """On the first day. "Good morning, Dana. Your records are set up and encrypted." """
    hour = local(now, zone).hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    return f"Good {part}, {name.split(' ', 1)[0]}. Your records are set up and encrypted."


def next_words(today: Today) -> str:
    """When nothing needs anybody."""
    nothing = "Nothing needs you right now."
    following = today.next_session
    if following is None or following.head.planned_at is None:
        return nothing
    when = near_day_and_time(following.head.planned_at, today.now, today.zone)
    return f"{nothing} Next: {following.client_name}, {when}."


def session_chip(row: SessionRow, now: datetime) -> tuple[str, str, str] | None:
    """(words, kind, icon) of the chip in a session's row, or none."""
    head = row.head
    if head.state in ("running", "paused"):
        return ("Running", "calm", "timer") if head.state == "running" else ("Paused", "neutral", "pause")
    if head.state == "held":
        if head.note_state == "signed":
            return ("Note signed", "neutral", "sign")
        return ("Note not signed" if head.note_id else "Note not drafted", "warning", "pen-line")
    named = joined(row.due) if len(row.due) <= NAMED_IN_CHIP else f"{len(row.due)} measures"
    due = f"{named} due" if row.due else ""
    if head.planned_at is not None and timedelta(0) <= head.planned_at - now <= START_WITHIN:
        minutes = max(0, round((head.planned_at - now).total_seconds() / 60))
        return (
            " · ".join(part for part in (f"In {minutes} min", due) if part),
            "calm",
            "measure" if due else "clock",
        )
    return (due, "calm", "measure") if due else None


def session_act(row: SessionRow, now: datetime) -> str:
    """The word on the row's button."""
    head = row.head
    if head.state == "held":
        return "Open" if head.note_state == "signed" else "Review note"
    if head.state in ("running", "paused"):
        return "Continue"
    near = head.planned_at is not None and abs(head.planned_at - now) <= START_WITHIN
    return "Start session" if near else "Open"


def note_age(note: NoteHead, now: datetime, zone: str) -> tuple[str, bool]:
    """How long a note has waited, hours on its own day and then days, and whether that is long."""
    days = (local(now, zone).date() - local(note.service_at, zone).date()).days
    if days < 1:
        return f"{max(1, int((now - note.service_at).total_seconds() // 3600))} h", False
    return f"{days} day{'' if days == 1 else 's'}", days >= LATE_NOTE_DAYS


def note_when(note: NoteHead, now: datetime, zone: str) -> str:
    """ "today 09:30", else "Wed 14 Oct"."""
    when = near_day_and_time(note.service_at, now, zone)
    return inline(when) if when.startswith("Today") else day_words(note.service_at, zone)


def follow_up_words(follow_up: FollowUp, now: datetime, zone: str) -> tuple[str, str]:
    """Title and line of a follow-up."""
    if follow_up.check_in_at is None:
        return (
            f"Safety follow-up, {follow_up.client_name}",
            f"Open since {day_words(follow_up.opened_at, zone)}",
        )
    agreed = follow_up.recorded_at or follow_up.opened_at
    until = until_words(follow_up.check_in_at, now, zone).removeprefix("today at ")
    return (
        f"Check-in, {follow_up.client_name}",
        f"Agreed on {day_words(agreed, zone)} · due by {until}",
    )


def crash_words(row: SessionRow, at: datetime, zone: str) -> str:
    """A session that was open when the program ended."""
    clock = clock_words(at, zone)
    return f"A session with {row.client_name} was open at {clock}. Everything up to {clock} is here."


def inline(when: str) -> str:
    """Within a line: "today 14:30"."""
    return when[:1].lower() + when[1:] if when.startswith(("Today", "Tomorrow", "Yesterday")) else when


def _is_past(row: SessionRow, now: datetime) -> bool:
    return row.head.planned_at is not None and row.head.planned_at + START_WITHIN < now


def _count(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
