"""Quiet painted ground: water lines at the foot of a window. Nothing in it moves."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import painter_on

LINES = 7
WAVE = 180
FOOT = 164
PAUSE_MS = 20  # what was painted reaches the screen first


def paint_water(painter: QPainter, width: float, height: float) -> None:
    """Water lines over the lowest part of a window of this size."""
    px = theme().px
    top = height - px(FOOT)
    _fill(painter, QRectF(0, top, width, px(FOOT)).toRect(), theme().color("sunken"))
    for line in range(LINES):
        colour = theme().color("accent_line")
        colour.setAlphaF(0.8 - 0.1 * line)
        painter.setPen(QPen(colour, 1))  # wider ones are drawn twenty times slower
        painter.setBrush(Qt.BrushStyle.NoBrush)
        y = top + px(26) * line
        painter.drawPath(_wave(y, width, px(14 - 1.6 * line), px(WAVE)))


def _fill(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Not by fillRect, for which Python would get to know the 170 gradients that Qt has a name for."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(rect)


def _wave(y: float, width: float, swell: float, length: float) -> QPainterPath:
    path = QPainterPath(QPointF(0, y))
    x, up = 0.0, True
    while x < width:
        path.quadTo(x + length / 2, y - swell if up else y + swell, x + length, y)
        x, up = x + length, not up
    return path


class Water(QWidget):
    """A ground with water lines at its foot.

    Signals:
        first_painted: it can be seen for the first time; what can wait until then is done now.
    """

    first_painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(PAUSE_MS)
        self._first.timeout.connect(self.first_painted)
        self._painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        _fill(painter, self.rect(), theme().color("bg"))
        paint_water(painter, self.width(), self.height())
        if not self._painted:
            self._painted = True
            self._first.start()
