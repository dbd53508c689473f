"""The words the steps are written in: tables, their kinds of columns, and how constraints are named.

Steps that have been released depend on these; so what stands here is added to and never changed.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

Part = sa.Column[Any] | sa.Constraint


def table(name: str, *parts: Part, key: tuple[str, ...] = ("id",)) -> None:
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"))


def of_client(name: str, *parts: Part, by: tuple[str, ...] = ()) -> None:
    """A table whose rows go with their client and are found by it, and then `by` more."""
    table(name, *texts("id", "client_id"), *parts, ref(name, "client_id", "client.id", "CASCADE"))
    index(name, "client_id", *by)


def in_session(name: str, *keys: str, facts: tuple[Part, ...]) -> None:
    """A table whose rows are part of one session and are found by it."""
    session = ref(name, "session_id", "guided_session.id", "CASCADE")
    table(name, *texts("session_id", *keys), *facts, session, key=("session_id", *keys))


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def ref(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    parent = target.partition(".")[0]
    name = f"fk_{table}_{column}_{parent}"
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete=ondelete)


def once(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(column, name=f"uq_{table}_{column}")


def _columns(kind: TypeEngine[Any], names: tuple[str, ...], empty: bool) -> list[Part]:
    return [sa.Column(name, kind, nullable=empty) for name in names]


def texts(*names: str, empty: bool = False) -> list[Part]:
    return _columns(sa.String(), names, empty)


def numbers(*names: str, empty: bool = False) -> list[Part]:
    return _columns(sa.Integer(), names, empty)


def amounts(*names: str) -> list[Part]:
    return _columns(sa.Float(), names, True)


def moments(*names: str, empty: bool = False) -> list[Part]:
    return _columns(sa.DateTime(timezone=True), names, empty)


def dates(*names: str, empty: bool = False) -> list[Part]:
    return _columns(sa.Date(), names, empty)


def documents(*names: str) -> list[Part]:
    return _columns(sa.JSON(), names, False)


def sealed(*names: str) -> list[Part]:
    return _columns(sa.LargeBinary(), names, False)


def truths(*names: str) -> list[Part]:
    return _columns(sa.Boolean(), names, False)
