"""The invented people of the practice set as their files tell them; times are those of the wall."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ketacounsel.core.errors import BadDataFile


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Effect(_Strict):
    """Something unwanted after an infusion."""

    kind: str
    severity: int = 1
    began: time | None = None
    settled: time | None = None


class Vitals(_Strict):
    """One reading, as "124/78", pulse and oxygen."""

    label: Literal["before", "peak", "after", ""]
    after_min: int | None = None
    bp: str
    pulse: int
    oxygen: int


class InfusionFile(_Strict):
    """One infusion; without a length nothing is known yet but that it took place."""

    at: datetime
    state: str = "complete"
    minutes: int | None = None
    mg_per_kg: float | None = None
    weight_kg: float | None = None
    also: str = ""
    tags: tuple[str, ...] = ()
    words: str = ""
    told: str = ""
    strength: int | None = None
    ease: int | None = None
    felt_safe: int | None = None
    effects: tuple[Effect, ...] = ()
    vitals: tuple[Vitals, ...] = ()


class ScoresFile(_Strict):
    """Measures taken on one occasion, as totals; `item9` is the ninth of PHQ-9, `asq` a negative screen."""

    at: datetime
    mode: Literal["table", "client"] = "client"
    phq9: int | None = None
    item9: int = 0
    gad7: int | None = None
    pcl5: int | None = None
    who5: int | None = None
    asq: bool = False


class SessionFile(_Strict):
    """A session held: what was entered, and what became of its note. Fields left out are filled in."""

    at: datetime
    template: str
    kind: str = ""
    minutes: int = 50
    asq: Literal["no", "yes"] = "no"
    answers: dict[str, dict[str, Any]] = Field(default_factory=dict)
    intention: str = ""
    jotting: str = ""
    note: Literal["signed", "draft"] = "signed"
    signed: time | None = None
    assessment: str = ""
    addendum: str = ""


class Booking(_Strict):
    """A session to come."""

    at: datetime
    minutes: int = 50


class GoalFile(_Strict):
    """A goal in the client's words."""

    words: str
    since: date
    progress: str = ""


class PlanFile(_Strict):
    """A safety plan."""

    written: date
    reviewed: date
    parts: dict[str, tuple[str, ...]]


class FollowUpFile(_Strict):
    """A safety follow-up and how it was dealt with."""

    at: datetime
    because: Literal["phq9", "asq"]
    asked: dict[str, str] = Field(default_factory=dict)
    decisions: tuple[str, ...] = ()
    words: str = ""
    check_in: datetime | None = None
    closed: datetime | None = None
    closing_words: str = ""


class CourseFile(_Strict):
    """The course of infusions."""

    indication: str
    planned: int
    phase: str = "induction"


class ReleaseFile(_Strict):
    """Leave to tell the prescriber."""

    signed: date
    expires: date


class PersonFile(_Strict):
    """One invented client, whole."""

    name: str
    file_no: str
    added: datetime
    pronouns: str = ""
    form_of_address: str = ""
    born: date
    phone: str = ""
    email: str = ""
    address: str = ""
    emergency: tuple[str, str, str] = ("", "", "")
    status: str = "active"
    alert: str = ""
    course: CourseFile
    release: ReleaseFile | None = None
    infusions: tuple[InfusionFile, ...] = ()
    scores: tuple[ScoresFile, ...] = ()
    sessions: tuple[SessionFile, ...] = ()
    bookings: tuple[Booking, ...] = ()
    goals: tuple[GoalFile, ...] = ()
    plan: PlanFile | None = None
    follow_ups: tuple[FollowUpFile, ...] = ()


class Vocabulary(_Strict):
    """The words from which the rest is made: names, answers by field, sentences of notes."""

    first_names: tuple[tuple[str, str, str], ...]
    family_names: tuple[str, ...]
    streets: tuple[str, ...]
    indications: tuple[str, ...]
    effects: tuple[str, ...]
    settings: tuple[str, ...]
    experiences: tuple[str, ...]
    answers: dict[str, tuple[str, ...]]
    rows: dict[str, tuple[dict[str, Any], ...]]
    assessments: tuple[str, ...]
    note_data: tuple[str, ...]
    note_assessment: tuple[str, ...]
    note_plan: tuple[str, ...]
    fillers: dict[str, tuple[str, ...]]


Kind = TypeVar("Kind", bound=_Strict)


def people(folder: Path) -> tuple[PersonFile, ...]:
    """Everybody who has a file of their own, by name. Raises BadDataFile."""
    return tuple(_read(path, PersonFile) for path in sorted((folder / "people").glob("*.toml")))


def vocabulary(folder: Path) -> Vocabulary:
    """The words. Raises BadDataFile."""
    return _read(folder / "vocabulary.toml", Vocabulary)


def _read(path: Path, kind: type[Kind]) -> Kind:
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as bad:
        raise BadDataFile(path.name, "file", f"is not TOML: {bad}") from bad
    except ValidationError as bad:
        fault = bad.errors()[0]
        raise BadDataFile(path.name, ".".join(map(str, fault["loc"])), fault["msg"]) from bad
