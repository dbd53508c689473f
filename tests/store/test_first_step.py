"""The tables that the first step makes are the tables the models speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy.schema import CreateIndex, CreateTable

from ketacounsel.models import Base
from ketacounsel.store import engine, migrate

if TYPE_CHECKING:
    from pathlib import Path

OURS = {"alembic_version", "records_mark"}
Shape = tuple[list[str], list[str]]


def test_head_is_what_the_models_say(tmp_path: Path) -> None:
    lock = engine.Lock(
        tmp_path / "records.kcr", bytes(range(32)), bytes(16), "00000000-0000-4000-8000-000000000000"
    )
    engine.create(lock)
    opened = engine.open_engine(lock)
    try:
        migrate.upgrade(opened)
        with opened.connect() as connection:
            made = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
            ).all()
        dialect = opened.dialect
    finally:
        opened.dispose()
    wanted = {
        table.name: str(CreateTable(table).compile(dialect=dialect)) for table in Base.metadata.sorted_tables
    }
    for table in Base.metadata.sorted_tables:
        wanted |= {str(i.name): str(CreateIndex(i).compile(dialect=dialect)) for i in table.indexes}
    found = {name: _shape(sql) for name, sql in made if name not in OURS}
    assert found == {name: _shape(sql) for name, sql in wanted.items()}
    assert len(Base.metadata.tables) == len([sql for sql in wanted.values() if "CREATE TABLE" in sql])


def _shape(sql: str) -> Shape:
    """Columns in their order; constraints in any."""
    parts = [" ".join(part.split()) for part in re.split(r",\s*\n|\(\n|\n\)|, (?=\w+ [A-Z])", sql)]
    constraints = sorted(part for part in parts if part.startswith("CONSTRAINT"))
    return [part for part in parts if part and not part.startswith("CONSTRAINT")], constraints
