"""The quiet cover while the session is paused: any key goes on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import painter_on, words
from ketacounsel.ui.widgets.water import paint_water

PAUSED = "Paused. Press any key to go on."
_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


class PauseCover(QWidget):
    """Over the whole runner; nothing of the session is seen.

    Signals:
        resumed: a key or a tap.
    """

    resumed = Signal()
    own_focus = True

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(PAUSED)
        self.hide()

    def cover(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(host.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """What is behind must not be reached."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) not in _MODIFIERS:
            self.resumed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.resumed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = painter_on(self)
        painter.fillRect(self.rect(), now.color("bg"))
        paint_water(painter, self.width(), self.height())
        middle = QRectF(0, self.height() * 0.42 - now.px(24), self.width(), now.px(48))
        words(painter, middle, PAUSED, now.font("prompt"), now.color("text"), Qt.AlignmentFlag.AlignCenter)
