"""Records as an older version left them: its tables, made by its own steps, with the rows it could hold."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.store import engine, migrate
from ketacounsel.store.head import HEAD

if TYPE_CHECKING:
    from tests.faults.scene import Scene

OWN: Final = {"alembic_version", "records_mark"}
Dump = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def make_older(scene: Scene, revision: str) -> None:
    """Put the records of this scene back to that step; what they could not know then goes."""
    lock = scene.lock()
    rows = dump(lock)
    older = engine.Lock(lock.path.with_name("older.db"), lock.key, lock.salt, lock.records_uuid)
    engine.create(older)
    with tempfile.TemporaryDirectory() as steps:
        for file in migrate.VERSIONS.glob("*.py"):
            if file.name[:4] <= revision:
                shutil.copy(file, steps)
        opened = engine.open_engine(older)
        migrate.upgrade(opened, Path(steps))
        opened.dispose()
    _fill(older, rows)
    older.path.replace(lock.path)
    older.path.with_name("older.db-journal").unlink(missing_ok=True)
    (scene.folder / HEAD).unlink()
    shutil.rmtree(scene.base / "data", ignore_errors=True)
    shutil.rmtree(scene.backups, ignore_errors=True)


def dump(lock: engine.Lock) -> Dump:
    """Every row of every table, but those of the steps themselves."""
    db = engine.connect(lock, read_only=True)
    try:
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {name: _rows(db, name) for (name,) in names if name not in OWN and name[:7] != "sqlite_"}
    finally:
        db.close()


def lost(before: Dump, after: Dump) -> list[str]:
    """What of the first is not in the second: tables, columns, values. Lines of the audit may be added."""
    found = []
    for name, (columns, rows) in before.items():
        if name not in after:
            found.append(f"table {name}")
            continue
        new_columns, new_rows = after[name]
        places = [new_columns.index(one) for one in columns if one in new_columns]
        if len(places) < len(columns):
            found.append(f"columns of {name}")
            continue
        kept = [tuple(row[place] for place in places) for row in new_rows]
        if kept[: len(rows)] != rows or (name != "audit" and len(kept) > len(rows)):
            found.append(f"rows of {name}")
    return found


def shape(lock: engine.Lock) -> list[tuple[str, str, str]]:
    """Tables, indexes and triggers as the file describes them, however they are spaced."""
    db = engine.connect(lock, read_only=True)
    try:
        said = db.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2").fetchall()
        columns = [
            (name, str(sorted(tuple(one[1:]) for one in db.execute(f"PRAGMA table_info({name})"))))
            for kind, name, _ in said
            if kind == "table"
        ]
        return [(kind, name, "") for kind, name, _ in said] + [("columns", *one) for one in columns]
    finally:
        db.close()


def _rows(db: Any, name: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
    order = "1" if columns else "rowid"
    return columns, db.execute(f"SELECT * FROM {name} ORDER BY {order}").fetchall()


def _fill(older: engine.Lock, rows: Dump) -> None:
    db = engine.connect(older)
    try:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN IMMEDIATE")
        for name, (columns, known) in rows.items():
            there = {row[1] for row in db.execute(f"PRAGMA table_info({name})")}
            kept = [place for place, column in enumerate(columns) if column in there]
            if kept:
                into = ", ".join(columns[place] for place in kept)
                marks = ", ".join("?" * len(kept))
                sql = f"INSERT INTO {name} ({into}) VALUES ({marks})"
                db.executemany(sql, [tuple(row[place] for place in kept) for row in known])
        db.execute("COMMIT")
        assert not db.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        db.close()
