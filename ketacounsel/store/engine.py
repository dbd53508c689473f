"""SQLCipher behind SQLAlchemy: how the encrypted file is opened, and every setting that keeps it whole.

The key never stands in a URL, an error or a log. Nothing here creates a file but `create`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from ketacounsel.core.errors import (
    DamagedRecords,
    EmptyRecords,
    KetaCounselError,
    NoRecords,
    NotOurFile,
    OtherRecords,
    PlainDatabase,
    UnreadableRecords,
)
from ketacounsel.store import files

DriverError = driver.DatabaseError
DATABASE_ERRORS: Final = (driver.Error, DBAPIError)
APPLICATION_ID: Final = 0x4B434F55
PAGE_BYTES: Final = 4096
WRITES: Final = "writes"
WRITER_WAITS_S: Final = 0.25
READER_WAITS_S: Final = 5.0
_ALWAYS: Final = (
    "temp_store = MEMORY",
    "mmap_size = 0",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "foreign_keys = ON",
)
NOT_A_DATABASE: Final = frozenset({11, 26})
SQL_ERROR: Final = 1
PLAIN_SQLITE: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Lock:
    """What opens the file: where it is, the raw key, the salt of its first 16 bytes, whose it is."""

    path: Path
    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    records_uuid: str


def connect(lock: Lock, *, read_only: bool = False) -> Any:
    """A bare driver connection, keyed and set. Raises the driver's errors; never makes a file."""
    mode = "ro" if read_only else "rw"
    db = driver.connect(
        f"{lock.path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,  # `Store` refuses other threads; a stepped backup is the exception to come
        timeout=READER_WAITS_S if read_only else WRITER_WAITS_S,
    )
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f"PRAGMA key = \"x'{lock.key.hex()}{lock.salt.hex()}'\"")
        for setting in _ALWAYS:
            db.execute(f"PRAGMA {setting}")
        if not read_only:
            db.execute("PRAGMA synchronous = EXTRA")
            db.execute("PRAGMA journal_mode = TRUNCATE")
    except BaseException:
        db.close()
        raise
    return db


def create(lock: Lock) -> None:
    """Make the file of new records. Raises FileExistsError over anything that stands there."""
    files.make_empty(lock.path)
    db = connect(lock)
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("CREATE TABLE records_mark (uuid TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID")
        db.execute("INSERT INTO records_mark VALUES (?)", (lock.records_uuid,))
        db.execute("COMMIT")
    finally:
        db.close()


def examine(lock: Lock) -> None:
    """Look at the file from outside, before it is connected, and name what is wrong with it.

    Never while this process has it open: closing a file gives up every lock the process holds on it.
    """
    try:
        size = lock.path.stat().st_size
        with lock.path.open("rb") as file:
            head = file.read(len(PLAIN_SQLITE))
    except FileNotFoundError as error:
        raise NoRecords from error
    except OSError as error:
        raise UnreadableRecords from error
    if not size:
        raise EmptyRecords
    if head == PLAIN_SQLITE:
        raise PlainDatabase
    if size % PAGE_BYTES:
        if head != lock.salt:
            raise NotOurFile
        if not _journal_left(lock):  # a write that was broken off in the middle of a page is undone by it
            raise DamagedRecords("The records file is cut off.")


def _journal_left(lock: Lock) -> bool:
    left = lock.path.with_name(f"{lock.path.name}-journal")
    return left.exists() and left.stat().st_size > 0


def recover(lock: Lock, *, read_only: bool = False) -> None:
    """Finish or undo what a crash left, then see that these are the records of this key file."""
    try:
        db = connect(lock, read_only=read_only)
        try:
            ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            pages, uuid = db.execute("PRAGMA page_count").fetchone()[0], None
            if ours:
                uuid = db.execute("SELECT uuid FROM records_mark").fetchone()[0]
        finally:
            db.close()
    except driver.DatabaseError as error:
        raise unreadable(lock, code_of(error)) from error
    if not ours:
        raise NotOurFile
    if uuid != lock.records_uuid:
        raise OtherRecords
    if lock.path.stat().st_size < pages * PAGE_BYTES:
        raise DamagedRecords("The records file is cut off.")


def open_engine(lock: Lock, *, read_only: bool = False) -> Engine:
    """SQLAlchemy on one connection, with transactions that begin where we say."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=lambda: connect(lock, read_only=read_only),
        poolclass=StaticPool,
        hide_parameters=True,
        echo=False,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """A write takes its lock at once, so that it cannot fail half way for want of it."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def code_of(error: Exception) -> int:
    """SQLite's own number for what went wrong."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(cause, "sqlite_errorcode", 0)) & 0xFF


def unreadable(lock: Lock, code: int) -> KetaCounselError:
    """The key file proved the key right; so the disk failed, or the file is damaged or another one's."""
    if code not in NOT_A_DATABASE:
        return UnreadableRecords()
    with lock.path.open("rb") as file:
        ours = file.read(len(lock.salt)) == lock.salt
    return DamagedRecords() if ours else NotOurFile()
