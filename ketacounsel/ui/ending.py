"""Hears that the computer shuts down, the person logs out, or somebody asks the process to end."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QSessionManager

ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")


class Ending(QObject):
    """Turns signals of the system into a fact of the window's own loop.

    Signals:
        told: end now, without asking.
        leaving: the person logs out; windows are closed next, so write what waits.
    """

    told = Signal()
    leaving = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app.commitDataRequest.connect(self._on_leaving, Qt.ConnectionType.DirectConnection)
        if sys.platform == "win32":
            return
        self._inner, outer = os.pipe()
        for end in (self._inner, outer):
            os.set_blocking(end, False)
        self._bell = QSocketNotifier(self._inner, QSocketNotifier.Type.Read, self)
        self._bell.activated.connect(self._on_bell)
        signal.set_wakeup_fd(outer, warn_on_full_buffer=False)
        for name in ENDINGS:
            signal.signal(getattr(signal, name), _heard)

    def _on_bell(self) -> None:
        os.read(self._inner, 64)
        self.told.emit()

    def _on_leaving(self, _manager: QSessionManager) -> None:
        self.leaving.emit()


def _heard(_number: int, _frame: object) -> None:
    """The bell has rung through the pipe; the signal itself shall do nothing more."""
