"""Questions about the practice: who works here, with whom, and what they set."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import CounselorId, PrescriberId
from ketacounsel.core.people import Counselor, CrisisLine, Practice, Prescriber

PRACTICE = models.Practice.__table__.c
PRESCRIBER = models.Prescriber.__table__.c


def practice(db: DbSession) -> Practice:
    """The one practice. Raises NoResultFound in records without any."""
    row = db.execute(select(models.Practice.__table__)).one()
    return Practice(
        name=row.name,
        address=row.address,
        phone=row.phone,
        email=row.email,
        country=row.country,
        zone=row.zone,
        paper=row.paper,
        invented=row.invented,
        crisis_lines=tuple(CrisisLine(**line) for line in row.crisis_lines),
        settings=row.settings,
        rev=row.rev,
    )


def zone(db: DbSession) -> str:
    """The practice's zone: whose day it is on Today."""
    return db.execute(select(models.Practice.zone)).scalar_one()


def setting(db: DbSession, key: str) -> object:
    """One setting, None when it was never set."""
    return db.execute(select(PRACTICE.settings)).scalar_one().get(key)


def counselor(db: DbSession, counselor_id: CounselorId) -> Counselor:
    row = db.execute(select(models.Counselor.__table__).where(models.Counselor.id == counselor_id)).one()
    return _counselor_value(row)


def counselors(db: DbSession) -> tuple[Counselor, ...]:
    """By name."""
    rows = db.execute(select(models.Counselor.__table__).order_by(models.Counselor.name, models.Counselor.id))
    return tuple(_counselor_value(row) for row in rows)


def _counselor_value(row: Row[Any]) -> Counselor:
    return Counselor(CounselorId(row.id), row.name, row.credentials, row.licence, row.role)


def prescribers(db: DbSession) -> tuple[Prescriber, ...]:
    """By name."""
    rows = db.execute(select(*PRESCRIBER).order_by(PRESCRIBER.name, PRESCRIBER.id))
    return tuple(prescriber_value(row) for row in rows)


def prescriber(db: DbSession, prescriber_id: str | None) -> Prescriber | None:
    if prescriber_id is None:
        return None
    row = db.execute(select(*PRESCRIBER).where(PRESCRIBER.id == prescriber_id)).one_or_none()
    return None if row is None else prescriber_value(row)


def prescriber_value(row: Row[Any]) -> Prescriber:
    return Prescriber(
        PrescriberId(row.id), row.name, row.credentials, row.clinic, row.address, row.phone, row.email
    )


def place(db: DbSession, counselor_id: CounselorId) -> dict[str, Any]:
    """Where this counselor was; empty when nothing is known."""
    row = db.execute(select(models.DeskPlace.place).filter_by(counselor_id=counselor_id)).one_or_none()
    return dict(row.place) if row else {}
