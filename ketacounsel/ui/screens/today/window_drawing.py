"""The window bar explained: what each mark of it stands for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, diamond, painter_on, words

NAME = (
    "A drawing: a line of hours that begins at an infusion. The hours from 24 to 72 are tinted. "
    "A dot marks now, and a pin a booked session."
)
LINE_Y, HEIGHT, WIDTH = 80, 120, 320
AT_24, AT_72, NOW, BOOKED = 0.27, 0.68, 0.43, 0.53


class WindowDrawing(QLabel):
    """An example with a word at each mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(NAME)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = painter_on(self), theme().px
        width = min(self.width(), px(WIDTH))
        left, right = (self.width() - width) / 2 + px(24), (self.width() + width) / 2 - px(8)

        def at(share: float) -> float:
            return left + share * (right - left)

        self._paint_line(painter, left, right, at(AT_24), at(AT_72), at(NOW))
        self._paint_marks(painter, left, at(NOW), at(BOOKED))
        font, y = theme().font("caption"), px(LINE_Y)
        for x, top, said in (
            (left, y + px(20), "infusion"),
            (at(AT_24), y + px(20), "24 h"),
            (at(AT_72), y + px(20), "72 h"),
            (at(NOW), y - px(38), "now"),
            (at(BOOKED), y - px(66), "session"),
        ):
            _say(painter, x, top, said, font)

    def _paint_line(
        self, painter: QPainter, left: float, right: float, opens: float, until: float, now_x: float
    ) -> None:
        now, scale, y = theme(), theme().scale, theme().px(LINE_Y)
        painter.setPen(QPen(now.color("border_strong"), 1.5 * scale))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        band = QRectF(opens, y - 12 * scale, until - opens, 24 * scale)
        box(painter, band, 5 * scale, now.color("window_tint"), now.color("accent_line"))
        painter.setPen(QPen(now.color("accent"), 3 * scale))
        painter.drawLine(QPointF(left, y), QPointF(now_x, y))

    def _paint_marks(self, painter: QPainter, left: float, now_x: float, booked_x: float) -> None:
        now, scale, y = theme(), theme().scale, theme().px(LINE_Y)
        painter.fillPath(diamond(QPointF(left, y), 11 * scale), now.color("infusion_mark"))
        painter.setPen(QPen(now.color("accent"), 2.5 * scale))
        painter.setBrush(QBrush(now.color("surface")))
        painter.drawLine(QPointF(booked_x, y - 32 * scale), QPointF(booked_x, y - 12 * scale))
        painter.drawEllipse(QPointF(booked_x, y - 38 * scale), 6.5 * scale, 6.5 * scale)
        painter.setPen(QPen(now.color("surface"), 2 * scale))
        painter.setBrush(QBrush(now.color("accent")))
        painter.drawEllipse(QPointF(now_x, y), 9 * scale, 9 * scale)


def _say(painter: QPainter, x: float, top: float, said: str, font: QFont) -> None:
    px = theme().px
    place = QRectF(x - px(40), top, px(80), px(18))
    words(painter, place, said, font, theme().color("text_muted"), Qt.AlignmentFlag.AlignCenter)
