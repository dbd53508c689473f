"""A client opened: everything the header, the tabs and the Overview show, from one reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.core import entries
from ketacounsel.core.change import mixed_window
from ketacounsel.core.courses import course_chip
from ketacounsel.core.ids import ClientId
from ketacounsel.core.infusions import Infusion
from ketacounsel.core.people import Client
from ketacounsel.core.place import InfusionPoint, last_given
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.today import WindowRow
from ketacounsel.core.windows import window_row
from ketacounsel.core.workspace import Workspace
from ketacounsel.services import due
from ketacounsel.store.queries import (
    clients,
    infusions,
    lists,
    overview,
    places,
    safety,
    session_heads,
    threads,
)
from ketacounsel.store.queries import sittings as sitting_queries
from ketacounsel.store.queries.practice import zone as practice_zone

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.core.measures import Measure

Points = tuple[InfusionPoint, ...]


AHEAD: tuple[Callable[[DbSession, ClientId], object], ...] = (
    clients.by_id,
    infusions.courses,
    infusions.of_client,
    places.points,
    session_heads.of_client,
    sitting_queries.of_client,
    threads.goals,
    lambda db, client_id: threads.intention_for(db, client_id, None),
    safety.plan,
    safety.open_ones,
    overview.signed_at,
    overview.reports,
    lists.courses,
)


def read_ahead(db: DbSession, step: int) -> bool:
    """Ask one of the questions of `read` once; the first time takes longest. False when none is left."""
    somebody = infusions.latest_client(db)
    if somebody is None or step >= len(AHEAD):
        return False
    AHEAD[step](db, somebody)
    return True


def read(db: DbSession, measures: Mapping[str, Measure], client_id: ClientId, now: datetime) -> Workspace:
    """Raises `NoResultFound` when there is no such client."""
    client, zone = clients.by_id(db, client_id), practice_zone(db)
    given, points = infusions.of_client(db, client_id), places.points(db, client_id)
    sessions = session_heads.of_client(db, client_id)
    sittings = _hollowed(sitting_queries.of_client(db, client_id), measures, points)
    goals, plan = threads.goals(db, client_id), safety.plan(db, client_id)
    last = last_given(now, points)
    status = client.details.status
    asked = [client_id] if status == "active" else []
    listed = due.due_by_client(db, measures, asked, {client_id: points}, now).get(client_id, ())
    return Workspace(
        client=client,
        courses=infusions.courses(db, client_id),
        infusions=given,
        sessions=sessions,
        sittings=sittings,
        goals=goals,
        intention=threads.intention_for(db, client_id, last.id if last else None),
        window=_window(client, given, points, sessions, now),
        plan=plan,
        open_follow_ups=safety.open_ones(db, client_id),
        latest=entries.latest(
            entries.of_infusions(given),
            entries.of_sessions(sessions, overview.signed_at(db, client_id)),
            entries.of_sittings(sittings, {one.id: one.title for one in measures.values()}),
            entries.of_plan(plan, zone),
            now=now,
        ),
        due=tuple(one.measure_id for one in listed),
        counts={
            "sessions": sum(head.state == "held" for head in sessions),
            "infusions": sum(infusion.given for infusion in given),
            "measures": len(sittings),
            "goals": sum(goal.closed_on is None for goal in goals),
        },
        course_chip=course_chip(status, lists.courses(db, client_id).get(client_id, []), points, now),
        zone=zone,
        reports=overview.reports(db, client_id),
    )


def _hollowed(
    sittings: Sequence[Sitting], measures: Mapping[str, Measure], points: Points
) -> tuple[Sitting, ...]:
    """With those marked whose recall period spans an infusion."""
    return tuple(
        replace(one, mixed_window=mixed_window(measures[one.measure_id], one.taken_at, points))
        if one.measure_id in measures
        else one
        for one in sittings
    )


def _window(
    client: Client,
    given: Sequence[Infusion],
    points: Points,
    sessions: Sequence[SessionHead],
    now: datetime,
) -> WindowRow | None:
    if client.details.status == "discharged":
        return None
    row = window_row(client.id, client.name, points, sessions, now)
    reasons = {infusion.id: infusion.details.window_reason for infusion in given}
    return replace(row, reason=reasons[row.infusion_id]) if row else None
