"""The `practice`, `counselor`, `prescriber` and `desk_place` tables: who works here and with whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class Practice(Base):
    """The one practice these records belong to."""

    __tablename__ = "practice"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    country: Mapped[str]
    zone: Mapped[str]
    paper: Mapped[str]
    invented: Mapped[bool]
    crisis_lines: Mapped[list[Any]]
    settings: Mapped[dict[str, Any]]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class Counselor(Base):
    """A person who signs. `pin_*` hold a salted slow hash, never the PIN."""

    __tablename__ = "counselor"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    credentials: Mapped[str]
    licence: Mapped[str]
    role: Mapped[str]
    pin_salt: Mapped[bytes]
    pin_hash: Mapped[bytes]
    pin_misses: Mapped[int]
    created_at: Mapped[datetime]


class Prescriber(Base):
    """The person at the infusion clinic to whom reports go."""

    __tablename__ = "prescriber"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    credentials: Mapped[str]
    clinic: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]


class DeskPlace(Base):
    """Where a counselor was when the records were locked: screen, caret, scroll."""

    __tablename__ = "desk_place"

    counselor_id: Mapped[str] = mapped_column(
        ForeignKey("counselor.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[dict[str, Any]]
    at: Mapped[datetime]
