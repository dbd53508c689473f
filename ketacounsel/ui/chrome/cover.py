"""The quiet cover of client view: water lines, the time of day, and the key that comes back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import painter_on, words
from ketacounsel.ui.widgets.water import paint_water


class Cover(QWidget):
    """Covers its window at once. Only F9 leaves; Esc never does.

    Signals:
        leave_requested: F9 was pressed.
    """

    leave_requested = Signal()
    own_focus = True

    def __init__(self, host: QWidget | None = None) -> None:
        super().__init__(host)
        self._clock = ""
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Client view. F9 to come back")
        self.hide()

    def set_clock(self, clock: str) -> None:
        """The time of day as "15:01"; the shell sets it once a minute."""
        self._clock = clock
        self.update()

    def cover(self, clock: str) -> None:
        """Show over the whole host and take the keyboard."""
        self.set_clock(clock)
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(host.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays here: what is behind must not be reached."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9:
            self.leave_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        painter.fillRect(self.rect(), now.color("bg"))
        paint_water(painter, self.width(), self.height())
        centre = Qt.AlignmentFlag.AlignCenter
        middle = self.height() * 0.42
        clock = QRectF(0, middle - px(40), self.width(), px(56))
        words(painter, clock, self._clock, now.font("client", 500), now.color("text"), centre)
        hint = QRectF(0, middle + px(20), self.width(), px(24))
        words(painter, hint, "F9 to come back", now.font("body"), now.color("text_faint"), centre)
