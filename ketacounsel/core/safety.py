"""Safety follow-ups and safety plans, as values. The program records them; it never rates a risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ketacounsel.core.ids import ClientId, FollowUpId, PlanId, SessionId, SittingId

TOPICS = ("wish_to_be_dead", "thoughts_of_ending_life", "method_plan_intent", "preparation_or_attempt")
ASKED = ("no", "yes", "not_asked")
DECISIONS = ("continue_plan_reviewed", "tell_prescriber", "same_day_evaluation", "emergency_services")
PLAN_PARTS = (
    "warning_signs",
    "what_helps_first",
    "people_and_places",
    "someone_to_ask",
    "professionals",
    "making_safer",
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One safety follow-up. `state`: "open", "deferred", "recorded" (a check-in is due) or "closed"."""

    id: FollowUpId
    client_id: ClientId
    because: str
    state: str
    opened_at: datetime
    client_name: str = field(default="", repr=False)
    because_words: str = field(default="", repr=False)
    session_id: SessionId | None = None
    sitting_id: SittingId | None = None
    asked: Mapping[str, str] = field(default_factory=dict, repr=False)
    decisions: tuple[str, ...] = ()
    words: str = field(default="", repr=False)
    check_in_at: datetime | None = None
    left_open_reason: str = field(default="", repr=False)
    recorded_at: datetime | None = None
    closed_at: datetime | None = None
    closing_words: str = field(default="", repr=False)
    rev: int = 0


@dataclass(frozen=True, slots=True)
class SafetyPlan:
    """One version of a plan: six parts of short lines, and reasons for living."""

    id: PlanId
    client_id: ClientId
    version: int
    parts: Mapping[str, tuple[str, ...]] = field(repr=False)
    written_on: date
    reviewed_on: date
    rev: int = 0
