"""Questions about safety follow-ups and safety plans."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId, FollowUpId, PlanId, SessionId, SittingId
from ketacounsel.core.safety import FollowUp, SafetyPlan


def follow_up(db: DbSession, follow_up_id: str) -> FollowUp:
    """Raises NoResultFound for an unknown one."""
    return _follow_up(*db.execute(_follow_ups().where(models.FollowUp.id == follow_up_id)).one())


def open_ones(db: DbSession, client_id: str | None = None) -> tuple[FollowUp, ...]:
    """Everything not closed, of one client or of all, the longest open first."""
    wanted = _follow_ups().where(models.FollowUp.state != "closed")
    if client_id is not None:
        wanted = wanted.where(models.FollowUp.client_id == client_id)
    rows = db.execute(wanted.order_by(models.FollowUp.opened_at, models.FollowUp.id))
    return tuple(_follow_up(*row) for row in rows)


def of_client(db: DbSession, client_id: str) -> tuple[FollowUp, ...]:
    """Every follow-up of a client, closed ones too, as they were opened."""
    wanted = _follow_ups().where(models.FollowUp.client_id == client_id)
    return tuple(_follow_up(*row) for row in db.execute(wanted.order_by(models.FollowUp.opened_at)))


def of_session(db: DbSession, session_id: str) -> tuple[FollowUp, ...]:
    """The follow-ups of one session, as they were opened."""
    wanted = _follow_ups().where(models.FollowUp.session_id == session_id)
    return tuple(_follow_up(*row) for row in db.execute(wanted.order_by(models.FollowUp.opened_at)))


def of_sitting(db: DbSession, sitting_id: str) -> FollowUpId | None:
    """The follow-up a sitting opened."""
    found = db.scalar(select(models.FollowUp.id).where(models.FollowUp.sitting_id == sitting_id))
    return FollowUpId(found) if found else None


def plan(db: DbSession, client_id: str) -> SafetyPlan | None:
    """The newest version of a client's safety plan."""
    row = db.scalars(_plans(client_id).limit(1)).first()
    return plan_value(row) if row is not None else None


def plan_versions(db: DbSession, client_id: str) -> tuple[SafetyPlan, ...]:
    """Every version of a client's safety plan, the newest first."""
    return tuple(plan_value(row) for row in db.scalars(_plans(client_id)))


def plan_row(db: DbSession, client_id: str) -> models.SafetyPlan | None:
    """The same as a row, for a write."""
    return db.scalars(_plans(client_id).limit(1)).first()


def plan_value(row: models.SafetyPlan) -> SafetyPlan:
    parts = {part: tuple(lines) for part, lines in row.parts.items()}
    return SafetyPlan(
        PlanId(row.id), ClientId(row.client_id), row.version, parts, row.written_on, row.reviewed_on, row.rev
    )


def _plans(client_id: str) -> Select[tuple[models.SafetyPlan]]:
    return (
        select(models.SafetyPlan)
        .where(models.SafetyPlan.client_id == client_id)
        .order_by(models.SafetyPlan.version.desc())
    )


def _follow_ups() -> Select[Any]:
    return select(models.FollowUp, models.Client.preferred_name, models.Client.legal_name).join(
        models.Client, models.Client.id == models.FollowUp.client_id
    )


def _follow_up(row: models.FollowUp, preferred_name: str, legal_name: str) -> FollowUp:
    return FollowUp(
        id=FollowUpId(row.id),
        client_id=ClientId(row.client_id),
        because=row.because,
        state=row.state,
        opened_at=row.opened_at,
        client_name=preferred_name or legal_name,
        because_words=row.because_words,
        session_id=SessionId(row.session_id) if row.session_id else None,
        sitting_id=SittingId(row.sitting_id) if row.sitting_id else None,
        asked=row.asked,
        decisions=tuple(row.decisions),
        words=row.words,
        check_in_at=row.check_in_at,
        left_open_reason=row.left_open_reason,
        recorded_at=row.recorded_at,
        closed_at=row.closed_at,
        closing_words=row.closing_words,
        rev=row.rev,
    )
