"""Makes the backups that are due: every so often while the records are open, and before they close.

Nothing is asked. A lock waits for a backup only as long as a lock may take; a closing window says what it
does, can be told not to wait, and stays open when the backup failed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.backup_leaving import LeavingSheet
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.jobs import Jobs

if TYPE_CHECKING:
    from ketacounsel.core.backups import Made, Place
    from ketacounsel.services.backup_job import Outcome
    from ketacounsel.services.backups import Backups

LOOK_EVERY_MS = 60_000
LOCK_WAITS_MS = 600


class BackupKeeper(QObject):
    """One backup at a time, on a bench of its own.

    Signals:
        changed: a backup was made or failed.
        failed: a backup that was due could not be made; what happened and what to do (str).
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, backups: Backups, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups, self._window = backups, window
        self._bench = Jobs(self)
        self._stop = threading.Event()
        self._share = (0, 1)
        self._running = False
        self._then: list[Callable[[str], None]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(LOCK_WAITS_MS)
        self._patience.timeout.connect(self.stop)
        self._minutes = QTimer(self)
        self._minutes.setInterval(LOOK_EVERY_MS)
        self._minutes.timeout.connect(self.look)
        self._minutes.start()

    @property
    def running(self) -> bool:
        """Whether a backup is being made."""
        return self._running

    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        done, total = self._share
        return done / total if total else 0.0

    # -- making one -----------------------------------------------------------------------------

    def make(self, places: tuple[Place, ...] | None = None) -> None:
        """Make one now, into all places that are here when none are named."""
        if self._running:
            return
        self._stop = stop = threading.Event()
        job = self._backups.prepare(places)
        self._running, self._share = True, (0, 1)
        self._bench.run(lambda: job.run(self._tell, stop.is_set), self._on_made, self._on_stopped)

    def stop(self) -> None:
        """Leave the one that is being made; nothing of it stays."""
        self._stop.set()

    def finish(self) -> None:
        """Before the records close: nothing runs on them any more."""
        self._minutes.stop()
        self._patience.stop()
        self._stop.set()
        self._bench.finish()

    def _tell(self, done: int, total: int) -> None:
        self._share = (done, total)

    def look(self) -> None:
        """Make what is due; asked each minute."""
        if not self._running and (due := self._backups.due()):
            self.make(due)

    def _on_made(self, outcome: Outcome) -> None:
        self._running = False
        self._backups.keep(outcome)
        problem = " ".join(_sentence(made) for made in outcome.made if made.what)
        if problem:
            self.failed.emit(problem)
        self.changed.emit()
        self._end(problem)

    def _on_stopped(self, problem: Exception) -> None:
        self._running = False
        words = "" if self._stop.is_set() else words_for(problem)
        if words:
            self.failed.emit(words)
        self._end(words)

    def _end(self, problem: str) -> None:
        self._patience.stop()
        waiting, self._then = self._then, []
        for then in waiting:
            then(problem)

    # -- before the records close ---------------------------------------------------------------

    def before_closing(self, because: str, done: Callable[[], None]) -> None:
        """A piece of the last work. `because` is a word of core.lock_reasons.LOCKED, or "" for closing."""
        due = self._backups.due(leaving=True)
        if not due and not self._running:
            done()
        elif because:
            self._then.append(lambda _: done())
            self._begin(due)
            self._patience.start()
        else:
            sheet = LeavingSheet(self.share, done, self.stop)
            sheet.open_over(self._window)
            self._then.append(sheet.show_end)
            self._begin(due)

    def _begin(self, due: tuple[Place, ...]) -> None:
        """When one is being made already, it is the one that is waited for."""
        if not self._running:
            self.make(due)


def _sentence(made: Made) -> str:
    return " ".join(part for part in (made.what, made.todo) if part)
