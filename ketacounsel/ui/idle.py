"""Notices when nobody is there: no key and no pointer for so many minutes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

AWAY_MIN = 5
AWAY_IN_SESSION_MIN = 30
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """Listening is not being away, so a running session has a longer patience.

    Keys and pointer are watched where they enter a window: to watch the whole app would hand every event of
    every widget to Python, and a new screen has thousands.

    Signals:
        away: nobody touched anything for `minutes` (int).
    """

    away = Signal(int)

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = AWAY_MIN
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_away)
        self._app = app
        app.focusWindowChanged.connect(self._watch_windows)
        self._watch_windows()
        self._timer.start(self._minutes * 60_000)

    def _watch_windows(self) -> None:
        for window in self._app.topLevelWindows():
            window.installEventFilter(self)

    def be_patient_for(self, minutes: int) -> None:
        """Change the patience, in minutes, from now on."""
        self._minutes = minutes
        self._timer.start(minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._timer.start(self._minutes * 60_000)
        return False

    def _on_away(self) -> None:
        self.away.emit(self._minutes)
