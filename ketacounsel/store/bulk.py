"""Much at once, for a practice set: many rows as they are, and many acts in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select

from ketacounsel.models import Base
from ketacounsel.store.store import Act

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.core.ids import CounselorId
    from ketacounsel.store.store import OnWrite

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


def everything(db: DbSession) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each table with its rows, parents first."""
    for table in Base.metadata.sorted_tables:
        rows = db.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        yield table.name, [dict(row) for row in rows]


def _even(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same columns in each row: what one leaves out is empty."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in names} for row in rows]


class OneTransaction:
    """Stands in a store's place: all that is written goes into one transaction, each act with its line."""

    looks_only = False

    def __init__(self, db: DbSession, on_write: OnWrite) -> None:
        self._db, self._on_write = db, on_write

    @contextmanager
    def read(self) -> Iterator[DbSession]:
        """Look, also at what is not on disk yet."""
        yield self._db

    @contextmanager
    def write(
        self, label: str, *, at: datetime, by: CounselorId, thing: str = "", thing_id: str = ""
    ) -> Iterator[DbSession]:
        """Change. On disk with all the rest."""
        with self.doing(Act(label, at, by, thing, thing_id)) as db:
            yield db

    @contextmanager
    def doing(self, act: Act) -> Iterator[DbSession]:
        """The same, with more to keep."""
        yield self._db
        self._db.flush()
        self._on_write(self._db, act)

    def note(self, *acts: Act) -> None:
        """Nobody looks at what is only being made."""
