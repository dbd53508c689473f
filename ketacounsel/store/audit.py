"""Each write leaves one line, in its own transaction: when, who, what kind of act, on which thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.models.filing import Audit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.store.store import Act


def append(db: DbSession, act: Act) -> None:
    """Add the line of this act."""
    db.add(Audit(at=act.at, counselor_id=act.by, act=act.label, thing=act.thing, thing_id=act.thing_id))
