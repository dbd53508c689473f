"""The `follow_up` and `safety_plan` tables: what was asked, what was agreed, what is still open."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class FollowUp(Base):
    """A safety follow-up, open until someone closes it with a record."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_client_id", "client_id"), Index("ix_follow_up_state", "state"))

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("guided_session.id", ondelete="SET NULL"))
    sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sitting.id", ondelete="SET NULL"))
    because: Mapped[str]
    because_words: Mapped[str]
    state: Mapped[str]
    asked: Mapped[dict[str, Any]]
    decisions: Mapped[list[str]]
    words: Mapped[str]
    check_in_at: Mapped[datetime | None]
    left_open_reason: Mapped[str]
    opened_at: Mapped[datetime]
    recorded_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closing_words: Mapped[str]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class SafetyPlan(Base):
    """One version of a client's safety plan."""

    __tablename__ = "safety_plan"
    __table_args__ = (Index("ix_safety_plan_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    version: Mapped[int]
    parts: Mapped[dict[str, Any]]
    written_on: Mapped[date]
    reviewed_on: Mapped[date]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}
