"""Each write leaves one line, in its own transaction: when, who, what kind of act, on which thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert

from ketacounsel.models.filing import Audit

_ADD = insert(Audit).values(
    at=bindparam("at"),
    counselor_id=bindparam("by"),
    act=bindparam("label"),
    thing=bindparam("thing"),
    thing_id=bindparam("of_id"),
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.store.store import Act


def append(db: DbSession, act: Act) -> None:
    """Add the line of this act."""
    line = {"at": act.at, "by": act.by, "label": act.label, "thing": act.thing, "of_id": act.thing_id}
    db.connection().execute(_ADD, line)
