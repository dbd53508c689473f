"""The only two ways to the records, on one thread, one at a time: `read()` and `write("Edit note")`."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session as DbSession

from ketacounsel.core.errors import DamagedRecords, KetaCounselError, NotOnDisk, NotThere, RecordsReplaced
from ketacounsel.store import files
from ketacounsel.store.engine import WRITES
from ketacounsel.store.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

    from ketacounsel.core.ids import CounselorId

log = logging.getLogger(__name__)

SLOW_MS: Final = 50
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 26
_NOT_ON_DISK: Final = frozenset({_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _FULL, _CANTOPEN})
_DAMAGED: Final = frozenset({_CORRUPT, _NOTADB})


@dataclass(frozen=True, slots=True)
class Act:
    """One write, as the audit keeps it: what kind, when, by whom, on which thing. Never a client's word."""

    label: str
    at: datetime
    by: CounselorId
    thing: str = ""
    thing_id: str = ""


class Store:
    """The open records."""

    def __init__(self, engine: Engine, path: Path, on_write: Callable[[DbSession, Act], None]) -> None:
        self.gate = Gate()
        self.last_write_at: datetime | None = None
        self._engine = engine
        self._writing = engine.execution_options(**{WRITES: True})
        self._path = path
        self._file = files.identity(path)
        self._on_write = on_write
        self._thread = threading.get_ident()
        self._busy = False

    @contextmanager
    def read(self) -> Iterator[DbSession]:
        """Look. What is changed in here is not kept."""
        with self._alone(), self._named_errors(), DbSession(self._engine) as db:
            yield db

    @contextmanager
    def write(
        self, label: str, *, at: datetime, by: CounselorId, thing: str = "", thing_id: str = ""
    ) -> Iterator[DbSession]:
        """Change, all or nothing, with its line in the audit: on disk afterwards, or an error was raised."""
        started = time.perf_counter()
        with self._alone(), self._named_errors(), self.gate.writing():
            if files.identity(self._path) != self._file:
                raise RecordsReplaced
            with DbSession(self._writing) as db, db.begin():
                yield db
                db.flush()
                self._on_write(db, Act(label, at, by, thing, thing_id))
        self.last_write_at = at
        took_ms = (time.perf_counter() - started) * 1000
        if took_ms > SLOW_MS:
            log.warning("store.slow.write label=%r ms=%d", label, took_ms)

    def close(self) -> None:
        """Give the file back. The store can't be used after."""
        self._engine.dispose()
        self._busy = True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if threading.get_ident() != self._thread:
            raise RuntimeError("the store belongs to the thread that opened it")
        if self._busy:
            raise RuntimeError("the store is closed, or one transaction was begun within another")
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except NoResultFound as error:
            raise NotThere from error
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code == _IOERR:  # what the disk holds is unknown now: the next use opens and recovers it anew
                self._engine.dispose()
            named = _named(code)
            if named is None:
                raise
            raise named from error


def _named(code: int) -> KetaCounselError | None:
    if code in _NOT_ON_DISK:
        return NotOnDisk()
    return DamagedRecords() if code in _DAMAGED else None
