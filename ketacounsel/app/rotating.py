"""Changes the data key while no window has the records open; then a fresh process asks for the passphrase."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.store import presence
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.jobs import Jobs

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from ketacounsel.services.rotation import NewKey

    Agreed = tuple[NewKey, tuple[str, ...]]

PARTS = 6  # what rotation.rotate tells of, one after the other
SHOW_EVERY_MS = 150


class Rotating(QObject):
    """Works on the bench behind a window of its own.

    Signals:
        done: the new key is in force, or will be when the records are opened next.
        given_up: it failed, all is as it was, and the counselor goes on to unlock.
        left: it failed, and the counselor closed the window.
    """

    done = Signal()
    given_up = Signal()
    left = Signal()

    def __init__(self, folder: Path, agreed: Agreed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from ketacounsel.ui.screens.unlock.rekeying import RekeyingWindow

        self._folder, self._agreed = folder, agreed
        self._jobs, self._parts = Jobs(self), 0
        self.window = RekeyingWindow()
        self.window.unlock_requested.connect(self.given_up)
        self.window.left.connect(self.left)
        self._tick = QTimer(self)
        self._tick.setInterval(SHOW_EVERY_MS)
        self._tick.timeout.connect(lambda: self.window.show_share(self._parts / PARTS))

    def show(self, size: QSize) -> None:
        """Stand where the window of the records stood."""
        self.window.resize(size)
        self.window.show()

    def begin(self) -> None:
        """The records are closed."""
        self._tick.start()
        self._jobs.run(self._rotate, lambda _: self._on_done(), self._on_failed)

    def _rotate(self) -> None:
        from ketacounsel.services import rotation

        new, typed = self._agreed
        rotation.rotate(self._folder, new, typed, datetime.now(UTC), self._part_done)

    def _part_done(self) -> None:
        self._parts += 1

    def _on_done(self) -> None:
        self._tick.stop()
        self.window.show_share(1)
        self.done.emit()

    def _on_failed(self, problem: Exception) -> None:
        self._tick.stop()
        if presence.is_restoring(self._folder):  # all is written, and is put in place at the next opening
            self.done.emit()
        elif isinstance(problem, KetaCounselError):
            self.window.show_failure(problem.what, problem.todo)
        else:
            self.window.show_failure(words_for(problem))
