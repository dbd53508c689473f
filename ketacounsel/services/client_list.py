"""The client list: every client in one line, with the one thing that presses most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.core.change import choose_baseline
from ketacounsel.core.courses import CourseLine, course_words
from ketacounsel.core.ids import ClientId
from ketacounsel.core.names import by_family_name
from ketacounsel.core.people import initials
from ketacounsel.core.place import InfusionPoint, first_given, last_given
from ketacounsel.core.pressing import Pressing, most_pressing, waiting
from ketacounsel.core.safety import FollowUp
from ketacounsel.core.schedule import to_arrange
from ketacounsel.core.today import ClientRow, WindowRow
from ketacounsel.services import due
from ketacounsel.services.days import day_of
from ketacounsel.services.window_rows import window_rows
from ketacounsel.store.queries import clients, lists, places, safety, today
from ketacounsel.store.queries.practice import zone as practice_zone

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.core.measures import Measure

FILTERS = ("active", "in_window", "attention", "discharged", "all")
NAMED_ONE_BY_ONE = 500
NO_SCORES = lists.Scores(())
Points = tuple[InfusionPoint, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """What concerns the clients in care at one moment, read once."""

    zone: str
    windows: Mapping[ClientId, WindowRow]
    pressing: Mapping[ClientId, Pressing]


@dataclass(frozen=True, slots=True)
class Shown:
    """What fills the columns, by client."""

    courses: Mapping[ClientId, Sequence[CourseLine]]
    points: Mapping[ClientId, Points]
    scores: Mapping[ClientId, lists.Scores]
    seen: Mapping[ClientId, datetime]
    booked: Mapping[ClientId, datetime]


def care(
    db: DbSession, measures: Mapping[str, Measure], lines: Sequence[clients.Line], now: datetime
) -> Care:
    """Read it for these clients; nothing presses about the discharged."""
    zone = practice_zone(db)
    in_care = [line for line in lines if line.status != "discharged"]
    if not in_care:
        return Care(zone, {}, {})
    moving = lists.in_touch(db, now)
    points = places.points_by_client(db, moving)
    windows = {row.client_id: row for row in window_rows(db, now, points)}
    listed = due.due_by_client(db, measures, moving, points, now)
    follow_ups: dict[ClientId, FollowUp] = {}
    for one in waiting(safety.open_ones(db), day_of(now, zone)[1]):
        follow_ups.setdefault(one.client_id, one)
    to_sign = {head.client_id for head in today.notes_to_sign(db)}
    pressing = {
        line.id: most_pressing(
            follow_ups.get(line.id),
            windows.get(line.id),
            note_to_sign=line.id in to_sign,
            due_titles=due.titles(measures, to_arrange(measures, listed.get(line.id, ()))),
            now=now,
            zone=zone,
        )
        for line in in_care
    }
    return Care(zone, windows, pressing)


def rows(db: DbSession, measures: Mapping[str, Measure], wanted: str, now: datetime) -> tuple[ClientRow, ...]:
    """The lines of one filter, by family name; paused clients stand after the others.

    Raises ValueError for a filter that is not one of `FILTERS`.
    """
    _refuse_unknown(wanted)
    in_care = clients.lines(db, discharged=False) if wanted != "discharged" else []
    return _rows(db, _lines(db, wanted, in_care), wanted, care(db, measures, in_care, now), now)


def _rows(
    db: DbSession, lines: Sequence[clients.Line], wanted: str, known: Care, now: datetime
) -> tuple[ClientRow, ...]:
    kept = [line for line in lines if _answers(wanted, line.id, known)]
    some = [line.id for line in kept] if len(kept) <= NAMED_ONE_BY_ONE else None
    shown = Shown(
        lists.courses(db),
        lists.first_and_last(db, now, some),
        lists.scores(db, some),
        lists.last_seen(db, some),
        lists.next_sessions(db, now),
    )
    kept.sort(key=lambda line: (line.status == "paused", by_family_name(line.name), line.id))
    return tuple(_row(line, known, shown, now) for line in kept)


def counts(db: DbSession, measures: Mapping[str, Measure], now: datetime) -> dict[str, int]:
    """How many lines each filter has."""
    lines = clients.lines(db, discharged=False)
    return _counts(db, lines, care(db, measures, lines, now))


def listing(
    db: DbSession, measures: Mapping[str, Measure], wanted: str, now: datetime
) -> tuple[tuple[ClientRow, ...], dict[str, int]]:
    """The lines of one filter and how many each filter has, from one reading.

    Raises ValueError for a filter that is not one of `FILTERS`.
    """
    _refuse_unknown(wanted)
    in_care = clients.lines(db, discharged=False)
    known = care(db, measures, in_care, now)
    return _rows(db, _lines(db, wanted, in_care), wanted, known, now), _counts(db, in_care, known)


def _refuse_unknown(wanted: str) -> None:
    if wanted not in FILTERS:
        raise ValueError(wanted)


def _lines(db: DbSession, wanted: str, in_care: Sequence[clients.Line]) -> Sequence[clients.Line]:
    gone = clients.lines(db, discharged=True) if wanted in ("discharged", "all") else []
    return gone if wanted == "discharged" else [*in_care, *gone]


def _counts(db: DbSession, lines: Sequence[clients.Line], known: Care) -> dict[str, int]:
    found = {name: sum(_answers(name, line.id, known) for line in lines) for name in FILTERS[:3]}
    statuses = clients.how_many(db)
    return found | {"discharged": statuses.get("discharged", 0), "all": sum(statuses.values())}


def _answers(wanted: str, client_id: ClientId, known: Care) -> bool:
    if wanted == "in_window":
        return _in_window(known.windows.get(client_id))
    if wanted == "attention":
        return known.pressing.get(client_id, Pressing()).to_do
    return True


def _in_window(row: WindowRow | None) -> bool:
    return row is not None and row.state in ("in", "soon")


def _row(line: clients.Line, known: Care, shown: Shown, now: datetime) -> ClientRow:
    points, scores = shown.points.get(line.id, ()), shown.scores.get(line.id, NO_SCORES)
    totals, last = scores.totals, last_given(now, points)
    window = known.windows.get(line.id)
    pressing = known.pressing.get(line.id, Pressing())
    next_at = shown.booked.get(line.id)
    return ClientRow(
        client_id=line.id,
        name=line.name,
        file_no=line.file_no,
        initials=initials(line.name),
        status=line.status,
        course_words=course_words(line.status, shown.courses.get(line.id, ()), points, now),
        last_infusion_at=last.starts_at if last else None,
        zone=last.zone if last else known.zone,
        last_seen_at=shown.seen.get(line.id),
        measure_id=line.primary_measure,
        scores=totals,
        change=_change(scores, totals, points),
        next_session_at=next_at,
        attention=(pressing.kind, pressing.words),
        attention_at=pressing.at,
        in_window=_in_window(window),
        needs_attention=pressing.to_do,
        none_booked=next_at is None and window is not None and window.state in ("before", "in", "soon"),
    )


def _change(scores: lists.Scores, totals: Sequence[int], points: Points) -> int | None:
    """Points since the starting point; nothing before a second score."""
    first = first_given(points)
    early = scores.until(first.starts_at if first else None)
    begun = choose_baseline(early, first)
    if begun is None or begun.sitting.total is None:
        return None
    is_only_start = begun.sitting is early[-1] and len(early) == len(totals)
    return None if is_only_start else totals[-1] - begun.sitting.total
