"""Questions about guided sessions. Rows stay on this side of the door."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.answers import JsonValue, Key
from ketacounsel.core.ids import InfusionId
from ketacounsel.core.sessions import AddedStep, SessionHead, StepState
from ketacounsel.store.queries import session_heads

S = models.GuidedSession
_ANSWER = models.Answer.__table__.c
_THIS = (
    (_ANSWER.session_id == bindparam("of_session"))
    & (_ANSWER.step == bindparam("of_step"))
    & (_ANSWER.field == bindparam("of_field"))
)
_CHANGE = update(models.Answer).where(_THIS).values(value=bindparam("now_value"), at=bindparam("now"))
_CLEAR = delete(models.Answer).where(_THIS)
_ADD = insert(models.Answer)


def head(db: DbSession, session_id: str) -> SessionHead:
    """Raises NoResultFound for an unknown one."""
    return session_heads.by_id(db, session_id)


def running(db: DbSession) -> SessionHead | None:
    """The session that runs; else the one that was paused last."""
    open_now = select(S.id).where(S.state.in_(session_heads.OPEN_STATES))
    ids = db.scalars(open_now.order_by(S.state != "running", S.paused_at.desc())).all()
    return head(db, ids[0]) if ids else None


def answers(db: DbSession, session_id: str) -> dict[Key, JsonValue]:
    """What stands in the session's fields, without the private ones."""
    rows = db.execute(
        select(models.Answer.step, models.Answer.field, models.Answer.value).where(
            models.Answer.session_id == session_id
        )
    )
    return {(step, field): value for step, field, value in rows}


def steps(db: DbSession, session_id: str) -> dict[str, StepState]:
    """How far its steps came; reasons for single fields stand under "step/field"."""
    rows = db.execute(
        select(
            models.StepRecord.step,
            models.StepRecord.status,
            models.StepRecord.reason,
            models.StepRecord.seconds,
        ).where(models.StepRecord.session_id == session_id)
    )
    return {step: StepState(status, reason, seconds) for step, status, reason, seconds in rows}


def added(row: models.GuidedSession) -> tuple[AddedStep, ...]:
    """The steps that were added to this session."""
    return tuple(AddedStep(**one) for one in row.added_steps)


def integrated(db: DbSession, client_id: str) -> frozenset[InfusionId]:
    """Infusions of a client that an integration session was held about."""
    found = db.scalars(
        select(S.integrates_infusion_id).where(
            S.client_id == client_id,
            S.kind == "integration",
            S.state != "cancelled",
            S.started_at.is_not(None),
        )
    )
    return frozenset(InfusionId(one) for one in found if one)


def put_answer(db: DbSession, session_id: str, step: str, field: str, value: JsonValue, at: datetime) -> None:
    """Keep one answer, or clear it with None. The most frequent write there is, so it loads no row."""
    this = {"of_session": session_id, "of_step": step, "of_field": field}
    connection = db.connection()
    if value is None:
        connection.execute(_CLEAR, this)
    elif not connection.execute(_CHANGE, {**this, "now_value": value, "now": at}).rowcount:
        row = {"session_id": session_id, "step": step, "field": field, "value": value, "at": at}
        connection.execute(_ADD, row)
