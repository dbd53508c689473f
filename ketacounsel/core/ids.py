"""Names for the things that have an identity, so that a client's id is never taken for a note's."""

from __future__ import annotations

import secrets
import time
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


def new_id() -> str:
    """32 hex digits: 12 of milliseconds since 1970, 20 of chance, so that ids sort by their making."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"
