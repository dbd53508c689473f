"""The quiet cover of client view: water lines, the time of day, and the key that comes back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import words
from ketacounsel.ui.widgets.water_cover import WaterCover


class Cover(WaterCover):
    """Covers its window at once. Only F9 leaves; Esc never does.

    Signals:
        leave_requested: F9 was pressed.
    """

    leave_requested = Signal()

    def __init__(self, host: QWidget | None = None) -> None:
        super().__init__(host, "Client view. F9 to come back")
        self._clock = ""

    def set_clock(self, clock: str) -> None:
        """The time of day as "15:01"; the shell sets it once a minute."""
        self._clock = clock
        self.update()

    def cover(self, clock: str) -> None:
        """Show over the whole host and take the keyboard."""
        self.set_clock(clock)
        self.cover_host()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9:
            self.leave_requested.emit()

    def paint_words(self, painter: QPainter) -> None:
        now, px = theme(), theme().px
        centre = Qt.AlignmentFlag.AlignCenter
        middle = self.height() * 0.42
        clock = QRectF(0, middle - px(40), self.width(), px(56))
        words(painter, clock, self._clock, now.font("client", 500), now.color("text"), centre)
        hint = QRectF(0, middle + px(20), self.width(), px(24))
        words(painter, hint, "F9 to come back", now.font("body"), now.color("text_faint"), centre)
