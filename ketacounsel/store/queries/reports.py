"""What only a report asks: its draft, what was filed before, and what sessions tell of daily life."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId
from ketacounsel.core.report_choices import FiledCopy
from ketacounsel.core.workspace import ReportHead

ANSWER = models.Answer.__table__.c
SESSION = models.GuidedSession.__table__.c
FILED = models.FiledReport.__table__.c
SLEEP = "sleep_hours"
STILL_ON_THE_DESK = timedelta(hours=12)


def draft(db: DbSession, client_id: ClientId, kind: str) -> dict[str, Any]:
    """What was chosen and written so far; empty at first."""
    row = db.get(models.ReportDraft, (client_id, kind))
    return dict(row.choices) if row is not None else {}


def sleep_hours(db: DbSession, client_id: ClientId) -> tuple[tuple[datetime, float], ...]:
    """Hours of sleep as told at the beginning of each session, oldest first."""
    query = (
        select(SESSION.started_at, ANSWER.value)
        .join(models.GuidedSession.__table__, SESSION.id == ANSWER.session_id)
        .where(SESSION.client_id == client_id, ANSWER.field == SLEEP, SESSION.started_at.is_not(None))
        .order_by(SESSION.started_at)
    )
    told = ((at, value) for at, value in db.execute(query))
    return tuple((at, float(value)) for at, value in told if isinstance(value, int | float))


def words_since(db: DbSession, client_id: ClientId, kind: str, now: datetime) -> dict[str, Any]:
    """The choices of the newest report sent within the last hours, to send it once more; else none."""
    query = (
        select(FILED.words)
        .where(FILED.client_id == client_id, FILED.kind == kind, FILED.made_at > now - STILL_ON_THE_DESK)
        .order_by(FILED.made_at.desc())
        .limit(1)
    )
    row = db.execute(query).one_or_none()
    return dict(row.words) if row is not None else {}


def filed(db: DbSession, report_id: str) -> FiledCopy:
    """A filed report with its pages. Raises NoResultFound for an unknown one."""
    row = db.execute(select(*FILED).where(FILED.id == report_id)).one()
    head = ReportHead(
        row.id, row.kind, row.addressee, row.made_at, row.from_on, row.to_on, tuple(row.included), row.how
    )
    return FiledCopy(head, row.pdf, row.paper, row.reason)
