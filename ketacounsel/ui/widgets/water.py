"""Quiet painted ground: water lines at the foot of a window. Nothing in it moves."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import painter_on

LINES = 7
WAVE = 180
FOOT = 164


def paint_water(painter: QPainter, width: float, height: float) -> None:
    """Water lines over the lowest part of a window of this size."""
    px = theme().px
    top = height - px(FOOT)
    painter.fillRect(QRectF(0, top, width, px(FOOT)), theme().color("sunken"))
    for line in range(LINES):
        colour = theme().color("accent_line")
        colour.setAlphaF(0.8 - 0.1 * line)
        painter.setPen(QPen(colour, 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        y = top + px(26) * line
        painter.drawPath(_wave(y, width, px(14 - 1.6 * line), px(WAVE)))


def _wave(y: float, width: float, swell: float, length: float) -> QPainterPath:
    path = QPainterPath(QPointF(0, y))
    x, up = 0.0, True
    while x < width:
        path.quadTo(x + length / 2, y - swell if up else y + swell, x + length, y)
        x, up = x + length, not up
    return path


class Water(QWidget):
    """A ground with water lines at its foot."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.fillRect(self.rect(), theme().color("bg"))
        paint_water(painter, self.width(), self.height())
