"""The quiet cover while the session is paused: any key goes on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import words
from ketacounsel.ui.widgets.water_cover import WaterCover

PAUSED = "Paused. Press any key to go on."
_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


class PauseCover(WaterCover):
    """Over the whole runner; nothing of the session is seen.

    Signals:
        resumed: a key or a tap.
    """

    resumed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, PAUSED)

    def cover(self) -> None:
        self.cover_host()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) not in _MODIFIERS:
            self.resumed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.resumed.emit()

    def paint_words(self, painter: QPainter) -> None:
        now = theme()
        middle = QRectF(0, self.height() * 0.42 - now.px(24), self.width(), now.px(48))
        words(painter, middle, PAUSED, now.font("prompt"), now.color("text"), Qt.AlignmentFlag.AlignCenter)
