"""Strokes shared by the painted widgets, so that a radius or an edge is drawn one way only."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import pixmap, theme

_TNUM = QFont.Tag("tnum")


def painter_on(widget: QWidget) -> QPainter:
    """A painter that smooths edges."""
    painter = QPainter(widget)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1.0,
    *,
    dashed: bool = False,
) -> None:
    """A rounded box whose edge lies inside `rect`."""
    half = width / 2 if edge else 0.0
    pen = QPen(edge or Qt.PenStyle.NoPen)
    pen.setWidthF(width)
    if dashed:
        dash = 3 * theme().scale / width
        pen.setDashPattern([dash, dash])
    painter.setPen(pen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, max(0.0, radius - half), max(0.0, radius - half))


def words(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of text, shortened with an ellipsis when it does not fit."""
    room = QRectF(rect)
    font = for_figures(font, text)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) > room.width() + 1:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room.width())))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(room, int(align | Qt.TextFlag.TextSingleLine), text)


def has_figures(text: str) -> bool:
    """Times, dates and doses; not names such as PHQ-9, whose hyphen would be drawn as wide as a figure."""
    return "-" not in text and any(map(str.isdigit, text))


def for_figures(font: QFont, text: str) -> QFont:
    """Figures of one width where there are figures; words keep their own hyphens and spaces."""
    if not has_figures(text):
        return font
    font = QFont(font)
    font.setFeature(_TNUM, 1)
    return font


def width_of(text: str, font: QFont) -> int:
    return QFontMetrics(for_figures(font, text)).horizontalAdvance(text)


def draw_icon(painter: QPainter, name: str, role: str, size: int, left: float, middle: float) -> None:
    """An icon with its left edge at `left`, centred on `middle`."""
    ratio = painter.device().devicePixelRatio()
    picture: QPixmap = pixmap(name, role, size, ratio)
    px = theme().px(size)
    painter.drawPixmap(QPointF(round(left), round(middle - px / 2)), picture)


def diamond(centre: QPointF, half: float) -> QPainterPath:
    """The infusion's shape."""
    path = QPainterPath(QPointF(centre.x(), centre.y() - half))
    path.lineTo(centre.x() + half, centre.y())
    path.lineTo(centre.x(), centre.y() + half)
    path.lineTo(centre.x() - half, centre.y())
    path.closeSubpath()
    return path
