"""What is opened most is made beforehand, a few milliseconds at a time, while nothing happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from ketacounsel.ui.errors import outcome

PAUSE_MS = 10
DONE = object()


class Ready(QObject):
    """Takes one step at a time, each shorter than a frame, and lets everything else go first."""

    def __init__(self, steps: Iterator[None], may_begin: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._steps, self._may_begin = steps, may_begin
        self._pause = QTimer(self)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._go_on)
        self._pause.start()

    def _go_on(self) -> None:
        """What fails here would fail again, and be told, when it is asked for."""
        if self._may_begin() and outcome(lambda: next(self._steps, DONE)) is not None:
            self._pause.stop()
