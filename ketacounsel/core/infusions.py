"""Courses and infusions as values, with their vital signs and adverse effects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ketacounsel.core.ids import ClientId, CourseId, EffectId, InfusionId, PrescriberId

PHASES = ("induction", "stabilization", "maintenance", "booster", "single", "rechallenge")
ROUTES = ("IV", "IM", "SC", "SL", "IN", "oral")
STATES = ("planned", "given", "waiting", "complete", "cancelled", "stopped_early")
GIVEN = frozenset({"given", "waiting", "complete", "stopped_early"})
SOURCES = ("clinic_record", "client_report", "told_to_me")
SEVERITIES = {1: "mild", 2: "moderate", 3: "severe"}


@dataclass(frozen=True, slots=True)
class Course:
    """A set of infusions. `given` and `number` are counted, never typed."""

    id: CourseId
    client_id: ClientId
    number: int
    indication: str = field(default="", repr=False)
    planned_infusions: int | None = None
    phase: str = "induction"
    started_on: date | None = None
    ended_on: date | None = None
    given: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class VitalSign:
    """One reading. `after_start_min` is in minutes; `label` is "before", "peak", "after" or empty."""

    id: str
    after_start_min: int | None = None
    label: str = ""
    bp_systolic: int | None = None
    bp_diastolic: int | None = None
    heart_rate: int | None = None
    oxygen_percent: int | None = None


@dataclass(frozen=True, slots=True)
class AdverseEffect:
    """Something unwanted; severity 1 mild, 2 moderate, 3 severe. Times are UTC."""

    id: EffectId
    kind: str = field(repr=False)
    severity: int
    infusion_id: InfusionId | None = None
    began_at: datetime | None = None
    settled_at: datetime | None = None
    still_there: bool = False
    source: str = "told_to_me"
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class InfusionDetails:
    """All that may be typed about an infusion; only `starts_at` and `zone` are needed.

    `window_reason`: why no integration session was held within the recommended time.
    """

    starts_at: datetime
    zone: str
    state: str = "planned"
    ended_at: datetime | None = None
    duration_min: int | None = None
    cancel_reason: str = field(default="", repr=False)
    route: str = ""
    dose_mg: float | None = None
    dose_mg_per_kg: float | None = None
    weight_kg: float | None = None
    also_given: str = field(default="", repr=False)
    given_at: str = ""
    prescriber_id: PrescriberId | None = None
    treatment_source: str = ""
    treatment_source_on: date | None = None
    setting_tags: tuple[str, ...] = field(default=(), repr=False)
    setting_words: str = field(default="", repr=False)
    experience_words: str = field(default="", repr=False)
    strength: int | None = None
    ease: int | None = None
    felt_safe: int | None = None
    experience_source: str = ""
    monitoring_source: str = ""
    window_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Infusion:
    """One infusion with what hangs on it. `number` is its count within the course (cancelled: 0)."""

    id: InfusionId
    client_id: ClientId
    course_id: CourseId
    number: int
    details: InfusionDetails
    vital_signs: tuple[VitalSign, ...] = ()
    effects: tuple[AdverseEffect, ...] = ()
    rev: int = 0

    @property
    def given(self) -> bool:
        return self.details.state in GIVEN
