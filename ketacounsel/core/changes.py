"""What a write says it changed, so that open screens know whether to read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto


class Topic(Enum):
    """A kind of fact that a screen may show."""

    CLIENTS = auto()
    INFUSIONS = auto()
    SESSIONS = auto()
    NOTES = auto()
    MEASURES = auto()
    GOALS = auto()
    SAFETY = auto()
    REPORTS = auto()
    PRACTICE = auto()


@dataclass(frozen=True, slots=True)
class Saved:
    """A write that is on disk: when (UTC), what it touched, the row's new revision and id."""

    at: datetime
    topics: frozenset[Topic]
    rev: int = 0
    id: str = ""
