"""Which blocks a report has, in which order and under which titles: a layout file, read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class BlockKind(Enum):
    """The kinds of block a layout may name; each has a section in `reports`."""

    SUMMARY = "summary"
    TREND = "trend"
    SCORES = "scores"
    INFUSIONS = "infusions"
    TEXT = "text"
    GOALS = "goals"
    QUESTIONS = "questions"
    SIGNATURE = "signature"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """One block to fill. `key` is its name in choices ("themes"); `label` stands beside its checkbox."""

    kind: BlockKind
    key: str
    title: str = ""
    label: str = ""
    measures: tuple[str, ...] = ()
    caption: str = ""
    text: str = ""
    optional: bool = True
    in_short_form: bool = True


@dataclass(frozen=True, slots=True)
class ReportLayout:
    id: str
    edition: int
    title: str
    subtitle: str
    blocks: tuple[BlockPlan, ...]

    def short_form(self) -> tuple[BlockPlan, ...]:
        return tuple(block for block in self.blocks if block.in_short_form)
