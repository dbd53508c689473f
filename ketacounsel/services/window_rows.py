"""The windows of today, from one reading of the records: for Today, the client list and the client's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.core.ids import ClientId
from ketacounsel.core.place import InfusionPoint
from ketacounsel.core.today import WindowRow
from ketacounsel.core.windows import LOOK_AHEAD, LOOK_BACK, in_order, window_row
from ketacounsel.store.queries import clients, places, session_heads, today

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

Points = Mapping[ClientId, tuple[InfusionPoint, ...]]


def window_rows(db: DbSession, now: datetime, known: Points | None = None) -> tuple[WindowRow, ...]:
    """Everyone in, near or just past the recommended time, in the order of Today.

    Args:
        known: infusions that were read already; those of clients who are not in it are read here.
    """
    given = today.given_between(db, now - LOOK_BACK, now)
    ids = list(dict.fromkeys(one.client_id for one in given))
    if not ids:
        return ()
    reasons = {one.infusion_id: one.window_reason for one in given}
    names = clients.some_lines(db, ids)
    points = dict(known or {})
    missing = [client_id for client_id in ids if client_id not in points]
    points |= places.points_by_client(db, missing) if missing else {}
    sessions = session_heads.since(db, ids, now - LOOK_BACK, now + LOOK_AHEAD)
    latest = {one.client_id: one.infusion_id for one in sorted(given, key=lambda one: one.starts_at)}
    rows = (
        window_row(
            client_id,
            names[client_id].name,
            points[client_id],
            sessions.get(client_id, ()),
            now,
            reasons[latest[client_id]],
        )
        for client_id in ids
    )
    return in_order(row for row in rows if row is not None)
