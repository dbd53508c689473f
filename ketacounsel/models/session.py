"""The tables of a guided session: its template as it was, its answers, its steps, the private jotting."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class TemplateEdition(Base):
    """A template as a session began with it; kept once however many sessions used it."""

    __tablename__ = "template_edition"

    digest: Mapped[str] = mapped_column(primary_key=True)
    template_id: Mapped[str]
    edition: Mapped[int]
    body: Mapped[dict[str, Any]]


class GuidedSession(Base):
    """A meeting of counselor and client, booked, running or held."""

    __tablename__ = "guided_session"
    __table_args__ = (
        Index("ix_guided_session_client_id_planned_at", "client_id", "planned_at"),
        Index("ix_guided_session_client_id_started_at", "client_id", "started_at"),
        Index("ix_guided_session_planned_at", "planned_at"),
        Index("ix_guided_session_started_at_client_id", "started_at", "client_id"),
        Index("ix_guided_session_state_planned_at_client_id", "state", "planned_at", "client_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    kind: Mapped[str]
    template_id: Mapped[str]
    template_digest: Mapped[str | None] = mapped_column(ForeignKey("template_edition.digest"))
    integrates_infusion_id: Mapped[str | None] = mapped_column(ForeignKey("infusion.id", ondelete="SET NULL"))
    prepares_infusion_id: Mapped[str | None] = mapped_column(ForeignKey("infusion.id", ondelete="SET NULL"))
    planned_at: Mapped[datetime | None]
    planned_min: Mapped[int]
    zone: Mapped[str]
    state: Mapped[str]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_s: Mapped[int]
    current_step: Mapped[str]
    step_entered_at: Mapped[datetime | None]
    modality: Mapped[str]
    location: Mapped[str]
    participants: Mapped[str]
    added_steps: Mapped[list[Any]]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class Answer(Base):
    """What stands in one field of one step."""

    __tablename__ = "answer"

    session_id: Mapped[str] = mapped_column(
        ForeignKey("guided_session.id", ondelete="CASCADE"), primary_key=True
    )
    step: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    at: Mapped[datetime]


class StepRecord(Base):
    """How far one step came: status, why it was skipped or left open, seconds spent."""

    __tablename__ = "step_record"

    session_id: Mapped[str] = mapped_column(
        ForeignKey("guided_session.id", ondelete="CASCADE"), primary_key=True
    )
    step: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    reason: Mapped[str]
    seconds: Mapped[int]


class Jotting(Base):
    """The counselor's private words, sealed under a key of their author's own."""

    __tablename__ = "jotting"
    __table_args__ = (Index("ix_jotting_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("guided_session.id", ondelete="SET NULL"))
    author_id: Mapped[str] = mapped_column(ForeignKey("counselor.id"))
    sealed: Mapped[bytes]
    at: Mapped[datetime]
