"""Who needs me today? One reading of the records answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ketacounsel.core.ids import ClientId
from ketacounsel.core.place import InfusionPoint
from ketacounsel.core.pressing import waiting
from ketacounsel.core.schedule import to_arrange
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.today import DueRow, SessionRow, Today
from ketacounsel.services import due
from ketacounsel.services.days import day_of
from ketacounsel.services.founding import RECOVERY_CHECKED
from ketacounsel.services.window_rows import window_rows
from ketacounsel.store.queries import clients, lists, places, safety, session_heads
from ketacounsel.store.queries import practice as practice_queries
from ketacounsel.store.queries import today as queries

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.services.catalogue import Catalogue
    from ketacounsel.services.records import Records

PLANNED_TODAY = "planned for today’s session"
Lines = Mapping[ClientId, clients.Line]
Points = Mapping[ClientId, tuple[InfusionPoint, ...]]


class TodayService:
    """The page a counselor starts the day with."""

    def __init__(self, records: Records, catalogue: Catalogue) -> None:
        self._records, self._catalogue = records, catalogue
        self._opened_at = records.now()

    def today(self, now: datetime) -> Today:
        """Everything of the practice's local day in which `now` (aware) lies."""
        with self._records.read() as db:
            zone = practice_queries.zone(db)
            begin, end = day_of(now, zone)
            rows = session_heads.of_day(db, begin, end)
            following = session_heads.next_booked(db, now)
            moving = lists.in_touch(db, now)
            ids = {*moving, *(row.client_id for row in rows), *([following.client_id] if following else ())}
            lines, points = clients.some_lines(db, ids), places.points_by_client(db, ids)
            listed = due.due_by_client(db, self._catalogue.measures, moving, points, now)
            heads = _heads(rows, points)
            more = _heads([following] if following else [], points)
            running = next((head for head in heads if head.state in session_heads.OPEN_STATES), None)
            sessions = tuple(self._row(head, lines, listed) for head in heads if _is_of_day(head, begin, end))
            return Today(
                now=now,
                zone=zone,
                windows=window_rows(db, now, points),
                sessions=sessions,
                notes=queries.notes_to_sign(db),
                due=self._due_rows(listed, lines, sessions),
                follow_ups=waiting(safety.open_ones(db), end),
                running=self._row(running, lines, listed) if running else None,
                crashed_at=self._left_open_at(db, running),
                next_session=self._row(more[0], lines, listed) if more else None,
                clients=sum(clients.how_many(db).values()),
                any_infusion=queries.any_infusion(db),
                reminders=_reminders(db),
            )

    def _row(self, head: SessionHead, lines: Lines, listed: Mapping[ClientId, due.Due]) -> SessionRow:
        titles = due.titles(self._catalogue.measures, listed.get(head.client_id, ()))
        return SessionRow(head, lines[head.client_id].name, titles if head.state != "held" else ())

    def _due_rows(
        self, listed: Mapping[ClientId, due.Due], lines: Lines, sessions: Sequence[SessionRow]
    ) -> tuple[DueRow, ...]:
        """Those with a session still to come today first, in its order; then by name.

        The screen that every session after an infusion holds (ASQ) is listed for today's sessions only:
        the session asks it, and there is nothing to arrange before.
        """
        measures = self._catalogue.measures
        coming = [row.head.client_id for row in sessions if row.head.state != "held"]
        order = {client_id: place for place, client_id in enumerate(dict.fromkeys(coming))}
        wanted = {
            client_id: found if client_id in order else to_arrange(measures, found)
            for client_id, found in listed.items()
        }
        shown = [client_id for client_id, found in wanted.items() if found]
        shown.sort(key=lambda one: (order.get(one, len(order)), lines[one].name.casefold(), one))
        return tuple(
            DueRow(
                client_id,
                lines[client_id].name,
                tuple(one.measure_id for one in wanted[client_id]),
                due.titles(measures, wanted[client_id]),
                PLANNED_TODAY if client_id in order else wanted[client_id][0].reason,
            )
            for client_id in shown
        )

    def _left_open_at(self, db: DbSession, running: SessionHead | None) -> datetime | None:
        """Up to when an open session is kept, if it was begun before these records were opened."""
        if running is None or running.started_at is None:
            return None
        last = session_heads.last_write_at(db, running.id) or running.started_at
        return last if last < self._opened_at else None


def _heads(rows: Sequence[Row[Any]], points: Points) -> tuple[SessionHead, ...]:
    heads = (session_heads.head_value(row, points.get(row.client_id, ())) for row in rows)
    return tuple(sorted(heads, key=lambda head: (head.at is None, head.at, head.id)))


def _reminders(db: DbSession) -> tuple[str, ...]:
    """A practice set has no recovery key of anybody's, and no setting about it."""
    checked = practice_queries.setting(db, RECOVERY_CHECKED)
    return ("recovery_key",) if checked is False else ()


def _is_of_day(head: SessionHead, begin: datetime, end: datetime) -> bool:
    return head.at is not None and begin <= head.at < end
