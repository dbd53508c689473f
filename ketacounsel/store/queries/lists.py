"""What the client list shows, for many clients in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, String, cast, func, or_, select, true
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.courses import CourseLine
from ketacounsel.core.ids import ClientId, CourseId, InfusionId, SittingId
from ketacounsel.core.infusions import GIVEN
from ketacounsel.core.place import InfusionPoint
from ketacounsel.core.sittings import NOT_SCREENED, Sitting

CLIENT = models.Client.__table__.c
COURSE = models.Course.__table__.c
SESSION = models.GuidedSession.__table__.c
SITTING = models.Sitting.__table__.c
INFUSION = models.Infusion.__table__.c
MOMENT = models.UtcDateTime()
SCREEN = "asq"
Some = Collection[ClientId] | None
AFTER_CARE = timedelta(weeks=14)
LATELY = timedelta(weeks=4)
SOON = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Scores:
    """One client's scores as lines, oldest first: total, status, moment. Few are ever looked at closely."""

    lines: tuple[str, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(int(line.split(" ", 1)[0]) for line in self.lines)

    def until(self, moment: datetime | None) -> list[Sitting]:
        """Those before that moment, or all, as sittings of which only these three things are known."""
        found: list[Sitting] = []
        for line in self.lines:
            total, status, at = line.split(" ", 2)
            taken_at = datetime.fromisoformat(at).replace(tzinfo=UTC)
            if moment is not None and taken_at >= moment:
                break
            found.append(
                Sitting(SittingId(""), ClientId(""), "", 0, taken_at, "", total=int(total), status=status)
            )
        return found


def courses(db: DbSession, client_id: ClientId | None = None) -> Mapping[ClientId, list[CourseLine]]:
    """Every client's courses, or one client's."""
    found: defaultdict[ClientId, list[CourseLine]] = defaultdict(list)
    query = select(COURSE.client_id, COURSE.id, COURSE.number, COURSE.planned_infusions, COURSE.ended_on)
    if client_id is not None:
        query = query.where(COURSE.client_id == client_id)
    for owner, course_id, number, planned, ended_on in db.execute(query):
        found[owner].append(CourseLine(CourseId(course_id), number, planned, ended_on))
    return found


def first_and_last(
    db: DbSession, now: datetime, some: Some = None
) -> Mapping[ClientId, tuple[InfusionPoint, ...]]:
    """The first and the last given infusion of each course, by client, oldest first.

    They stand for the whole course where only its ends matter: they have no id and no length, and their zone
    is one of the course's.
    """
    found: defaultdict[ClientId, list[InfusionPoint]] = defaultdict(list)
    query = (
        select(
            INFUSION.client_id,
            INFUSION.course_id,
            func.count(),
            func.min(INFUSION.starts_at, type_=MOMENT),
            func.max(INFUSION.starts_at, type_=MOMENT),
            func.max(INFUSION.zone),
        )
        .where(INFUSION.state.in_(GIVEN), INFUSION.starts_at <= now, _among(INFUSION.client_id, some))
        .group_by(INFUSION.client_id, INFUSION.course_id)
    )
    for client_id, course_id, given, first_at, last_at, zone in db.execute(query):
        for number, at in {1: first_at, given: last_at}.items():
            found[client_id].append(InfusionPoint(InfusionId(""), number, course_id, at, zone, state="given"))
    return {
        client_id: tuple(sorted(ends, key=lambda end: end.starts_at)) for client_id, ends in found.items()
    }


def scores(db: DbSession, some: Some = None) -> Mapping[ClientId, Scores]:
    """The totals of each client's primary measure."""
    line = cast(SITTING.total, String) + " " + SITTING.status + " " + cast(SITTING.taken_at, String)
    told = (
        select(SITTING.client_id, line.label("line"))
        .join_from(models.Client.__table__, models.Sitting.__table__, SITTING.client_id == CLIENT.id)
        .where(
            SITTING.measure_id == CLIENT.primary_measure,
            SITTING.state == "done",
            SITTING.total.is_not(None),
            _among(CLIENT.id, some),
        )
        .order_by(SITTING.client_id, SITTING.taken_at)
        .subquery()
    )
    query = select(told.c.client_id, func.aggregate_strings(told.c.line, ",")).group_by(told.c.client_id)
    return {row[0]: Scores(tuple(row[1].split(","))) for row in db.execute(query)}


def in_touch(db: DbSession, now: datetime) -> list[ClientId]:
    """Active clients whose care is moving: an infusion or a session lately or soon, or a file just opened."""

    def between(column: ColumnElement[datetime], before: timedelta, after: timedelta) -> ColumnElement[bool]:
        return column.between(now - before, now + after)

    infused = select(INFUSION.client_id).where(between(INFUSION.starts_at, AFTER_CARE, SOON))
    seen = select(SESSION.client_id).where(between(SESSION.started_at, LATELY, timedelta()))
    booked = select(SESSION.client_id).where(
        SESSION.state == "booked", between(SESSION.planned_at, timedelta(days=1), SOON)
    )
    query = select(CLIENT.id).where(
        CLIENT.status == "active",
        or_(CLIENT.created_at >= now - LATELY, CLIENT.id.in_(infused.union(seen, booked))),
    )
    return list(db.execute(query).scalars())


def newest_sittings(db: DbSession, clients: Collection[ClientId]) -> Mapping[ClientId, list[Sitting]]:
    """When each measure was last taken by these clients; only what `schedule.due` needs is filled in."""
    found: defaultdict[ClientId, list[Sitting]] = defaultdict(list)
    query = (
        select(SITTING.client_id, SITTING.measure_id, func.max(SITTING.taken_at, type_=MOMENT))
        .where(SITTING.state == "done", SITTING.client_id.in_(clients))
        .group_by(SITTING.client_id, SITTING.measure_id)
    )
    declined = _declined_screens(db, clients)
    for client_id, measure_id, taken_at in db.execute(query):
        zone = declined.get(client_id, "") if measure_id == SCREEN else ""
        band = NOT_SCREENED if zone else ""
        found[client_id].append(Sitting(SittingId(""), client_id, measure_id, 0, taken_at, zone, band=band))
    return found


def _declined_screens(db: DbSession, clients: Collection[ClientId]) -> Mapping[ClientId, str]:
    """Clients whose newest screen was declined, each with the zone it was declined in."""
    of_screen = (SITTING.state == "done", SITTING.measure_id == SCREEN)
    newest = (
        select(SITTING.client_id, func.max(SITTING.taken_at).label("at"))
        .where(*of_screen, SITTING.client_id.in_(clients))
        .group_by(SITTING.client_id)
        .subquery()
    )
    rows = db.execute(
        select(SITTING.client_id, SITTING.zone)
        .join(newest, SITTING.client_id == newest.c.client_id)
        .where(*of_screen, SITTING.taken_at == newest.c.at, SITTING.band == NOT_SCREENED)
    )
    return {row.client_id: row.zone for row in rows}


def last_seen(db: DbSession, some: Some = None) -> Mapping[ClientId, datetime]:
    """When each client's latest session began."""
    query = select(SESSION.client_id, func.max(SESSION.started_at, type_=MOMENT)).where(
        SESSION.started_at.is_not(None), _among(SESSION.client_id, some)
    )
    return {row[0]: row[1] for row in db.execute(query.group_by(SESSION.client_id))}


def next_sessions(db: DbSession, now: datetime) -> Mapping[ClientId, datetime]:
    """When each client is booked next."""
    query = select(SESSION.client_id, func.min(SESSION.planned_at, type_=MOMENT)).where(
        SESSION.state == "booked", SESSION.planned_at >= now
    )
    return {row[0]: row[1] for row in db.execute(query.group_by(SESSION.client_id))}


def _among(column: ColumnElement[str], some: Some) -> ColumnElement[bool]:
    return true() if some is None else column.in_(some)
