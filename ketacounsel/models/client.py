"""The `client` and `release` tables: the person, and what may be told to whom."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class Client(Base):
    """A person receiving care."""

    __tablename__ = "client"
    __table_args__ = (Index("ix_client_status", "status"), Index("ix_client_birth_on", "birth_on"))

    id: Mapped[str] = mapped_column(primary_key=True)
    file_no: Mapped[str] = mapped_column(unique=True)
    legal_name: Mapped[str]
    preferred_name: Mapped[str]
    form_of_address: Mapped[str]
    pronouns: Mapped[str]
    birth_on: Mapped[date | None]
    phone: Mapped[str]
    email: Mapped[str]
    address: Mapped[str]
    emergency_name: Mapped[str]
    emergency_relation: Mapped[str]
    emergency_phone: Mapped[str]
    prescriber_id: Mapped[str | None] = mapped_column(ForeignKey("prescriber.id", ondelete="SET NULL"))
    status: Mapped[str]
    alert: Mapped[str]
    primary_measure: Mapped[str]
    created_at: Mapped[datetime]
    discharged_on: Mapped[date | None]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class Release(Base):
    """A client's written authorization to tell one recipient."""

    __tablename__ = "release"
    __table_args__ = (Index("ix_release_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    prescriber_id: Mapped[str | None] = mapped_column(ForeignKey("prescriber.id", ondelete="SET NULL"))
    recipient: Mapped[str]
    scope: Mapped[str]
    signed_on: Mapped[date]
    expires_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
