"""Questions about courses and infusions. Numbers are counted by `core.place`, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId, CourseId, EffectId, InfusionId
from ketacounsel.core.infusions import GIVEN, AdverseEffect, Course, Infusion, InfusionDetails, VitalSign
from ketacounsel.store.queries import places

INFUSION = models.Infusion.__table__.c
COURSE = models.Course.__table__.c
VITAL = models.VitalSign.__table__.c
EFFECT = models.AdverseEffect.__table__.c
DETAILS = tuple(field.name for field in fields(InfusionDetails))


def courses(db: DbSession, client_id: ClientId) -> tuple[Course, ...]:
    """By number, each with how many of its infusions were given."""
    given: defaultdict[str, int] = defaultdict(int)
    states = select(INFUSION.course_id, INFUSION.state).where(INFUSION.client_id == client_id)
    for course_id, state in db.execute(states):
        given[course_id] += state in GIVEN
    rows = db.execute(select(*COURSE).where(COURSE.client_id == client_id).order_by(COURSE.number))
    return tuple(course_value(row, given[row.id]) for row in rows)


def course_value(row: Row[Any], given: int) -> Course:
    return Course(
        CourseId(row.id),
        ClientId(row.client_id),
        row.number,
        row.indication,
        row.planned_infusions,
        row.phase,
        row.started_on,
        row.ended_on,
        given,
        row.rev,
    )


def of_client(db: DbSession, client_id: ClientId) -> tuple[Infusion, ...]:
    """Every infusion with its readings and effects, oldest first."""
    return _whole(db, select(*INFUSION).where(INFUSION.client_id == client_id), client_id)


def latest_client(db: DbSession) -> ClientId | None:
    """Whose infusion is the last on the calendar."""
    return db.execute(select(INFUSION.client_id).order_by(INFUSION.starts_at.desc()).limit(1)).scalar()


def by_id(db: DbSession, infusion_id: InfusionId) -> Infusion:
    """Raises `NoResultFound` when there is no such infusion."""
    query = select(INFUSION.client_id).where(INFUSION.id == infusion_id)
    client_id = ClientId(db.execute(query).scalar_one())
    return _whole(db, select(*INFUSION).where(INFUSION.id == infusion_id), client_id)[0]


def _whole(db: DbSession, query: Select[Any], client_id: ClientId) -> tuple[Infusion, ...]:
    rows = db.execute(query.order_by(INFUSION.starts_at)).all()
    numbers = {point.id: point.number_in_course for point in places.points(db, client_id)}
    readings, hanging = vital_signs(db, [row.id for row in rows]), effects(db, client_id)
    return tuple(
        Infusion(
            InfusionId(row.id),
            client_id,
            CourseId(row.course_id),
            numbers[InfusionId(row.id)],
            details(row),
            readings.get(row.id, ()),
            tuple(effect for effect in hanging if effect.infusion_id == row.id),
            row.rev,
        )
        for row in rows
    )


def details(row: Row[Any] | models.Infusion) -> InfusionDetails:
    kept = {name: getattr(row, name) for name in DETAILS}
    kept["setting_tags"] = tuple(kept["setting_tags"])
    kept["window_reason"] = kept["window_reason"] or ""
    return InfusionDetails(**kept)


def vital_signs(db: DbSession, infusion_ids: Collection[str]) -> dict[str, tuple[VitalSign, ...]]:
    """By infusion, in the order they were taken; those without a minute first."""
    found: defaultdict[str, list[VitalSign]] = defaultdict(list)
    query = select(*VITAL).where(VITAL.infusion_id.in_(infusion_ids))
    for row in db.execute(query.order_by(VITAL.after_start_min, VITAL.id)):
        found[row.infusion_id].append(vital_value(row))
    return {infusion_id: tuple(listed) for infusion_id, listed in found.items()}


def vital_value(row: Row[Any] | models.VitalSign) -> VitalSign:
    return VitalSign(
        row.id,
        row.after_start_min,
        row.label,
        row.bp_systolic,
        row.bp_diastolic,
        row.heart_rate,
        row.oxygen_percent,
    )


def effects(db: DbSession, client_id: ClientId) -> tuple[AdverseEffect, ...]:
    """Everything unwanted this client told of, in the order it began."""
    rows = db.execute(
        select(*EFFECT).where(EFFECT.client_id == client_id).order_by(EFFECT.began_at, EFFECT.id)
    )
    return tuple(effect_value(row) for row in rows)


def effect_value(row: Row[Any] | models.AdverseEffect) -> AdverseEffect:
    return AdverseEffect(
        EffectId(row.id),
        row.kind,
        row.severity,
        None if row.infusion_id is None else InfusionId(row.infusion_id),
        row.began_at,
        row.settled_at,
        row.still_there,
        row.source,
        row.words,
    )


def setting_tags(db: DbSession, client_id: ClientId) -> Iterable[str]:
    """Every tag of this client's infusions, the newest infusion's first, as often as it was set."""
    query = select(INFUSION.setting_tags).where(INFUSION.client_id == client_id)
    for tags in db.execute(query.order_by(INFUSION.starts_at.desc())).scalars():
        yield from tags
