"""A client's infusions as points in time, by which everything else is placed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId
from ketacounsel.core.place import InfusionPoint, number_infusions

Points = tuple[InfusionPoint, ...]
_COLUMNS = (
    models.Infusion.client_id,
    models.Infusion.id,
    models.Infusion.course_id,
    models.Infusion.starts_at,
    models.Infusion.zone,
    models.Infusion.ended_at,
    models.Infusion.duration_min,
    models.Infusion.state,
)


def points(db: DbSession, client_id: str) -> Points:
    """All infusions of a client by time, counted within their course."""
    found = _by_client(db, select(*_COLUMNS).where(models.Infusion.client_id == client_id))
    return found.get(ClientId(client_id), ())


def points_by_client(db: DbSession, client_ids: Collection[str] | None = None) -> Mapping[ClientId, Points]:
    """The same for several clients in one question; for all of them without `client_ids`."""
    wanted = select(*_COLUMNS)
    if client_ids is not None:
        wanted = wanted.where(models.Infusion.client_id.in_(tuple(client_ids)))
    return _by_client(db, wanted)


def _by_client(db: DbSession, wanted: Select[Any]) -> dict[ClientId, Points]:
    found: dict[ClientId, list[InfusionPoint]] = {}
    for row in db.execute(wanted):
        found.setdefault(row[0], []).append(_point(row))
    return {client: number_infusions(infusions) for client, infusions in found.items()}


def _point(row: Row[Any]) -> InfusionPoint:
    _, infusion, course, starts_at, zone, ended_at, duration_min, state = row
    return InfusionPoint(infusion, 0, course, starts_at, zone, ended_at, duration_min, state)
