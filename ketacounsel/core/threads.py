"""What runs through the sessions, as values: intention, goals, small steps, insights."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ketacounsel.core.ids import ActionId, GoalId, InfusionId, IntentionId, SessionId

ACTION_STATUSES = ("open", "kept", "partly", "not", "changed", "let_go")
INSIGHT_STATUSES = ("alive", "fading", "lived")


@dataclass(frozen=True, slots=True)
class Intention:
    """What the client means to bring to an infusion; versions are kept."""

    id: IntentionId
    words: str = field(repr=False)
    version: int
    set_at: datetime
    infusion_id: InfusionId | None = None
    session_id: SessionId | None = None


@dataclass(frozen=True, slots=True)
class ActionReview:
    """How a small step went."""

    status: str
    at: datetime
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Action:
    """A small step agreed in a session."""

    id: ActionId
    words: str = field(repr=False)
    agreed_at: datetime
    status: str = "open"
    due_on: date | None = None
    when_words: str = field(default="", repr=False)
    smallest: str = field(default="", repr=False)
    obstacle: str = field(default="", repr=False)
    support: str = field(default="", repr=False)
    confidence: int | None = None
    goal_id: GoalId | None = None
    session_id: SessionId | None = None
    reviews: tuple[ActionReview, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in the client's words, with the small steps that serve it."""

    id: GoalId
    words: str = field(repr=False)
    since_on: date
    progress: str = field(default="", repr=False)
    closed_on: date | None = None
    actions: tuple[Action, ...] = ()
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Insight:
    """Something the client came to see."""

    id: str
    words: str = field(repr=False)
    at: datetime
    status: str = "alive"
    conviction: int | None = None
    area: str = ""
