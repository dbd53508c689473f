"""The `filed_report`, `report_draft` and `audit` tables: what left the records, and what was done in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class FiledReport(Base):
    """A report as it was sent: the PDF itself and what it held."""

    __tablename__ = "filed_report"
    __table_args__ = (Index("ix_filed_report_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    kind: Mapped[str]
    addressee: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]
    paper: Mapped[str]
    included: Mapped[list[str]]
    words: Mapped[dict[str, Any]]
    how: Mapped[str]
    reason: Mapped[str]
    pdf: Mapped[bytes]
    digest: Mapped[str]
    made_at: Mapped[datetime]


class ReportDraft(Base):
    """What was chosen and written for a report that has not left yet."""

    __tablename__ = "report_draft"

    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    choices: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Audit(Base):
    """One line an act: when, who, what kind of act, on which thing. Never a client's word.

    `store.audit` writes and reads the lines; lines from before there was a chain have no seal.
    """

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    counselor_id: Mapped[str]
    act: Mapped[str]
    thing: Mapped[str]
    thing_id: Mapped[str]
    offset_min: Mapped[int] = mapped_column(server_default="0")
    mono_ms: Mapped[int] = mapped_column(server_default="0")
    category: Mapped[str] = mapped_column(server_default="change")
    outcome: Mapped[str] = mapped_column(server_default="done")
    reason: Mapped[str] = mapped_column(server_default="")
    client_id: Mapped[str] = mapped_column(server_default="")
    nonce: Mapped[bytes | None]
    mac: Mapped[bytes | None]
