"""Long reads on the bench give way to a write: typing never waits for a search or a check.

In a rollback journal a reader keeps the writer from finishing. So a write first interrupts the reader, which
begins its step again when the write is done.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

import sqlcipher3.dbapi2 as driver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INTERRUPTED: Final = 9
AGAIN_S: Final = 0.001
PATIENCE_S: Final = 0.25
_T = TypeVar("_T")


class Gate:
    """Between the one writer and the one reader beside it."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._writing = False
        self._reader: Any = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Stop the reader, write, let it begin again."""
        until = time.monotonic() + PATIENCE_S
        with self._turn:
            self._writing = True
            while self._reader is not None and time.monotonic() < until:
                self._reader.interrupt()  # has no effect just before a statement begins, hence again
                self._turn.wait(AGAIN_S)
        try:
            yield
        finally:
            with self._turn:
                self._writing = False
                self._turn.notify_all()

    def give_way(self, rest_s: float) -> None:
        """Between two steps of copying from the writing connection: a moment for reads, all of a write."""
        with self._turn:
            self._turn.wait(rest_s)
            self._turn.wait_for(lambda: not self._writing)

    def run(self, db: Any, step: Callable[[Any], _T]) -> _T:
        """One step of reading with a driver connection, begun again as often as a write came between."""
        while True:
            with self._turn:
                self._turn.wait_for(lambda: not self._writing)
                self._reader = db
            try:
                return step(db)
            except driver.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != INTERRUPTED:
                    raise
            finally:
                with self._turn:
                    self._reader = None
                    self._turn.notify_all()
