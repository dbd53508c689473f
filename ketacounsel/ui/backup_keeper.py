"""Makes the backups that are due: every so often while the records are open, and before they close.

Nothing is asked. A lock waits for a backup only as long as a lock may take; a closing window says what it
does, can be told not to wait, and stays open when the backup failed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.errors import words_for
from ketacounsel.ui.jobs import FOREVER, Jobs

if TYPE_CHECKING:
    from ketacounsel.core.backups import BackupFile, Made, Place, RestoreTest
    from ketacounsel.services.backup_job import Outcome
    from ketacounsel.services.backups import Backups

LOOK_EVERY_MS = 60_000
LOCK_WAITS_MS = 600
Doing = Literal["", "backup", "test"]


class BackupKeeper(QObject):
    """One backup, or one test of a restore, at a time, on a bench of its own.

    Signals:
        changed: a backup was made or failed, or a restore was tested.
        working_changed: one of them began or ended; `doing` says which.
        failed: a backup or a test could not be made; what happened and what to do (str).
    """

    changed = Signal()
    working_changed = Signal()
    failed = Signal(str)

    def __init__(self, backups: Backups, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups = backups
        self._window: QWidget | None = None
        self._bench = Jobs(self)
        self._stop = threading.Event()
        self._share = (0, 1)
        self._doing: Doing = ""
        self._then: list[Callable[[str], None]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(LOCK_WAITS_MS)
        self._patience.timeout.connect(self._on_late)
        self._late = False
        self._minutes = QTimer(self)
        self._minutes.setInterval(LOOK_EVERY_MS)
        self._minutes.timeout.connect(self.look)

    def begin(self, window: QWidget) -> None:
        """From now on look each minute; `window` is the one that says why it does not close yet."""
        self._window = window
        self._minutes.start()

    @property
    def doing(self) -> Doing:
        """What is on the bench."""
        return self._doing

    @property
    def running(self) -> bool:
        """Whether anything is."""
        return bool(self._doing)

    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        done, total = self._share
        return done / total if total else 0.0

    # -- making one -----------------------------------------------------------------------------

    def make(self, places: tuple[Place, ...] | None = None) -> None:
        """Make one now, into all places that are here when none are named."""
        if self.running:
            return
        job = self._backups.prepare(places)
        stop = self._start("backup")
        self._bench.run(lambda: job.run(self._tell, stop.is_set), self._on_made, self._on_stopped)

    def test(self, file: BackupFile | None = None) -> None:
        """Try out a restore of this backup, or of the newest. Raises BackupMissing."""
        if self.running:
            return
        job = self._backups.prepare_test(file)
        stop = self._start("test")
        self._bench.run(lambda: job.run(self._tell, stop.is_set), self._on_tested, self._on_stopped)

    def stop(self) -> None:
        """Leave what is on the bench; nothing of it stays."""
        self._stop.set()

    def _start(self, doing: Doing) -> threading.Event:
        self._stop = threading.Event()
        self._doing, self._share = doing, (0, 1)
        self.working_changed.emit()
        return self._stop

    def finish(self, within_ms: int = FOREVER) -> None:
        """Before the records close: nothing begins on them any more, and what runs has ended or is let go."""
        self._minutes.stop()
        self._patience.stop()
        self._stop.set()
        self._bench.finish(within_ms)

    def _tell(self, done: int, total: int) -> None:
        self._share = (done, total)

    def look(self) -> None:
        """Make what is due; asked each minute."""
        if not self.running and (due := self._backups.due()):
            self.make(due)

    def _on_made(self, outcome: Outcome) -> None:
        self._backups.keep(outcome)
        self._doing = ""
        problem = " ".join(_sentence(made) for made in outcome.made if made.what)
        if problem:
            self.failed.emit(problem)
        self.changed.emit()
        self._end(problem)

    def _on_tested(self, tested: RestoreTest) -> None:
        self._backups.keep_test(tested)
        self._doing = ""
        self.changed.emit()
        self._after_test()

    def _on_stopped(self, problem: Exception) -> None:
        doing, self._doing = self._doing, ""
        words = "" if self._stop.is_set() else words_for(problem)
        if words:
            self.failed.emit(words)
        if doing == "test":
            self._after_test()
        else:
            self._end(words)

    def _after_test(self) -> None:
        """A test kept nobody waiting, but a backup may have waited for its end."""
        if self._then and not self._late and (due := self._backups.due(leaving=True)):
            self.make(due)
        else:
            self._end("")

    def _end(self, problem: str) -> None:
        self._patience.stop()
        self.working_changed.emit()
        waiting, self._then = self._then, []
        for then in waiting:
            then(problem)

    # -- before the records close ---------------------------------------------------------------

    def _on_late(self) -> None:
        self._late = True
        self.stop()

    def before_closing(self, because: str, done: Callable[[], None]) -> None:
        """A piece of the last work. `because` is a word of core.lock_reasons.LOCKED, or "" for closing."""
        due, self._late = self._backups.due(leaving=True), False
        if self._doing == "test":
            self.stop()
        if not due and self._doing != "backup":
            done()
        elif because:
            self._then.append(lambda _: done())
            self._begin(due)
            self._patience.start()
        else:
            self._say_why(done)
            self._begin(due)

    def _say_why(self, done: Callable[[], None]) -> None:
        from ketacounsel.ui.backup_leaving import LeavingSheet

        if self._window is None:
            self._then.append(lambda _: done())
            return
        sheet = LeavingSheet(self.share, done, self.stop)
        sheet.open_over(self._window)
        self._then.append(sheet.show_end)

    def _begin(self, due: tuple[Place, ...]) -> None:
        """When one is being made already, it is the one that is waited for; a test is waited out."""
        if not self.running:
            self.make(due)


def _sentence(made: Made) -> str:
    return " ".join(part for part in (made.what, made.todo) if part)
