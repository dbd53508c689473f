"""Quiet painted ground: the mark, and water lines at the foot of a window. Nothing in it moves."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import painter_on

LINES = 7
WAVE = 180
FOOT = 164


class Mark(QWidget):
    """The program's mark: a drop with a water line."""

    def __init__(self, size: int = 36, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        paint_mark(painter, QRectF(self.rect()), 16 if self._size > 40 else 9)


def paint_mark(painter: QPainter, place: QRectF, radius: float) -> None:
    """Draw the mark into `place`; `radius` of its corners on the 36 px grid."""
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(place.width() / 36, place.height() / 36)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("accent"))
    painter.drawRoundedRect(QRectF(0, 0, 36, 36), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(theme().color("on_accent"), 2.1)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    drop = QPainterPath(QPointF(18, 7.5))
    drop.cubicTo(22.6, 12.7, 25.6, 16.5, 25.6, 20.5)
    drop.arcTo(QRectF(10.4, 12.9, 15.2, 15.2), 0, -180)
    drop.cubicTo(10.4, 16.5, 13.4, 12.7, 18, 7.5)
    painter.drawPath(drop)
    water = QPainterPath(QPointF(10.9, 20.6))
    water.cubicTo(13.3, 18.9, 15.6, 18.9, 18, 20.6)
    water.cubicTo(20.4, 22.3, 22.7, 22.3, 25.1, 20.6)
    painter.drawPath(water)
    painter.restore()


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
