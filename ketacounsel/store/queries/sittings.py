"""Questions about sittings: each measure a client answered, with its place among the infusions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId, SessionId, SittingId
from ketacounsel.core.place import InfusionPoint, place
from ketacounsel.core.sittings import Sitting
from ketacounsel.store.queries import places

ITEM9_OF, ITEM9 = "phq9", "9"
_TABLE = models.Sitting.__table__.c
_SESSION = models.GuidedSession.__table__.c


def by_id(db: DbSession, sitting_id: str) -> Sitting:
    """Raises NoResultFound for an unknown one."""
    row = db.execute(_sittings().where(_TABLE.id == sitting_id)).one()
    return _values(db, [row], places.points(db, row.client_id))[0]


def of_client(
    db: DbSession, client_id: str, measure_id: str | None = None, state: str = "done"
) -> tuple[Sitting, ...]:
    """Sittings of a client in one state, the oldest first."""
    wanted = _sittings().where(_TABLE.client_id == client_id, _TABLE.state == state)
    if measure_id is not None:
        wanted = wanted.where(_TABLE.measure_id == measure_id)
    rows = db.execute(wanted.order_by(_TABLE.taken_at, _TABLE.id)).all()
    return _values(db, rows, places.points(db, client_id))


def of_session(db: DbSession, session_id: str) -> tuple[Sitting, ...]:
    """The finished sittings of one session, the oldest first."""
    wanted = _sittings().where(_TABLE.session_id == session_id, _TABLE.state == "done")
    rows = db.execute(wanted.order_by(_TABLE.taken_at, _TABLE.id)).all()
    return _values(db, rows, places.points(db, rows[0].client_id)) if rows else ()


def half_way(db: DbSession, client_id: str, measure_id: str, session_id: str | None) -> models.Sitting | None:
    """A sitting of this measure that was begun here and not finished."""
    return db.scalars(
        select(models.Sitting)
        .where(
            models.Sitting.client_id == client_id,
            models.Sitting.measure_id == measure_id,
            models.Sitting.session_id.is_not_distinct_from(session_id),
            models.Sitting.state == "open",
        )
        .order_by(models.Sitting.taken_at.desc())
    ).first()


def left_half_way(db: DbSession, client_id: str) -> Sequence[models.Sitting]:
    """Every sitting of a client that was begun and not finished."""
    begun = select(models.Sitting).where(
        models.Sitting.client_id == client_id, models.Sitting.state == "open"
    )
    return db.scalars(begun.order_by(models.Sitting.taken_at)).all()


def answers(db: DbSession, sitting_id: str) -> dict[str, int | None]:
    """Item to chosen points; None where the client chose not to answer."""
    rows = db.execute(
        select(models.SittingAnswer.item, models.SittingAnswer.value).where(
            models.SittingAnswer.sitting_id == sitting_id
        )
    )
    return {row.item: row.value for row in rows}


def item9(db: DbSession, client_id: str) -> tuple[tuple[datetime, int | None], ...]:
    """PHQ-9 item 9 over time, the oldest first; totals entered without their items say nothing of it."""
    rows = db.execute(
        select(_TABLE.taken_at, models.SittingAnswer.value)
        .join(models.SittingAnswer, models.SittingAnswer.sitting_id == _TABLE.id, isouter=True)
        .where(
            _TABLE.client_id == client_id,
            _TABLE.measure_id == ITEM9_OF,
            _TABLE.state == "done",
            _TABLE.mode != "total",
            (models.SittingAnswer.item == ITEM9) | models.SittingAnswer.item.is_(None),
        )
        .order_by(_TABLE.taken_at)
    )
    return tuple((taken_at, value) for taken_at, value in rows)


def _sittings() -> Select[Any]:
    return select(*_TABLE, _SESSION.integrates_infusion_id, _SESSION.prepares_infusion_id).outerjoin(
        models.GuidedSession.__table__, _SESSION.id == _TABLE.session_id
    )


def _values(db: DbSession, rows: Iterable[Any], infusions: tuple[InfusionPoint, ...]) -> tuple[Sitting, ...]:
    rows = tuple(rows)
    given: dict[str, dict[str, int | None]] = {}
    told = select(
        models.SittingAnswer.sitting_id, models.SittingAnswer.item, models.SittingAnswer.value
    ).where(models.SittingAnswer.sitting_id.in_([row.id for row in rows]))
    for sitting_id, item, value in db.execute(told):
        given.setdefault(sitting_id, {})[item] = value
    return tuple(_value(row, given.get(row.id, {}), infusions) for row in rows)


def _value(row: Any, given: dict[str, int | None], infusions: tuple[InfusionPoint, ...]) -> Sitting:
    only_prepares = row.prepares_infusion_id if row.integrates_infusion_id is None else None
    return Sitting(
        id=SittingId(row.id),
        client_id=ClientId(row.client_id),
        measure_id=row.measure_id,
        edition=row.edition,
        taken_at=row.taken_at,
        zone=row.zone,
        mode=row.mode,
        state=row.state,
        session_id=SessionId(row.session_id) if row.session_id else None,
        answers=given,
        total=row.total,
        status=row.status or "incomplete",
        band=row.band,
        flags=tuple((key, state) for key, state in row.flags),
        subscales=row.subscales,
        place_words=place(row.taken_at, infusions, prepares=only_prepares).words,
        rev=row.rev,
    )
