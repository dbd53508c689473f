"""Which measures are due for whom: the schedule of each measure's file, put to the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.core.ids import ClientId
from ketacounsel.core.place import InfusionPoint
from ketacounsel.core.schedule import DueMeasure, due
from ketacounsel.store.queries import lists

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.core.measures import Measure

Due = tuple[DueMeasure, ...]
Points = Mapping[ClientId, tuple[InfusionPoint, ...]]


def due_by_client(
    db: DbSession,
    measures: Mapping[str, Measure],
    clients: Sequence[ClientId],
    points: Points,
    now: datetime,
) -> dict[ClientId, Due]:
    """What is due for these clients; those with nothing due are left out."""
    sittings = lists.newest_sittings(db, clients)
    found = {
        client_id: due(measures.values(), sittings.get(client_id, []), points.get(client_id, ()), now)
        for client_id in clients
    }
    return {client_id: listed for client_id, listed in found.items() if listed}


def titles(measures: Mapping[str, Measure], listed: Due) -> tuple[str, ...]:
    """The names of what is due: PHQ-9, WHO-5."""
    return tuple(measures[one.measure_id].title for one in listed)
