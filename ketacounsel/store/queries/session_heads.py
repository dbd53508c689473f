"""Sessions as one line each, with the state of their note; placed by their client's infusions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, literal, or_, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId, InfusionId, SessionId
from ketacounsel.core.place import InfusionPoint, place
from ketacounsel.core.sessions import SessionHead
from ketacounsel.store.queries import places

SESSION = models.GuidedSession.__table__.c
NOTE = models.Note.__table__.c
THEME = models.SessionTheme.__table__.c
OPEN_STATES = ("running", "paused")
FIRST_LINE = 160


def of_client(db: DbSession, client_id: ClientId) -> tuple[SessionHead, ...]:
    """Every session but the cancelled, oldest first, with its themes."""
    rows = db.execute(_heads().where(SESSION.client_id == client_id, SESSION.state != "cancelled")).all()
    points = places.points(db, client_id)
    marked = themes(db, client_id)
    heads = (head_value(row, points, marked.get(row.id, ())) for row in rows)
    return tuple(sorted(heads, key=lambda head: (head.at is None, head.at, head.id)))


def by_id(db: DbSession, session_id: str) -> SessionHead:
    """One session, whatever its state. Raises NoResultFound for an unknown one."""
    row = db.execute(_heads().where(SESSION.id == session_id)).one()
    marked = themes(db, row.client_id)
    return head_value(row, places.points(db, row.client_id), marked.get(row.id, ()))


def of_day(db: DbSession, begin: datetime, end: datetime) -> list[Row[Any]]:
    """Sessions planned or begun between two moments, and whatever is still open. Rows for `head_value`."""
    wanted = (
        select(SESSION.id)
        .where(SESSION.planned_at.between(begin, end))
        .union(
            select(SESSION.id).where(SESSION.started_at.between(begin, end)),
            select(SESSION.id).where(SESSION.state.in_(OPEN_STATES)),
        )
    )
    return list(db.execute(_heads().where(SESSION.id.in_(wanted), SESSION.state != "cancelled")))


def since(
    db: DbSession, clients: Collection[str], begin: datetime, end: datetime
) -> Mapping[ClientId, tuple[SessionHead, ...]]:
    """What these clients began or have booked between two moments, oldest first; places are not filled in."""
    late = or_(SESSION.started_at.between(begin, end), SESSION.planned_at.between(begin, end))
    query = _heads(with_note=False).where(SESSION.client_id.in_(clients), late, SESSION.state != "cancelled")
    found: defaultdict[ClientId, list[SessionHead]] = defaultdict(list)
    for row in db.execute(query):
        found[ClientId(row.client_id)].append(head_value(row, ()))
    return {
        client: tuple(sorted(heads, key=lambda head: (head.at or begin, head.id)))
        for client, heads in found.items()
    }


def next_booked(db: DbSession, now: datetime) -> Row[Any] | None:
    """The first booked session from now on. A row for `head_value`."""
    query = _heads().where(SESSION.state == "booked", SESSION.planned_at >= now)
    return db.execute(query.order_by(SESSION.planned_at).limit(1)).one_or_none()


def booked_from(db: DbSession, now: datetime) -> list[tuple[datetime, int]]:
    """When the counselor is taken from now on: starts and minutes."""
    query = select(SESSION.planned_at, SESSION.planned_min).where(
        SESSION.state == "booked", SESSION.planned_at >= now.replace(hour=0, minute=0)
    )
    return [(row.planned_at, row.planned_min) for row in db.execute(query)]


def last_write_at(db: DbSession, session_id: str) -> datetime | None:
    """When the newest answer of a session, or its private jotting, was kept."""
    found: list[datetime] = []
    for kept in (models.Answer.__table__.c, models.Jotting.__table__.c):
        newest = select(kept.at).where(kept.session_id == session_id).order_by(kept.at.desc()).limit(1)
        found += db.execute(newest).scalars()
    return max(found, default=None)


def themes(db: DbSession, client_id: ClientId) -> dict[str, tuple[str, ...]]:
    """The themes marked in each of a client's sessions."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = select(THEME.session_id, THEME.theme).where(THEME.client_id == client_id)
    for session_id, theme in db.execute(query.order_by(THEME.session_id, THEME.theme)):
        found[session_id].append(theme)
    return {session_id: tuple(listed) for session_id, listed in found.items()}


def head_value(row: Row[Any], points: tuple[InfusionPoint, ...], marked: tuple[str, ...] = ()) -> SessionHead:
    """The line of one session. Without `points` its place stays unsaid."""
    at = row.started_at or row.planned_at
    prepares = row.prepares_infusion_id if row.integrates_infusion_id is None else None
    return SessionHead(
        SessionId(row.id),
        ClientId(row.client_id),
        row.kind,
        row.template_id,
        row.state,
        row.planned_at,
        row.planned_min,
        row.started_at,
        row.ended_at,
        row.zone,
        _infusion(row.integrates_infusion_id),
        _infusion(row.prepares_infusion_id),
        place(at, points, prepares=prepares).words if points and at else "",
        row.note_id or "",
        row.note_state or "",
        first_line(row.note_body or ""),
        marked,
    )


def first_line(body: str) -> str:
    """The first words of a note, without its headings."""
    for line in body.splitlines():
        if len(line.split()) > 1:
            return _short(line.strip())
    return ""


def _short(line: str) -> str:
    """Cut between two words, and it shows."""
    if len(line) <= FIRST_LINE:
        return line
    return line[:FIRST_LINE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _infusion(infusion_id: str | None) -> InfusionId | None:
    return None if infusion_id is None else InfusionId(infusion_id)


def _heads(*, with_note: bool = True) -> Select[Any]:
    columns = (
        SESSION.id,
        SESSION.client_id,
        SESSION.kind,
        SESSION.template_id,
        SESSION.state,
        SESSION.planned_at,
        SESSION.planned_min,
        SESSION.started_at,
        SESSION.ended_at,
        SESSION.zone,
        SESSION.integrates_infusion_id,
        SESSION.prepares_infusion_id,
    )
    if not with_note:
        none = literal("")
        return select(*columns, none.label("note_id"), none.label("note_state"), none.label("note_body"))
    note = (
        NOTE.id.label("note_id"),
        NOTE.state.label("note_state"),
        func.substr(NOTE.body, 1, 600).label("note_body"),
    )
    table = models.GuidedSession.__table__
    return select(*columns, *note).select_from(
        table.outerjoin(models.Note.__table__, NOTE.session_id == SESSION.id)
    )
