"""The `course`, `infusion`, `vital_sign` and `adverse_effect` tables: the spine of the record."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ketacounsel.models.base import Base


class Course(Base):
    """A set of infusions given for one indication."""

    __tablename__ = "course"
    __table_args__ = (Index("ix_course_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    number: Mapped[int]
    indication: Mapped[str]
    planned_infusions: Mapped[int | None]
    phase: Mapped[str]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class Infusion(Base):
    """One dosing session, as the clinic and the client report it."""

    __tablename__ = "infusion"
    __table_args__ = (
        Index("ix_infusion_client_id_starts_at", "client_id", "starts_at"),
        Index("ix_infusion_starts_at_client_id", "starts_at", "client_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    zone: Mapped[str]
    ended_at: Mapped[datetime | None]
    duration_min: Mapped[int | None]
    state: Mapped[str]
    cancel_reason: Mapped[str]
    route: Mapped[str]
    dose_mg: Mapped[float | None]
    dose_mg_per_kg: Mapped[float | None]
    weight_kg: Mapped[float | None]
    also_given: Mapped[str]
    given_at: Mapped[str]
    prescriber_id: Mapped[str | None] = mapped_column(ForeignKey("prescriber.id", ondelete="SET NULL"))
    treatment_source: Mapped[str]
    treatment_source_on: Mapped[date | None]
    setting_tags: Mapped[list[str]]
    setting_words: Mapped[str]
    experience_words: Mapped[str]
    strength: Mapped[int | None]
    ease: Mapped[int | None]
    felt_safe: Mapped[int | None]
    experience_source: Mapped[str]
    monitoring_source: Mapped[str]
    window_reason: Mapped[str | None]
    rev: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": rev}


class VitalSign(Base):
    """One reading at one moment of an infusion."""

    __tablename__ = "vital_sign"
    __table_args__ = (Index("ix_vital_sign_infusion_id", "infusion_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    infusion_id: Mapped[str] = mapped_column(ForeignKey("infusion.id", ondelete="CASCADE"))
    after_start_min: Mapped[int | None]
    label: Mapped[str]
    bp_systolic: Mapped[int | None]
    bp_diastolic: Mapped[int | None]
    heart_rate: Mapped[int | None]
    oxygen_percent: Mapped[int | None]


class AdverseEffect(Base):
    """Something unwanted after an infusion; severity 1 mild, 2 moderate, 3 severe."""

    __tablename__ = "adverse_effect"
    __table_args__ = (Index("ix_adverse_effect_client_id", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    infusion_id: Mapped[str | None] = mapped_column(ForeignKey("infusion.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("guided_session.id", ondelete="SET NULL"))
    kind: Mapped[str]
    severity: Mapped[int]
    began_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    still_there: Mapped[bool]
    source: Mapped[str]
    words: Mapped[str]
