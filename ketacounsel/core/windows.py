"""Who is in, near or just past the recommended time for an integration session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from ketacounsel.core.ids import ClientId
from ketacounsel.core.place import UNTIL_HOURS, InfusionPoint, last_given, window
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.today import WindowRow

SOON_LEFT_HOURS = 6
SHOWN_PAST_HOURS = 48
START_WITHIN = timedelta(minutes=60)
LONGEST_INFUSION = timedelta(days=1)
LOOK_AHEAD = timedelta(days=28)
LOOK_BACK = timedelta(hours=UNTIL_HOURS + SHOWN_PAST_HOURS) + LONGEST_INFUSION
ON_THE_DESK = frozenset({"running", "paused", "held"})
NOT_INTEGRATION = frozenset({"intake", "prep", "infusion_day"})


def window_row(
    client_id: ClientId,
    client_name: str,
    points: Iterable[InfusionPoint],
    sessions: Sequence[SessionHead],
    now: datetime,
    reason: str = "",
) -> WindowRow | None:
    """The client's line, or None: no infusion lately, or an integration session was held since.

    Args:
        points: the client's infusions, numbered.
        sessions: what was begun or booked since the last infusion, oldest first.
        reason: why no session was held within the time, when the counselor said so.
    """
    infusion = last_given(now, [point for point in points if point.starts_at <= now])
    if infusion is None:
        return None
    time = window(infusion)
    hours = max(0.0, time.hours_since(now))
    if hours > UNTIL_HOURS + SHOWN_PAST_HOURS or any(_was_held(head, infusion) for head in sessions):
        return None
    booked = next((head for head in sessions if _is_booked(head, infusion, now)), None)
    booked_at = booked.planned_at if booked else None
    return WindowRow(
        client_id,
        client_name,
        infusion.id,
        infusion.number_in_course,
        infusion.starts_at,
        infusion.zone,
        hours,
        time.opens_at,
        time.until,
        _state(time.state(now), time.until - now, booked is not None),
        booked_at,
        time.hours_since(booked_at) if booked_at else None,
        booked.id if booked else None,
        booked_at is not None and booked_at - now <= START_WITHIN,
        reason,
    )


def in_order(rows: Iterable[WindowRow]) -> tuple[WindowRow, ...]:
    """Nothing booked and ending soonest; then in the window; then not yet open; then past, latest first."""
    return tuple(sorted(rows, key=_rank))


def is_pressing(row: WindowRow) -> bool:
    """Something is still to be done: nothing is booked, or the time has passed without a word."""
    if row.state == "past":
        return not row.reason
    return row.state != "before" and row.booked_at is None


def _rank(row: WindowRow) -> tuple[int, float, str]:
    if row.state == "past":
        return 3, -row.until.timestamp(), row.client_id
    if row.state == "before":
        return 2, row.opens_at.timestamp(), row.client_id
    return (0 if row.booked_at is None else 1), row.until.timestamp(), row.client_id


def _state(state: str, left: timedelta, booked: bool) -> str:
    if state == "ahead":
        return "before"
    if state == "after":
        return "past"
    return "soon" if left < timedelta(hours=SOON_LEFT_HOURS) and not booked else "in"


def _was_held(head: SessionHead, infusion: InfusionPoint) -> bool:
    begun = head.started_at is not None and head.started_at >= infusion.starts_at
    return begun and head.state in ON_THE_DESK and _integrates(head, infusion)


def _is_booked(head: SessionHead, infusion: InfusionPoint, now: datetime) -> bool:
    """Booked after this infusion, and not over unused."""
    at = head.planned_at
    if head.state != "booked" or at is None or at < infusion.starts_at:
        return False
    still_to_come = at + timedelta(minutes=head.planned_min) > now
    return still_to_come and (head.integrates == infusion.id or head.kind not in NOT_INTEGRATION)


def _integrates(head: SessionHead, infusion: InfusionPoint) -> bool:
    if head.kind == "infusion_day":
        return False
    return head.kind == "integration" or head.integrates == infusion.id
