"""The mark: a drop with a water line, for infusion and what settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, painter_on

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


def draw_mark(painter: QPainter, rect: QRectF, ground: QColor, ink: QColor, radius: int = 10) -> None:
    """Drawn on a 36 px grid and scaled to `rect`."""
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 36, rect.height() / 36)
    box(painter, QRectF(0, 0, 36, 36), radius, ground)
    drop = QPainterPath(QPointF(18, 7.5))
    drop.cubicTo(22.6, 12.7, 25.6, 16.5, 25.6, 20.5)
    drop.arcTo(QRectF(10.4, 12.9, 15.2, 15.2), 0, -180)
    drop.cubicTo(10.4, 16.5, 13.4, 12.7, 18, 7.5)
    water = QPainterPath(QPointF(10.9, 20.6))
    water.cubicTo(13.3, 18.9, 15.6, 18.9, 18, 20.6)
    water.cubicTo(20.4, 22.3, 22.7, 22.3, 25.1, 20.6)
    pen = QPen(ink, 2.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(drop)
    painter.drawPath(water)
    painter.restore()


class Mark(QLabel):
    """The mark as a picture named KetaCounsel."""

    def __init__(self, size: int = 36, parent: QWidget | None = None, *, radius: int = 10) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._px, self._radius = size, radius
        self.setAccessibleName("KetaCounsel")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._px), theme().px(self._px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        ground, ink = now.color("accent"), now.color("on_accent")
        draw_mark(painter_on(self), QRectF(self.rect()), ground, ink, self._radius)


def window_icon() -> QIcon:
    """The mark for the task bar."""
    from PySide6.QtGui import QIcon

    icon = QIcon()
    for px in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(px, px)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, QRectF(0, 0, px, px), theme().color("accent"), theme().color("on_accent"))
        painter.end()
        icon.addPixmap(picture)
    return icon
