"""A client's record seen within a report's period: what was given, held, scored and noted in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from ketacounsel.core.change import Baseline, choose_baseline
from ketacounsel.core.infusions import AdverseEffect, Course, Infusion
from ketacounsel.core.measures import Measure
from ketacounsel.core.people import Client, Counselor, Practice, Prescriber, Release
from ketacounsel.core.place import first_given, point_of
from ketacounsel.core.safety import FollowUp
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.threads import Action
from ketacounsel.core.workspace import Workspace

NOT_INTEGRATION = frozenset({"intake", "prep", "infusion_day"})
BEGUN = frozenset({"running", "paused", "held"})
PENDING_HOURS = 72


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that is read for a report, at once."""

    work: Workspace = field(repr=False)
    practice: Practice
    counselor: Counselor
    prescribers: tuple[Prescriber, ...]
    releases: tuple[Release, ...]
    measures: Mapping[str, Measure] = field(repr=False)
    actions: tuple[Action, ...] = field(repr=False)
    item9: tuple[tuple[datetime, int | None], ...] = field(repr=False)
    follow_ups: tuple[FollowUp, ...] = field(repr=False)
    sleep_hours: tuple[tuple[datetime, float], ...] = field(repr=False)
    draft: Mapping[str, object] = field(repr=False)
    now: datetime

    @property
    def client(self) -> Client:
        return self.work.client

    @property
    def today(self) -> date:
        return day_in(self.now, self.work.zone)


