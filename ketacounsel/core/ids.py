"""Names for the things that have an identity, so that a client's id is never taken for a note's."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NewType

ClientId = NewType("ClientId", str)
CounselorId = NewType("CounselorId", str)
PrescriberId = NewType("PrescriberId", str)
CourseId = NewType("CourseId", str)
InfusionId = NewType("InfusionId", str)
EffectId = NewType("EffectId", str)
SessionId = NewType("SessionId", str)
NoteId = NewType("NoteId", str)
SittingId = NewType("SittingId", str)
IntentionId = NewType("IntentionId", str)
ActionId = NewType("ActionId", str)
GoalId = NewType("GoalId", str)
FollowUpId = NewType("FollowUpId", str)
PlanId = NewType("PlanId", str)
ReleaseId = NewType("ReleaseId", str)
ReportId = NewType("ReportId", str)


def short_code(records_uuid: str) -> str:
    """Which records these are, short enough for paper: "7F3A 91C2"."""
    code = records_uuid[:8].upper()
    return f"{code[:4]} {code[4:]}".strip()


def _by_chance() -> str:
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


_source: ContextVar[Callable[[], str]] = ContextVar("ids", default=_by_chance)


def new_id() -> str:
    """32 hex digits: 12 of milliseconds since 1970, 20 of chance, so that ids sort by their making."""
    return _source.get()()


@contextmanager
def ids_from(source: Callable[[], str]) -> Iterator[None]:
    """Ids of another source within this block: a practice set is made the same every time."""
    before = _source.set(source)
    try:
        yield
    finally:
        _source.reset(before)
