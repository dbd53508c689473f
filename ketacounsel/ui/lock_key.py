"""Ctrl L locks from a menu or a dialog too: there the window's own keys are asleep."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

LOCK = Qt.Modifier.CTRL | Qt.Key.Key_L


class LockKey(QObject):
    """Looks at keys where they enter a window, after the window's own keys were asked.

    Signals:
        pressed: lock now.
    """

    pressed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        app.focusWindowChanged.connect(self._watch_windows)
        self._watch_windows()

    def _watch_windows(self) -> None:
        for window in self._app.topLevelWindows():
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.keyCombination() != LOCK or event.isAutoRepeat():
            return False
        self.pressed.emit()
        return True
