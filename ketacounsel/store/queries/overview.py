"""What only the client's Overview asks: when notes were signed, and which reports were filed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId
from ketacounsel.core.workspace import ReportHead

NOTE = models.Note.__table__.c
REPORT = models.FiledReport.__table__.c


def signed_at(db: DbSession, client_id: ClientId) -> Mapping[str, datetime]:
    """When the note of each session was signed."""
    query = select(NOTE.session_id, NOTE.signed_at).where(
        NOTE.client_id == client_id, NOTE.signed_at.is_not(None), NOTE.session_id.is_not(None)
    )
    return {row.session_id: row.signed_at for row in db.execute(query)}


def reports(db: DbSession, client_id: ClientId) -> tuple[ReportHead, ...]:
    """The reports that were filed, the newest first, without their pages."""
    query = (
        select(
            REPORT.id,
            REPORT.kind,
            REPORT.addressee,
            REPORT.made_at,
            REPORT.from_on,
            REPORT.to_on,
            REPORT.included,
            REPORT.how,
        )
        .where(REPORT.client_id == client_id)
        .order_by(REPORT.made_at.desc(), REPORT.id.desc())
    )
    return tuple(
        ReportHead(
            row.id, row.kind, row.addressee, row.made_at, row.from_on, row.to_on, tuple(row.included), row.how
        )
        for row in db.execute(query)
    )
