"""Questions for the backups: what changed since when, and which sessions were planned since a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.store import audit

PRACTICE = models.Practice.__table__.c
AUDIT = models.Audit.__table__.c
STAYS = (*audit.NO_CHANGE, "restore")
KEEPS_PLACE = "Keep place"


class Changes:
    """The lines of the audit that tell of something a backup would hold anew."""

    def __init__(self, db: DbSession) -> None:
        self._db = db
        self._which = (AUDIT.category.not_in(STAYS), AUDIT.act != KEEPS_PLACE)

    @property
    def last(self) -> int:
        """The number of the newest change; 0 when there is none."""
        return self._db.scalar(select(func.max(AUDIT.seq)).where(*self._which)) or 0

    def first_after(self, seq: int) -> datetime | None:
        """When the first change after that line was made."""
        wanted = select(AUDIT.at).where(AUDIT.seq > seq, *self._which).order_by(AUDIT.seq).limit(1)
        at = self._db.scalar(wanted)
        return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


def kept(db: DbSession, key: str) -> Any:
    """One setting of the practice."""
    return db.execute(select(PRACTICE.settings)).scalar_one().get(key)


def zone(db: DbSession) -> str:
    """The practice's zone."""
    return str(db.execute(select(PRACTICE.zone)).scalar_one())


def invented(db: DbSession) -> bool:
    """A practice set: nobody would miss it."""
    return bool(db.execute(select(PRACTICE.invented)).scalar_one())


def planned_between(db: DbSession, start: datetime, end: datetime) -> Sequence[Row[Any]]:
    """Sessions that were planned for then and had not begun, in their order."""
    session, client = models.GuidedSession, models.Client
    name = func.coalesce(func.nullif(client.preferred_name, ""), client.legal_name)
    return db.execute(
        select(session.id, session.client_id, name.label("name"), session.kind, session.planned_at)
        .join(client, client.id == session.client_id)
        .where(session.planned_at >= start, session.planned_at <= end, session.state == "booked")
        .order_by(session.planned_at)
    ).all()