@dataclass(frozen=True)
class Scope:
    """The facts between two days, both included."""

    facts: ReportFacts
    from_on: date
    to_on: date

    def holds(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on

    @property
    def zone(self) -> str:
        return self.facts.work.zone

    @cached_property
    def course(self) -> Course | None:
        """The latest course that had begun, or was at least planned, by the end of the period."""
        begun = {one.course_id for one in self.facts.work.infusions if self._day(one) <= self.to_on}
        courses = sorted(self.facts.work.courses, key=lambda course: course.number)
        return next((one for one in reversed(courses) if one.id in begun), courses[0] if courses else None)

    @cached_property
    def course_given(self) -> tuple[Infusion, ...]:
        """The infusions of the course that were given by the end of the period, oldest first."""
        course_id = self.course.id if self.course else None
        return tuple(
            one
            for one in self.facts.work.infusions
            if one.given and one.course_id == course_id and self._day(one) <= self.to_on
        )

    @cached_property
    def given(self) -> tuple[Infusion, ...]:
        """Every infusion given within the period, oldest first."""
        return tuple(one for one in self.facts.work.infusions if one.given and self.holds(self._day(one)))

    @cached_property
    def effects(self) -> tuple[tuple[Infusion, AdverseEffect], ...]:
        """What was unwanted after those infusions."""
        return tuple((one, effect) for one in self.given for effect in told_once(one.effects))

    @cached_property
    def held(self) -> tuple[SessionHead, ...]:
        """The sessions held within the period."""
        return tuple(
            head
            for head in self.facts.work.sessions
            if head.state in BEGUN and head.at is not None and self.holds(day_in(head.at, head.zone))
        )

    @cached_property
    def integrations(self) -> tuple[SessionHead, ...]:
        return tuple(head for head in self.held if head.kind not in NOT_INTEGRATION)

    def session_after(self, infusion: Infusion) -> SessionHead | None:
        """The first integration session after an infusion and before the next, by the period's end."""
        after, until = infusion.details.starts_at, self.next_start(infusion)
        for head in self.facts.work.sessions:
            at = head.at
            if at is None or head.state not in BEGUN or head.kind in NOT_INTEGRATION:
                continue
            if after < at and (until is None or at < until) and day_in(at, head.zone) <= self.to_on:
                return head
        return None

    def pending(self, infusion: Infusion) -> bool:
        """Whether the recommended time for a session was still running at the period's end."""
        point, zone = point_of(infusion), ZoneInfo(self.zone)
        ended = datetime.combine(self.to_on + timedelta(days=1), time(), zone)
        return (min(self.facts.now, ended) - point.reference_at).total_seconds() <= PENDING_HOURS * 3600

    def next_start(self, infusion: Infusion) -> datetime | None:
        """When the next infusion was given."""
        later = (
            one.details.starts_at
            for one in self.facts.work.infusions
            if one.given and one.details.starts_at > infusion.details.starts_at
        )
        return min(later, default=None)

    def scores(self, measure_id: str) -> tuple[Sitting, ...]:
        """Scored sittings of one measure within the period, oldest first."""
        return tuple(one for one in self._scored(measure_id) if self.holds(day_in(one.taken_at, one.zone)))

    def baseline(self, measure_id: str) -> Baseline | None:
        """The starting point of the course; the first score of the period when none came before."""
        until = [s for s in self._scored(measure_id) if day_in(s.taken_at, s.zone) <= self.to_on]
        points = [point_of(one) for one in self.facts.work.infusions]
        first = first_given(points, self.course.id) if self.course else None
        chosen = choose_baseline(until, first)
        if chosen is None and (found := self.scores(measure_id)):
            return Baseline(found[0])
        return chosen

    def latest(self, measure_id: str) -> Sitting | None:
        """The last score of the period."""
        found = self.scores(measure_id)
        return found[-1] if found else None

    @cached_property
    def item9(self) -> tuple[tuple[date, int | None], ...]:
        """PHQ-9 item 9 within the period."""
        told = ((day_in(at, self.zone), value) for at, value in self.facts.item9)
        return tuple((day, value) for day, value in told if self.holds(day))

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        return tuple(one for one in self.facts.follow_ups if self.holds(day_in(one.opened_at, self.zone)))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The small steps agreed within the period."""
        return tuple(one for one in self.facts.actions if self.holds(day_in(one.agreed_at, self.zone)))

    @cached_property
    def coming(self) -> Infusion | None:
        """The next planned infusion from the end of the period on."""
        ahead = (
            one
            for one in self.facts.work.infusions
            if one.details.state == "planned" and self._day(one) >= self.to_on
        )
        return min(ahead, key=lambda one: one.details.starts_at, default=None)

    def booked_after(self, infusion: Infusion) -> SessionHead | None:
        """The first session booked after that infusion."""
        booked = (
            head
            for head in self.facts.work.sessions
            if head.state == "booked" and head.at is not None and head.at > infusion.details.starts_at
        )
        return next(booked, None)

    def _scored(self, measure_id: str) -> Sequence[Sitting]:
        return [
            one
            for one in self.facts.work.sittings
            if one.measure_id == measure_id and one.state == "done" and one.total is not None
        ]

    def _day(self, infusion: Infusion) -> date:
        return infusion_day(infusion)


def told_once(effects: Iterable[AdverseEffect]) -> tuple[AdverseEffect, ...]:
    """An effect told by the clinic and by the client is one: the more severe, and when it settled."""
    found: dict[str, AdverseEffect] = {}
    for effect in effects:
        kind = effect.kind.strip().casefold()
        other = found.get(kind)
        found[kind] = effect if other is None else _merged(effect, other)
    return tuple(found.values())


def _merged(one: AdverseEffect, other: AdverseEffect) -> AdverseEffect:
    settled = max(filter(None, (one.settled_at, other.settled_at)), default=None)
    there = settled is None and (one.still_there or other.still_there)
    severity = max(one.severity, other.severity)
    return replace(other, severity=severity, settled_at=settled, still_there=there)


def day_in(at: datetime, zone: str) -> date:
    """The calendar day of a moment in that zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def infusion_day(infusion: Infusion) -> date:
    """The calendar day of an infusion where it was given."""
    return day_in(infusion.details.starts_at, infusion.details.zone)


def day_after(infusion: Infusion, at: datetime) -> int:
    """Calendar days from an infusion to `at`."""
    return point_of(infusion).day(at)


def course_start(work: Workspace, course: Course | None, today: date, days_back: int = 42) -> date:
    """The first entry that led up to a course: at most six weeks before its first infusion."""
    days = sorted(infusion_day(one) for one in work.infusions if course and one.course_id == course.id)
    first = days[0] if days else today
    entries: Iterable[date] = [
        *(day_in(one.taken_at, one.zone) for one in work.sittings),
        *(day_in(head.at, head.zone) for head in work.sessions if head.at and head.state in BEGUN),
    ]
    near = [day for day in entries if day <= first and (first - day).days <= days_back]
    return min([first, *near, today])
