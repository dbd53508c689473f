"""Bringing old records to today's shape: all of it or nothing, and no child lost on the way."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ketacounsel.core.errors import DamagedRecords, NewerRecords
from ketacounsel.store import engine, migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

STEP = '''"""A step."""
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = {down}
def upgrade():
{body}
'''
FIRST = """
    op.create_table("client", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
    op.create_table("note", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("client_id", sa.Integer, sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False))
    op.execute("CREATE TRIGGER keep AFTER DELETE ON note BEGIN SELECT 1; END")
"""
REBUILD_PARENT = """
    with op.batch_alter_table("client", recreate="always") as batch:
        batch.alter_column("name", type_=sa.String(200), nullable=False)
"""
FAIL_AFTER_TABLES = """
    op.create_table("goal", sa.Column("id", sa.Integer, primary_key=True))
    with op.batch_alter_table("client", recreate="always") as batch:
        batch.add_column(sa.Column("status", sa.String(20)))
    raise ArithmeticError("a step that fails")
"""
ORPHAN = """
    op.execute("DELETE FROM client")
"""


def write_steps(folder: Path, *bodies: str) -> Path:
    """A folder of steps, numbered from 0001."""
    versions = folder / "versions"
    versions.mkdir(exist_ok=True)
    for number, body in enumerate(bodies, start=1):
        down = f'"{number - 1:04d}"' if number > 1 else "None"
        text = STEP.format(revision=f"{number:04d}", down=down, body=body)
        (versions / f"{number:04d}_step.py").write_text(text)
    return versions


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[engine.Lock, Engine]]:
    """Records without tables."""
    lock = engine.Lock(tmp_path / "records.db", b"k" * 32, b"s" * 16, "a" * 32)
    engine.create(lock)
    opened = engine.open_engine(lock)
    yield lock, opened
    opened.dispose()


def fill(opened: Engine) -> None:
    """A client with three notes."""
    with opened.begin() as db:
        db.exec_driver_sql("INSERT INTO client VALUES (1, 'A')")
        db.exec_driver_sql("INSERT INTO note VALUES (1, 1), (2, 1), (3, 1)")


def every_fact(opened: Engine) -> list[Any]:
    """All of sqlite_master, and the rows."""
    with opened.connect() as db:
        master = db.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2").all()
        rows = db.exec_driver_sql("SELECT * FROM note JOIN client ON client.id = client_id").all()
        return [*master, *rows, migrate.revision(db)]


def test_from_nothing_to_today_and_then_nothing_to_do(
    tmp_path: Path, empty: tuple[engine.Lock, Engine]
) -> None:
    versions = write_steps(tmp_path, FIRST, REBUILD_PARENT)
    assert not migrate.is_current(empty[1], versions)
    migrate.upgrade(empty[1], versions)
    assert migrate.is_current(empty[1], versions)


def test_a_parent_table_is_rebuilt_without_losing_children(
    tmp_path: Path, empty: tuple[engine.Lock, Engine]
) -> None:
    opened = empty[1]
    migrate.upgrade(opened, write_steps(tmp_path, FIRST))
    fill(opened)
    migrate.upgrade(opened, write_steps(tmp_path, FIRST, REBUILD_PARENT))
    with opened.connect() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 3
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert migrate.revision(db) == "0002"


def test_a_failing_step_leaves_everything_equal(tmp_path: Path, empty: tuple[engine.Lock, Engine]) -> None:
    opened = empty[1]
    migrate.upgrade(opened, write_steps(tmp_path, FIRST))
    fill(opened)
    before = every_fact(opened)
    versions = write_steps(tmp_path, FIRST, REBUILD_PARENT, FAIL_AFTER_TABLES)
    for _ in range(2):
        with pytest.raises(ArithmeticError):
            migrate.upgrade(opened, versions)
        assert every_fact(opened) == before


def test_a_step_that_tears_rows_apart_is_undone(tmp_path: Path, empty: tuple[engine.Lock, Engine]) -> None:
    opened = empty[1]
    migrate.upgrade(opened, write_steps(tmp_path, FIRST))
    fill(opened)
    before = every_fact(opened)
    with pytest.raises(DamagedRecords):
        migrate.upgrade(opened, write_steps(tmp_path, FIRST, ORPHAN))
    assert every_fact(opened) == before


def test_newer_records_are_refused_and_nothing_is_written(
    tmp_path: Path, empty: tuple[engine.Lock, Engine]
) -> None:
    lock, opened = empty
    migrate.upgrade(opened, write_steps(tmp_path, FIRST, REBUILD_PARENT))
    opened.dispose()
    (tmp_path / "versions" / "0002_step.py").unlink()
    before = lock.path.read_bytes()
    again = engine.open_engine(lock)
    with pytest.raises(NewerRecords):
        migrate.upgrade(again, tmp_path / "versions")
    again.dispose()
    assert lock.path.read_bytes() == before


def test_records_of_today_are_opened_without_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ketacounsel.store import engine, migrate\n"
        f"lock = engine.Lock(Path({str(tmp_path)!r}) / 'records.db', b'k' * 32, b's' * 16, 'a' * 32)\n"
        "if not lock.path.exists(): engine.create(lock)\n"
        "opened = engine.open_engine(lock); migrate.upgrade(opened); opened.dispose()\n"
        "print('alembic' in sys.modules)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert said == ["True", "False"]
