"""A published questionnaire as plain values: its items, its scoring rules, its licence and its examples.

Every number comes from the measure's own file; nothing about one instrument is written into the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LicenceKind = Literal["open", "attribution", "noncommercial", "registration", "licensed_score_only"]
Status = Literal["complete", "prorated", "incomplete"]
FlagState = Literal["positive", "negative", "unknown"]
ThresholdKind = Literal["meaningful", "reliable"]

LOINC = "http://loinc.org"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen, with its points and LOINC answer code."""

    value: int
    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question, word for word.

    `asked_when` names the items of which one must be above 0 before this one is asked;
    `choices` stands only where the item has answers of its own.
    """

    key: str
    text: str
    code: str | None = None
    scored: bool = True
    asked_when: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A published range of totals, both ends included. `short` is its label in a narrow chart."""

    low: int
    high: int
    label: str
    short: str = ""

    @property
    def heading(self) -> str:
        """The label as a chart shows it: "Mod. severe"."""
        words = self.short or self.label
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Subscale:
    """A sum over some of the items; not scored when more than `max_missing` of them are blank."""

    key: str
    label: str
    items: tuple[str, ...]
    max_missing: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """At least `count` of `items` are answered `at_least` or more."""

    items: tuple[str, ...]
    at_least: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at beside the total. Positive when every need is met, whatever the total is.

    `opens_safety`: a positive one opens the safety follow-up.
    """

    key: str
    needs: tuple[Need, ...]
    positive: str
    negative: str
    unknown: str
    opens_safety: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A published size of change, in points. `default`: the one used of its kind."""

    points: int
    kind: ThresholdKind
    name: str
    source: str
    population: str = ""
    default: bool = False
    in_reading: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The published cut-point, or the range it is drawn from."""

    low: int
    high: int
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Remission:
    """The published range of totals called remission; one end is open."""

    words: str
    at_most: int | None = None
    at_least: int | None = None

    def holds(self, total: int) -> bool:
        below = self.at_most is None or total <= self.at_most
        return below and (self.at_least is None or total >= self.at_least)


@dataclass(frozen=True, slots=True)
class Chart:
    """How the measure is drawn: a marker, a dash, a colour role, and whether its bands stand behind."""

    marker: str
    dash: tuple[int, ...]
    colour: str
    bands: bool = True


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the measure comes by default. Weeks count from the last infusion of a course."""

    at_intake: bool = False
    before_first_infusion: bool = False
    after_each_infusion: bool = False
    every_days_in_course: int | None = None
    weeks_after_course: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A worked vector: answers as typed ("2 _ 1"), and what they must give. None: not scored."""

    answers: str
    status: Status
    total: int | None = None
    band: str | None = None
    subscales: Mapping[str, int | None] = field(default_factory=dict)
    flags: Mapping[str, FlagState] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One edition of one instrument. A saved answer remembers the edition it was given under."""

    id: str
    edition: int
    title: str
    long_title: str
    licence: str
    licence_kind: LicenceKind
    attribution: str
    source: str
    source_url: str
    verified_on: date
    recall: str
    stem: str
    choices: tuple[Choice, ...]
    items: tuple[Item, ...]
    instruction: str = ""
    rule: Literal["sum", "asq"] = "sum"
    recall_days: int | None = None
    not_within_hours_of_infusion: int | None = None
    higher_is_worse: bool = True
    multiplier: int = 1
    max_missing: int = 0
    needs_subscales: bool = False
    score_entry_only: bool = False
    uses_percent: bool = True
    low_baseline: int | None = None
    reading_note: str = ""
    panel_code: str | None = None
    total_code: str | None = None
    bands: tuple[Band, ...] = ()
    subscales: tuple[Subscale, ...] = ()
    flags: tuple[Flag, ...] = ()
    cut: Cut | None = None
    remission: Remission | None = None
    thresholds: tuple[Threshold, ...] = ()
    chart: Chart | None = None
    schedule: Schedule = field(default_factory=Schedule)
    examples: tuple[Example, ...] = field(default=(), repr=False)

    @property
    def has_total(self) -> bool:
        """Whether its result is a number; a screen's is a word."""
        return self.rule == "sum"

    @property
    def asked_aloud(self) -> bool:
        """Whether the counselor asks it: a screen for suicide is a conversation, not a form."""
        return self.rule == "asq"

    @property
    def scored_items(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.scored)

    @property
    def low(self) -> int:
        return 0

    @property
    def high(self) -> int:
        """The highest possible total, in points."""
        return self.multiplier * sum(self.top(item) for item in self.scored_items)

    def choices_of(self, item: Item) -> tuple[Choice, ...]:
        return item.choices or self.choices

    def top(self, item: Item) -> int:
        return max(choice.value for choice in self.choices_of(item))

    def band_of(self, total: int) -> str | None:
        """The published name of the band a total falls into; None where nothing is published."""
        return next((band.label for band in self.bands if band.low <= total <= band.high), None)

    def threshold(self, kind: ThresholdKind) -> Threshold | None:
        """The change of that kind which is used unless the practice chooses another."""
        return next((t for t in self.thresholds if t.kind == kind and t.default), None)


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """What one flag came to, in words for the counselor."""

    key: str
    state: FlagState
    words: str
    opens_safety: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """One sitting, scored. `total` and `band` are None where the instrument's own rule gives none."""

    measure_id: str
    edition: int
    total: int | None
    status: Status
    missing: int
    band: str | None
    subscales: Mapping[str, int | None] = field(default_factory=dict)
    flags: tuple[RaisedFlag, ...] = ()

    @property
    def opens_safety(self) -> bool:
        """Whether a safety follow-up must open: a risk flag is positive, however low the total."""
        return any(flag.opens_safety and flag.state == "positive" for flag in self.flags)
