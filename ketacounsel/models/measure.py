"""The `sitting` and `sitting_answer` tables: one measure, answered once."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class Sitting(Base):
    """One administration of a measure. Total and band are kept as scored by its edition."""

    __tablename__ = "sitting"
    __table_args__ = (
        Index(
            "ix_sitting_client_id_measure_id_state_taken_at", "client_id", "measure_id", "state", "taken_at"
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("guided_session.id", ondelete="SET NULL"))
    measure_id: Mapped[str]
    edition: Mapped[int]
    taken_at: Mapped[datetime]
    zone: Mapped[str]
    mode: Mapped[str]
    state: Mapped[str]
    total: Mapped[int | None]
    status: Mapped[str]
    band: Mapped[str]
    flags: Mapped[list[Any]]
    subscales: Mapped[dict[str, Any]]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class SittingAnswer(Base):
    """One item's answer; no value means the client chose not to answer it."""

    __tablename__ = "sitting_answer"

    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int | None]
