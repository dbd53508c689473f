"""Many rows at once, for a practice set: written as they are, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select

from ketacounsel.models import Base

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

AT_ONCE: Final = 500


def add(db: DbSession, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert the rows, some hundred at a time. Returns how many there were."""
    into, count, source = Base.metadata.tables[table], 0, iter(rows)
    statement = insert(into)
    while some := [dict(row) for row in islice(source, AT_ONCE)]:
        db.execute(statement, _even(some))
        count += len(some)
    return count


def count(db: DbSession, table: str) -> int:
    """How many rows a table has."""
    return db.scalar(select(func.count()).select_from(Base.metadata.tables[table])) or 0


def has(db: DbSession, table: str, column: str, value: str) -> bool:
    """Whether a row with this value is there."""
    known = Base.metadata.tables[table].c[column]
    return db.scalar(select(known).where(known == value).limit(1)) is not None


def _even(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same columns in each row: what one leaves out is empty."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in names} for row in rows]
