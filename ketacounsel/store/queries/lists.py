"""What the client list shows, for many clients in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.courses import CourseLine
from ketacounsel.core.ids import ClientId, CourseId, SittingId
from ketacounsel.core.sittings import Sitting

CLIENT = models.Client.__table__.c
COURSE = models.Course.__table__.c
SESSION = models.GuidedSession.__table__.c
SITTING = models.Sitting.__table__.c
MOMENT = models.UtcDateTime()


def courses(db: DbSession, client_id: ClientId | None = None) -> Mapping[ClientId, list[CourseLine]]:
    """Every client's courses, or one client's."""
    found: defaultdict[ClientId, list[CourseLine]] = defaultdict(list)
    query = select(COURSE.client_id, COURSE.id, COURSE.number, COURSE.planned_infusions, COURSE.ended_on)
    if client_id is not None:
        query = query.where(COURSE.client_id == client_id)
    for owner, course_id, number, planned, ended_on in db.execute(query):
        found[owner].append(CourseLine(CourseId(course_id), number, planned, ended_on))
    return found


def primary_scores(db: DbSession, *, discharged: bool | None) -> Mapping[ClientId, list[Sitting]]:
    """Each client's primary measure, scored, oldest first; only what a small curve needs is filled in."""
    found: defaultdict[ClientId, list[Sitting]] = defaultdict(list)
    query = (
        select(SITTING.client_id, SITTING.measure_id, SITTING.taken_at, SITTING.total, SITTING.status)
        .join_from(models.Client.__table__, models.Sitting.__table__, SITTING.client_id == CLIENT.id)
        .where(
            SITTING.measure_id == CLIENT.primary_measure, SITTING.state == "done", SITTING.total.is_not(None)
        )
        .order_by(SITTING.client_id, SITTING.taken_at)
    )
    if discharged is not None:
        left = CLIENT.status == "discharged"
        query = query.where(left if discharged else ~left)
    for client_id, measure_id, taken_at, total, status in db.execute(query):
        found[client_id].append(
            Sitting(SittingId(""), client_id, measure_id, 0, taken_at, "", total=total, status=status)
        )
    return found


def newest_sittings(db: DbSession, client_id: ClientId | None = None) -> Mapping[ClientId, list[Sitting]]:
    """When each measure was last taken, by clients in care; only what `schedule.due` needs is filled in."""
    found: defaultdict[ClientId, list[Sitting]] = defaultdict(list)
    newest = func.max(SITTING.taken_at, type_=MOMENT)
    query = (
        select(SITTING.client_id, SITTING.measure_id, newest)
        .where(SITTING.state == "done")
        .group_by(SITTING.client_id, SITTING.measure_id)
    )
    if client_id is None:
        in_care = select(CLIENT.id).where(CLIENT.status == "active")
        query = query.where(SITTING.client_id.in_(in_care))
    else:
        query = query.where(SITTING.client_id == client_id)
    for owner, measure_id, taken_at in db.execute(query):
        found[owner].append(Sitting(SittingId(""), owner, measure_id, 0, taken_at, ""))
    return found


def last_seen(db: DbSession) -> Mapping[ClientId, datetime]:
    """When each client's latest session began."""
    query = select(SESSION.client_id, func.max(SESSION.started_at, type_=MOMENT)).where(
        SESSION.started_at.is_not(None)
    )
    return {row[0]: row[1] for row in db.execute(query.group_by(SESSION.client_id))}


def next_sessions(db: DbSession, now: datetime) -> Mapping[ClientId, datetime]:
    """When each client is booked next."""
    query = select(SESSION.client_id, func.min(SESSION.planned_at, type_=MOMENT)).where(
        SESSION.state == "booked", SESSION.planned_at >= now
    )
    return {row[0]: row[1] for row in db.execute(query.group_by(SESSION.client_id))}
