"""Hears from the system that the lid is shut, sleep comes, the computer is locked or somebody else has it.

Loaded when the window is there. Each platform has an ear of its own; what a word means is said in
core.lock_reasons.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Ear(Protocol):
    """Listens as long as it is kept."""

    def release(self) -> None:
        """The records are closed: the system need not wait any longer."""


class SystemLocks(QObject):
    """Listens from the moment it is made.

    Signals:
        locked: the records shall be locked now; "lid", "suspend" or "os" (str).
    """

    locked = Signal(str)

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ear = _ear(window, self.locked.emit)

    def release(self) -> None:
        """The records are closed: the system need not wait any longer."""
        if self._ear is not None:
            self._ear.release()


def _ear(window: QWidget, tell: Callable[[str], None]) -> Ear | None:
    if sys.platform == "win32":
        from ketacounsel.ui.system_locks.windows import WindowsEar

        return WindowsEar(int(window.winId()), tell)
    if sys.platform == "darwin":
        from ketacounsel.ui.system_locks.macos import MacEar

        return MacEar(tell)
    try:
        from PySide6.QtDBus import QDBusConnection

        from ketacounsel.ui.system_locks.buses import BusEar
    except ImportError:  # a computer without buses tells nothing
        return None
    return BusEar(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), tell)
