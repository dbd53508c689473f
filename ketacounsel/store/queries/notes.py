"""Questions about progress notes and their addenda."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId, NoteId, SessionId
from ketacounsel.core.notes import NoteHead
from ketacounsel.store.queries.session_heads import first_line

_NOTE = models.Note.__table__.c
_CLIENT = models.Client.__table__.c
_ADDENDA = (
    select(func.count())
    .where(models.Addendum.note_id == _NOTE.id, models.Addendum.signed_at.is_not(None))
    .scalar_subquery()
)


def heads(db: DbSession, client_id: str) -> tuple[NoteHead, ...]:
    """Every note of a client, the newest first."""
    return _read(db, _heads().where(_NOTE.client_id == client_id))


def to_sign(db: DbSession) -> tuple[NoteHead, ...]:
    """Drafts of all clients, the newest first."""
    return _read(db, _heads().where(_NOTE.state == "draft"))


def drafts_of(db: DbSession, client_id: str) -> tuple[NoteId, ...]:
    """The notes of a client that are not signed yet."""
    wanted = select(models.Note.id).where(models.Note.client_id == client_id, models.Note.state == "draft")
    return tuple(NoteId(one) for one in db.scalars(wanted))


def head(db: DbSession, note_id: str) -> NoteHead:
    """Raises NoResultFound for an unknown one."""
    return _head(db.execute(_heads().where(_NOTE.id == note_id)).one())


def id_for_session(db: DbSession, session_id: str) -> NoteId | None:
    """The note of a session, if it has one."""
    found = db.scalar(select(models.Note.id).where(models.Note.session_id == session_id))
    return NoteId(found) if found else None


def addenda(db: DbSession, note_id: str) -> tuple[models.Addendum, ...]:
    """As rows, in their order."""
    wanted = select(models.Addendum).where(models.Addendum.note_id == note_id)
    return tuple(db.scalars(wanted.order_by(models.Addendum.number)))


def edits(db: DbSession, note_id: str) -> tuple[models.NoteEdit, ...]:
    """As rows, the oldest first; each holds the text as it was before that edit."""
    wanted = select(models.NoteEdit).where(models.NoteEdit.note_id == note_id)
    return tuple(db.scalars(wanted.order_by(models.NoteEdit.at, models.NoteEdit.id)))


def author(db: DbSession, counselor_id: str) -> tuple[str, str]:
    """Name with credentials, and licence."""
    row = db.get_one(models.Counselor, counselor_id)
    return ", ".join(part for part in (row.name, row.credentials) if part), row.licence


def _heads() -> Select[Any]:
    return (
        select(
            _NOTE.id,
            _NOTE.client_id,
            _CLIENT.preferred_name,
            _CLIENT.legal_name,
            _NOTE.title,
            _NOTE.place_words,
            _NOTE.service_at,
            _NOTE.state,
            _NOTE.signed_at,
            _NOTE.session_id,
            func.substr(_NOTE.body, 1, 600).label("beginning"),
            _ADDENDA.label("addenda"),
        )
        .join_from(models.Note.__table__, models.Client.__table__, _CLIENT.id == _NOTE.client_id)
        .order_by(_NOTE.service_at.desc(), _NOTE.id.desc())
    )


def _read(db: DbSession, wanted: Select[Any]) -> tuple[NoteHead, ...]:
    return tuple(_head(row) for row in db.execute(wanted))


def _head(row: Any) -> NoteHead:
    return NoteHead(
        id=NoteId(row.id),
        client_id=ClientId(row.client_id),
        client_name=row.preferred_name or row.legal_name,
        title=row.title,
        place_words=row.place_words,
        service_at=row.service_at,
        state=row.state,
        signed_at=row.signed_at,
        addenda=row.addenda,
        first_line=first_line(row.beginning),
        session_id=SessionId(row.session_id) if row.session_id else None,
    )
