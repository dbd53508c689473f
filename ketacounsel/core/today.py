"""What the day holds: windows, sessions, notes to sign, measures due, safety follow-ups."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ketacounsel.core.ids import ClientId, InfusionId, SessionId
from ketacounsel.core.notes import NoteHead
from ketacounsel.core.safety import FollowUp
from ketacounsel.core.sessions import SessionHead


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One client in or near the 24-72 h window. Hours count from the window's reference; times are UTC.

    `state` is "before" (not yet 24 h), "in", "soon" (less than 6 h left and nothing booked) or "past".
    """

    client_id: ClientId
    client_name: str = field(repr=False)
    infusion_id: InfusionId
    infusion_number: int
    infusion_at: datetime
    zone: str
    hours: float
    opens_at: datetime
    until: datetime
    state: str
    booked_at: datetime | None = None
    booked_hours: float | None = None
    booked_id: SessionId | None = None
    start_now: bool = False
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DueRow:
    """Measures that are due for one client, with the reason in words."""

    client_id: ClientId
    client_name: str = field(repr=False)
    measure_ids: tuple[str, ...]
    titles: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session of today with its client's name and what is due in it."""

    head: SessionHead
    client_name: str = field(repr=False)
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """The page. `zone` is the practice's; `now` is when it was read (UTC).

    `reminders` are keys of what is still to be seen to about the records: "recovery_key".
    """

    now: datetime
    zone: str
    windows: tuple[WindowRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    notes: tuple[NoteHead, ...] = ()
    due: tuple[DueRow, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    running: SessionRow | None = None
    crashed_at: datetime | None = None
    next_session: SessionRow | None = None
    clients: int = 0
    any_infusion: bool = False
    reminders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One line of the client list. `attention` is (kind, words); kinds: safety, window, note, measure, "".

    `attention_at` is the moment the words speak of (recommended until, opens, check in by), in UTC.
    `scores` are the primary measure's totals in order; `change` is since the starting point.
    """

    client_id: ClientId
    name: str = field(repr=False)
    file_no: str = field(repr=False)
    initials: str = field(repr=False)
    status: str
    course_words: str
    last_infusion_at: datetime | None
    zone: str
    last_seen_at: datetime | None
    measure_id: str
    scores: tuple[int, ...]
    change: int | None
    next_session_at: datetime | None
    attention: tuple[str, str] = ("", "")
    attention_at: datetime | None = None
    in_window: bool = False
    needs_attention: bool = False
    none_booked: bool = False
