"""A client opened: header, counts, and what the Overview draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ketacounsel.core.infusions import Course, Infusion
from ketacounsel.core.people import Client
from ketacounsel.core.safety import FollowUp, SafetyPlan
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.threads import Goal, Intention
from ketacounsel.core.today import WindowRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of "Latest entries": kind is "infusion", "session", "measure", "note" or "plan"."""

    kind: str
    at: datetime
    zone: str
    title: str = field(repr=False)
    words: str = field(repr=False)
    chip: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report that was filed: when, for whom, the period and what it held."""

    id: str
    kind: str
    addressee: str
    made_at: datetime
    from_on: date
    to_on: date
    included: tuple[str, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything the client's Overview and header need, read at once."""

    client: Client
    courses: tuple[Course, ...]
    infusions: tuple[Infusion, ...]
    sessions: tuple[SessionHead, ...]
    sittings: tuple[Sitting, ...]
    goals: tuple[Goal, ...]
    intention: Intention | None
    window: WindowRow | None
    plan: SafetyPlan | None
    open_follow_ups: tuple[FollowUp, ...]
    latest: tuple[Entry, ...]
    due: tuple[str, ...]
    counts: dict[str, int]
    course_chip: str
    zone: str
    reports: tuple[ReportHead, ...] = ()
