"""The bench: one worker for what fails a frame (key derivation, PDFs, checks). Values in, values out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from ketacounsel.ui.errors import outcome

T = TypeVar("T")

FOREVER = -1
SWITCH_S = 0.0005  # the window's longest gap while the bench works: 4 ms instead of 34


class _Outbox(QObject):
    """Lives on the window's thread and carries results there.

    Signals:
        finished: a job is done (callback, result or exception).
    """

    finished = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.finished.connect(self._deliver)

    @Slot(object, object)
    def _deliver(self, callback: Callable[[object], None], result: object) -> None:
        callback(result)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], object], callback: Callable[[object], None], out: _Outbox) -> None:
        super().__init__()
        self._work, self._callback, self._out = work, callback, out

    def run(self) -> None:
        self._out.finished.emit(self._callback, outcome(self._work))


class Jobs(QObject):
    """Runs one job at a time, in order, off the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_S)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._out = _Outbox(self)
        self._ending = threading.Event()

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do `work` on the bench; `done` or `failed` is called on the window's thread."""

        def deliver(result: object) -> None:
            if isinstance(result, Exception):
                failed(result)
            else:
                done(cast("T", result))

        self._pool.start(_Job(work, deliver, self._out))

    @property
    def ending(self) -> bool:
        """Long work asks now and then: nobody waits for it any more."""
        return self._ending.is_set()

    def settle(self, then: Callable[[], None]) -> None:
        """When what is on the bench is done and its callers have heard."""
        self.run(lambda: None, lambda _: then(), lambda _: then())

    def hurry(self) -> None:
        """What can end early shall; what waits to begin never does."""
        self._ending.set()
        self._pool.clear()

    def finish(self, within_ms: int = FOREVER) -> bool:
        """Wait for what is on the bench; used before the process ends. False when it goes on."""
        return self._pool.waitForDone(within_ms)
