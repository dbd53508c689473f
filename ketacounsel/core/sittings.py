"""A measure answered once, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ketacounsel.core.ids import ClientId, SessionId, SittingId

NOT_SCREENED = "not screened"
"""The result of a screen whose every question was declined: neither positive nor negative."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One administration. `state` is "open", "done" or "discarded"; `mode` "table", "client" or "total"."""

    id: SittingId
    client_id: ClientId
    measure_id: str
    edition: int
    taken_at: datetime
    zone: str
    mode: str = "table"
    state: str = "done"
    session_id: SessionId | None = None
    answers: Mapping[str, int | None] = field(default_factory=dict, repr=False)
    total: int | None = None
    status: str = "incomplete"
    band: str = ""
    flags: tuple[tuple[str, str], ...] = ()
    subscales: Mapping[str, int | None] = field(default_factory=dict)
    place_words: str = ""
    mixed_window: bool = False
    rev: int = 0

    def flag(self, key: str) -> str:
        """ "positive", "negative", "unknown", or "" when the measure raises no such flag."""
        return dict(self.flags).get(key, "")
