"""What runs through the sessions: intentions, insights, themes, goals and small steps."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class Intention(Base):
    """What a client means to bring to an infusion; every version is kept."""

    __tablename__ = "intention"
    __table_args__ = (Index("ix_intention_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    infusion_id: Mapped[str | None] = mapped_column(ForeignKey("infusion.id", ondelete="SET NULL"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("guided_session.id", ondelete="SET NULL"))
    version: Mapped[int]
    words: Mapped[str]
    kind: Mapped[str]
    set_at: Mapped[datetime]


class Goal(Base):
    """A goal in the client's words."""

    __tablename__ = "goal"
    __table_args__ = (Index("ix_goal_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    words: Mapped[str]
    progress: Mapped[str]
    since_on: Mapped[date]
    closed_on: Mapped[date | None]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class ActionItem(Base):
    """A small step agreed in a session."""

    __tablename__ = "action_item"
    __table_args__ = (Index("ix_action_item_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("guided_session.id", ondelete="SET NULL"))
    goal_id: Mapped[str | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))
    words: Mapped[str]
    when_words: Mapped[str]
    smallest: Mapped[str]
    obstacle: Mapped[str]
    support: Mapped[str]
    confidence: Mapped[int | None]
    due_on: Mapped[date | None]
    status: Mapped[str]
    agreed_at: Mapped[datetime]


class ActionReview(Base):
    """How a small step went, told at a later session."""

    __tablename__ = "action_review"
    __table_args__ = (Index("ix_action_review_action_id", "action_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    action_id: Mapped[str] = mapped_column(ForeignKey("action_item.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("guided_session.id", ondelete="SET NULL"))
    status: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime]


class Insight(Base):
    """Something the client came to see; alive, fading or lived."""

    __tablename__ = "insight"
    __table_args__ = (Index("ix_insight_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("guided_session.id", ondelete="SET NULL"))
    infusion_id: Mapped[str | None] = mapped_column(ForeignKey("infusion.id", ondelete="SET NULL"))
    words: Mapped[str]
    conviction: Mapped[int | None]
    area: Mapped[str]
    status: Mapped[str]
    at: Mapped[datetime]


class SessionTheme(Base):
    """A theme marked in a session."""

    __tablename__ = "session_theme"
    __table_args__ = (Index("ix_session_theme_client_id", "client_id"),)

    session_id: Mapped[str] = mapped_column(
        ForeignKey("guided_session.id", ondelete="CASCADE"), primary_key=True
    )
    theme: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
