"""The `note`, `note_edit` and `addendum` tables: drafted, signed, and only then added to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class Note(Base):
    """A progress note. Once `signed_at` stands, `body` and `digest` never change."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_client_id_service_at", "client_id", "service_at"),
        Index("ix_note_state", "state"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(
        ForeignKey("guided_session.id", ondelete="SET NULL"), unique=True
    )
    author_id: Mapped[str] = mapped_column(ForeignKey("counselor.id"))
    title: Mapped[str]
    service_at: Mapped[datetime]
    format: Mapped[str]
    state: Mapped[str]
    draft: Mapped[dict[str, Any]]
    body: Mapped[str]
    place_words: Mapped[str]
    digest: Mapped[str]
    mac: Mapped[str]
    signed_at: Mapped[datetime | None]
    incomplete_reason: Mapped[str]
    created_at: Mapped[datetime]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class NoteEdit(Base):
    """One step in the making of a note, kept so that two of them can be compared."""

    __tablename__ = "note_edit"
    __table_args__ = (Index("ix_note_edit_note_id", "note_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    note_id: Mapped[str] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    what: Mapped[str]
    body: Mapped[str]


class Addendum(Base):
    """Words added to a signed note; `signed_at` is empty while they are being written."""

    __tablename__ = "addendum"
    __table_args__ = (Index("ix_addendum_note_id", "note_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    note_id: Mapped[str] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"))
    number: Mapped[int]
    author_id: Mapped[str] = mapped_column(ForeignKey("counselor.id"))
    body: Mapped[str]
    digest: Mapped[str]
    mac: Mapped[str]
    written_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
