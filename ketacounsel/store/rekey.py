"""The whole records once more under another key, and whether the two say the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3.dbapi2 as driver

from ketacounsel.core.backup_errors import PlaceFailed, PlaceFull
from ketacounsel.core.errors import DamagedRecords
from ketacounsel.store import engine, files

if TYPE_CHECKING:
    from collections.abc import Callable

_FULL: Final = 13
_PARTS: Final = (
    "SELECT type, name, tbl_name, sql FROM {0}.sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
)
_TABLES: Final = "SELECT name FROM {0}.sqlite_master WHERE type = 'table' ORDER BY name"


def copy(source: engine.Lock, target: engine.Lock, part_done: Callable[[], None] = lambda: None) -> None:
    """Write all of `source` into a new file under the key of `target`, and compare them row by row.

    `source` is only read. Raises PlaceFull, PlaceFailed, and DamagedRecords when the two differ.
    """
    files.make_empty(target.path)
    try:
        db = engine.connect(source)
        try:
            db.execute("PRAGMA foreign_keys = OFF")  # tables are filled one after the other
            key = f"x'{target.key.hex()}{target.salt.hex()}'"
            db.execute("ATTACH DATABASE ? AS beside KEY ?", (str(target.path), key))
            db.execute("SELECT sqlcipher_export('beside')").fetchone()
            db.execute(f"PRAGMA beside.application_id = {engine.APPLICATION_ID}")
            part_done()
            if not _same(db):
                raise DamagedRecords("The copy under the new key differs from the records.")
            part_done()
            db.execute("DETACH DATABASE beside")
        finally:
            db.close()
        _flush(target)
    except driver.Error as error:
        full = engine.code_of(error) == _FULL
        raise (PlaceFull("this computer") if full else PlaceFailed("this computer")) from error


def _same(db: Any) -> bool:
    parts = [db.execute(_PARTS.format(which)).fetchall() for which in ("main", "beside")]
    if parts[0] != parts[1]:
        return False
    tables = [row[0] for row in db.execute(_TABLES.format("main"))]
    return all(_same_rows(db, table) for table in tables)


def _same_rows(db: Any, table: str) -> bool:
    """In the order they lie there, which a copy keeps; both ends are reached together."""
    name = table.replace('"', '""')
    ours, copied = (
        db.cursor().execute(f'SELECT * FROM {which}."{name}"')  # noqa: S608 - a name of our own tables
        for which in ("main", "beside")
    )
    while True:
        left, right = ours.fetchmany(500), copied.fetchmany(500)
        if left != right:
            return False
        if not left:
            return True


def _flush(target: engine.Lock) -> None:
    handle = os.open(target.path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    files.sync_folder(target.path.parent)
