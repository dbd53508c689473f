"""The only two ways to the records, on one thread, one at a time: `read()` and `write("Edit note")`."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session as DbSession

from ketacounsel.core.disk_errors import DiskFull, DiskGone
from ketacounsel.core.errors import NotOnDisk, NotThere, RecordsReplaced
from ketacounsel.store import audit, disk
from ketacounsel.store.engine import WRITES, code_of
from ketacounsel.store.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

    from ketacounsel.core.audit import Category, Mark, Outcome
    from ketacounsel.core.ids import CounselorId
    from ketacounsel.store.again import Same

    OnWrite = Callable[[DbSession, "Act"], Mark | None]

log = logging.getLogger(__name__)

SLOW_MS: Final = 50
MOST_WAITING: Final = 200


@dataclass(frozen=True, slots=True)
class Act:
    """One act, as the audit keeps it: what kind, when, by whom, on which thing. Never a client's word.

    Without a category the label says it; without a client, the thing says whose it is.
    """

    label: str
    at: datetime
    by: CounselorId
    thing: str = ""
    thing_id: str = ""
    category: Category | Literal[""] = ""
    outcome: Outcome = "done"
    reason: str = field(default="", repr=False)
    client_id: str = ""


class Store:
    """The open records."""

    def __init__(
        self,
        engine: Engine,
        path: Path,
        on_write: OnWrite,
        *,
        looks_only: bool = False,
    ) -> None:
        """`on_write` adds the line of an act and says what it marks; `on_disk` hears of it once kept."""
        self.on_write = on_write
        self.on_begin: Callable[[DbSession, Act], None] = lambda _, __: None
        self.on_disk: Callable[[Mark], None] = lambda _: None
        self.on_full: Callable[[], bool] = lambda: False
        """Makes room on a full disk; says whether it did."""
        self.on_reopened: Callable[[], None] = lambda: None
        """The disk failed or was away, and holds the same records again: time to look at all of them."""
        self.same: Same | None = None
        self.gate = Gate()
        self.last_write_at: datetime | None = None
        self.mark: Mark | None = None
        self.looks_only = looks_only
        self._engine = engine
        self._writing = engine.execution_options(**{WRITES: True})
        self.path = path
        self._file = disk.identity(path)
        self._doubted = False
        self.closed = False
        self._waiting: list[Act] = []
        self._thread = threading.get_ident()
        self._busy = False

    @contextmanager
    def read(self) -> Iterator[DbSession]:
        """Look. What is changed in here is not kept."""
        with self._alone(), self._named_errors():
            if self._doubted and (here := disk.identity(self.path)) is not None:
                self._open_anew(here)
            with DbSession(self._engine) as db:
                yield db

    @contextmanager
    def write(
        self, label: str, *, at: datetime, by: CounselorId, thing: str = "", thing_id: str = ""
    ) -> Iterator[DbSession]:
        """Change, all or nothing, with its line in the audit: on disk afterwards, or an error was raised."""
        with self.doing(Act(label, at, by, thing, thing_id)) as db:
            yield db

    @contextmanager
    def doing(self, act: Act) -> Iterator[DbSession]:
        """The same for an act of which more is to be kept than a label."""
        started = time.perf_counter()
        with self._alone(), self._named_errors(), self.gate.writing():
            self._see_the_file()
            with DbSession(self._writing) as db, db.begin():
                self._see_the_state(db)
                self.on_begin(db, act)
                yield db
                db.flush()
                mark = None
                for one in (*self._waiting, act):
                    mark = self.on_write(db, one)
        self._waiting.clear()
        self.last_write_at = act.at
        if mark is not None:
            self.mark = mark
            self.on_disk(mark)
        took_ms = (time.perf_counter() - started) * 1000
        if took_ms > SLOW_MS:
            log.warning("store.slow.write label=%r ms=%d", act.label, took_ms)

    def copied_from(self) -> Any:
        """The writing connection of the driver, for a stepped backup: its one use from another thread."""
        with self._alone(), self._named_errors():
            held = self._engine.raw_connection()
            try:
                return held.driver_connection
            finally:
                held.close()  # goes back to its pool, which keeps it open

    def note(self, *acts: Act) -> None:
        """Lines about what changed nothing. What the disk refuses now goes with the next write."""
        if self.looks_only or not acts:
            return
        before, self._waiting = self._waiting, [*self._waiting, *acts[:-1]]
        try:
            with self.doing(acts[-1]):
                pass
        except NotOnDisk:
            self._waiting = [*before, *acts][-MOST_WAITING:]

    def close(self) -> None:
        """Give the file back. The store can't be used after."""
        self.closed = True
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
        except (DBAPIError, driver.Error) as error:
            code = code_of(error)
            if code == disk.IOERR:  # what the disk holds is unknown now: never go on with this connection
                self._doubted = True
                self._engine.dispose()
            named = disk.named(code, self.path)
            if named is None:
                raise
            if isinstance(named, DiskFull):
                named = DiskFull(room_made=self.on_full())
            raise named from error

    def _see_the_file(self) -> None:
        """Before each write: is this still the file that was opened?"""
        here = disk.identity(self.path)
        if here is None:
            self._doubted = True  # reads go on with the open file as long as they can
            raise DiskGone
        if self._doubted:
            self._open_anew(here)
        elif here != self._file:
            raise RecordsReplaced

    def _see_the_state(self, db: DbSession) -> None:
        """With the file held: nobody put an older one into it, or wrote to it, since the last write."""
        if self.same is not None and self.mark is not None:
            self.same.see(db.connection().connection.driver_connection, self.mark)

    def _open_anew(self, here: tuple[int, int]) -> None:
        """Let go of the connection, recover, and go on only when the records are those that were written."""
        self._engine.dispose()
        with self._engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            if self.same is not None:
                self.same.check(raw, self.mark, same_file=here == self._file)
                self.mark = audit.tail(raw) or self.mark
            elif here != self._file:
                raise RecordsReplaced
        self._file, self._doubted = here, False
        self.on_reopened()
