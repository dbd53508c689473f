"""Guided sessions as values: booked, running, held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from ketacounsel.core.answers import JsonValue, Key
from ketacounsel.core.ids import ClientId, InfusionId, SessionId
from ketacounsel.core.infusions import Infusion
from ketacounsel.core.templates import Template
from ketacounsel.core.threads import Action, Intention

KINDS = ("intake", "prep", "infusion_day", "integration", "booster_check", "review", "crisis", "closing")
STATES = ("booked", "running", "paused", "held", "cancelled")


@dataclass(frozen=True, slots=True)
class SessionHead:
    """One line about a session, for lists. Times are UTC; `zone` is where it takes place."""

    id: SessionId
    client_id: ClientId
    kind: str
    template_id: str
    state: str
    planned_at: datetime | None
    planned_min: int
    started_at: datetime | None
    ended_at: datetime | None
    zone: str
    integrates: InfusionId | None = None
    prepares: InfusionId | None = None
    place_words: str = ""
    note_id: str = ""
    note_state: str = ""
    first_line: str = field(default="", repr=False)
    themes: tuple[str, ...] = field(default=(), repr=False)

    @property
    def at(self) -> datetime | None:
        """When it began, else when it is planned."""
        return self.started_at or self.planned_at


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step came: "", "done" or "skipped", with the reason and the seconds spent."""

    status: str = ""
    reason: str = field(default="", repr=False)
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class AddedStep:
    """A step added during this session only: the safety follow-up, a free step."""

    key: str
    kind: str
    title: str
    after: str
    because: str = ""
    follow_up_id: str = ""


@dataclass(frozen=True, slots=True)
class SessionClock:
    """What the clock needs: `elapsed_s` counts time in session without pauses, up to `read_at`."""

    elapsed_s: int
    running: bool
    read_at: datetime
    planned_min: int
    step_s: int = 0


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session on the desk: all the runner shows. Answers are keyed (step, field)."""

    head: SessionHead
    template: Template = field(repr=False)
    answers: Mapping[Key, JsonValue] = field(repr=False)
    steps: Mapping[str, StepState] = field(repr=False)
    added: tuple[AddedStep, ...] = ()
    current_step: str = ""
    clock: SessionClock | None = None
    modality: str = "in person"
    location: str = ""
    participants: str = field(default="", repr=False)
    rev: int = 0


class Proposal(NamedTuple):
    """The template that fits now, why, and the infusions the session would stand by."""

    template_id: str
    because: str
    integrates: InfusionId | None = None
    prepares: InfusionId | None = None


@dataclass(frozen=True, slots=True)
class SideContext:
    """What stands beside a session: its infusion, the intention, the last small step, what comes."""

    client_name: str = field(repr=False)
    pronouns: str
    zone: str
    place_words: str
    infusion: Infusion | None = None
    hours_since: float | None = None
    opens_at: datetime | None = None
    until: datetime | None = None
    told_clinic: str = field(default="", repr=False)
    intention: Intention | None = None
    last_action: Action | None = None
    next_infusion: Infusion | None = None


def reason_key(step: str, field: str = "") -> str:
    """Where the reason for leaving a step, or one field of it, stands among the steps' states."""
    return f"{step}/{field}" if field else step


def reasons(steps: Mapping[str, StepState]) -> dict[tuple[str, str], str]:
    """Why steps and fields were left out, keyed (step, field) as the rules of a session want them."""
    given = ((key.partition("/"), state.reason) for key, state in steps.items() if state.reason)
    return {(step, field): reason for (step, _, field), reason in given}
