"""A report before it is a page: plain values in reading order, made by a service, drawn by `reports`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketacounsel.core.series import ChartInput


class Paper(Enum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def words(self) -> str:
        return "A4" if self is Paper.A4 else "US Letter"


@dataclass(frozen=True, slots=True)
class Meta:
    """What kind of report, under which title, for which paper, in which language."""

    kind: str
    title: str
    subtitle: str = ""
    paper: Paper = Paper.A4
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The practice, the counselor's line beneath it, and the address at the right."""

    practice: str
    byline: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """From whom to whom, about whom, over which period, under which release."""

    to: tuple[str, ...] = field(repr=False)
    sender: str = field(repr=False)
    date: str
    client: str = field(repr=False)
    file_no: str
    client_line: str = field(repr=False)
    period: str
    release: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Summary:
    """Three to five sentences in the tinted box."""

    text: str = field(repr=False)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure over time; without a score in the period, `empty` says so instead."""

    title: str
    chart: ChartInput = field(repr=False)
    caption: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    measure: str
    baseline: str
    latest: str
    change: str
    reading: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Baseline, latest and change of each measure; the dates stand in the heads when all share them."""

    title: str
    rows: tuple[ScoreRow, ...] = field(default=(), repr=False)
    baseline_on: str = ""
    latest_on: str = ""
    note: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class InfusionRow:
    number: str
    when: str
    dose: str = field(default="", repr=False)
    effects: str = field(default="", repr=False)
    session: str = field(default="", repr=False)
    score: str = ""


@dataclass(frozen=True, slots=True)
class InfusionTable:
    """Each infusion with its integration session; `source` says who recorded the doses."""

    title: str
    rows: tuple[InfusionRow, ...] = field(default=(), repr=False)
    score_head: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A heading and paragraphs, parted by blank lines."""

    title: str
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class GoalRow:
    goal: str = field(repr=False)
    progress: str = field(default="", repr=False)
    since: str = ""


@dataclass(frozen=True, slots=True)
class GoalTable:
    title: str
    rows: tuple[GoalRow, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class NumberedQuestions:
    title: str
    items: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """Two lines to sign on paper; or, signed in the app, the sentence that says so and its check."""

    name: str
    license: str = ""
    signed: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The confidentiality notice at the foot of the last page."""

    text: str


Block = (
    Summary | Trend | ScoreTable | InfusionTable | Text | GoalTable | NumberedQuestions | Signature | Notice
)


@dataclass(frozen=True, slots=True)
class Report:
    meta: Meta
    letterhead: Letterhead
    parties: Parties
    blocks: tuple[Block, ...] = ()
    state: str = ""
    """The state of the records it was compiled from, as `Mark.code`."""

    @property
    def check(self) -> str:
        """The check of an electronic signature, for the foot of each page."""
        return next((block.check for block in self.blocks if isinstance(block, Signature)), "")

    @property
    def footer(self) -> str:
        """Client · file · report and date."""
        titled = f"{self.meta.title}, {self.parties.date}"
        return " · ".join(part for part in (self.parties.client, self.parties.file_no, titled) if part)

    def on(self, paper: Paper) -> Report:
        """The same report for another paper."""
        return replace(self, meta=replace(self.meta, paper=paper))
