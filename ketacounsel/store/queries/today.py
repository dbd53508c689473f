"""What the day holds, found by indices: few rows of many."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId, InfusionId, NoteId, SessionId
from ketacounsel.core.infusions import GIVEN
from ketacounsel.core.notes import NoteHead

CLIENT = models.Client.__table__.c
INFUSION = models.Infusion.__table__.c
NOTE = models.Note.__table__.c
CLIENT_NAME = func.coalesce(func.nullif(CLIENT.preferred_name, ""), CLIENT.legal_name).label("client_name")


class Given(NamedTuple):
    """An infusion given lately to a client in care."""

    client_id: ClientId
    infusion_id: InfusionId
    starts_at: datetime
    window_reason: str


def given_between(db: DbSession, begin: datetime, end: datetime) -> list[Given]:
    """The infusions given between two moments to clients who were not discharged."""
    lately = INFUSION.starts_at.between(begin, end) & INFUSION.state.in_(GIVEN)
    query = (
        select(INFUSION.client_id, INFUSION.id, INFUSION.starts_at, INFUSION.window_reason)
        .join_from(models.Infusion.__table__, models.Client.__table__, CLIENT.id == INFUSION.client_id)
        .where(lately, CLIENT.status != "discharged")
    )
    return [Given(row[0], row[1], row[2], row[3] or "") for row in db.execute(query)]


def any_infusion(db: DbSession) -> bool:
    """Whether there is one at all, planned or given."""
    return db.execute(select(INFUSION.id).limit(1)).first() is not None


def notes_to_sign(db: DbSession) -> tuple[NoteHead, ...]:
    """Drafts, the newest first."""
    query = (
        select(
            NOTE.id,
            NOTE.client_id,
            CLIENT_NAME,
            NOTE.title,
            NOTE.place_words,
            NOTE.service_at,
            NOTE.state,
            NOTE.session_id,
        )
        .join_from(models.Note.__table__, models.Client.__table__, CLIENT.id == NOTE.client_id)
        .where(NOTE.state == "draft")
        .order_by(NOTE.service_at.desc(), NOTE.id.desc())
    )
    return tuple(
        NoteHead(
            NoteId(row.id),
            ClientId(row.client_id),
            row.client_name,
            row.title,
            row.place_words,
            row.service_at,
            row.state,
            session_id=None if row.session_id is None else SessionId(row.session_id),
        )
        for row in db.execute(query)
    )
