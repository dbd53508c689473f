"""The signature drawing: the hours after an infusion, the recommended window, now, and the session booked.

All three parts share one scale, so an axis or a legend above a list lines up with the bars in its rows.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, diamond, painter_on, width_of, words

HOURS = 96.0
_PAD, _WIDTH, _HEIGHT = 8, 284, 44


def _x_of(hours: float, width: int) -> float:
    pad = theme().px(_PAD)
    return pad + min(max(hours, 0.0), HOURS) / HOURS * (width - 2 * pad)


class WindowBar(QLabel):
    """`name` is the whole state in words; it stands beside the bar on screen too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._now_h: float | None = None
        self._booked_h: float | None = None
        self._from_h, self._to_h, self._urgent = 24.0, 72.0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_window(
        self,
        name: str,
        now_h: float | None,
        *,
        booked_h: float | None = None,
        from_h: float = 24.0,
        to_h: float = 72.0,
        urgent: bool = False,
    ) -> None:
        """Hours since the infusion: of now (None leaves it out), of a booked session, of the window."""
        self._now_h, self._booked_h, self._from_h, self._to_h = now_h, booked_h, from_h, to_h
        self._urgent = urgent
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(140), theme().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, scale = theme(), theme().scale
        painter = painter_on(self)
        middle = self.height() / 2
        left, right = _x_of(0, self.width()), _x_of(HOURS, self.width())
        box(
            painter, QRectF(left, middle - 3 * scale, right - left, 6 * scale), 3 * scale, now.color("sunken")
        )
        start, end = _x_of(self._from_h, self.width()), _x_of(self._to_h, self.width())
        band = QRectF(start, middle - 9 * scale, end - start, 18 * scale)
        box(painter, band, 5 * scale, now.color("window_tint"), now.color("accent_line"))
        place = None if self._now_h is None else _x_of(self._now_h, self.width())
        open_now = self._now_h is not None and self._now_h >= self._from_h
        tone = "warning_mark" if self._urgent else "accent" if open_now else "text_faint"
        if place is not None and open_now:
            painter.setPen(QPen(now.color(tone), 3 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(left, middle), QPointF(place, middle))
        painter.fillPath(diamond(QPointF(left, middle), 6.5 * scale), now.color("infusion_mark"))
        if self._booked_h is not None:
            draw_pin(painter, _x_of(self._booked_h, self.width()), middle)
        if place is not None:
            painter.setPen(QPen(now.color("surface"), 2 * scale))
            painter.setBrush(QBrush(now.color(tone)))
            painter.drawEllipse(QPointF(place, middle), 7.5 * scale, 7.5 * scale)


def draw_pin(painter: QPainter, x: float, middle: float) -> None:
    """A session booked: a ring on a stem above the line."""
    now, scale = theme(), theme().scale
    painter.setPen(QPen(now.color("accent"), 2 * scale))
    painter.setBrush(QBrush(now.color("surface")))
    painter.drawLine(QPointF(x, middle - 13 * scale), QPointF(x, middle - 1 * scale))
    painter.drawEllipse(QPointF(x, middle - 16 * scale), 4.5 * scale, 4.5 * scale)


class WindowAxis(QLabel):
    """0, 24, 48 and 72 h above a list of bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH), theme().px(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(140), theme().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        for hours in (0, 24, 48, 72):
            x = _x_of(hours, self.width())
            place = QRectF(x - px(30), 0, px(60), self.height())
            align = Qt.AlignmentFlag.AlignCenter
            if hours == 0:
                place, align = QRectF(0, 0, px(40), self.height()), Qt.AlignmentFlag.AlignVCenter
            words(painter, place, f"{hours} h", now.font("caption"), now.color("text_faint"), align)


class LegendMark(QLabel):
    """One mark of the bar and its word: kinds infusion, now, booked."""

    def __init__(self, kind: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(px(22) + width_of(self.text(), theme().font("caption")), px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px, scale = theme(), theme().px, theme().scale
        painter = painter_on(self)
        centre = QPointF(px(7), self.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._kind == "infusion":
            painter.fillPath(diamond(centre, 6 * scale), now.color("infusion_mark"))
        elif self._kind == "now":
            painter.setBrush(QBrush(now.color("accent")))
            painter.drawEllipse(centre, 6 * scale, 6 * scale)
        else:
            painter.setPen(QPen(now.color("accent"), 2 * scale))
            painter.setBrush(QBrush(now.color("surface")))
            painter.drawLine(centre, centre + QPointF(0, 8 * scale))
            painter.drawEllipse(centre - QPointF(0, 3 * scale), 4 * scale, 4 * scale)
        place = QRectF(px(20), 0, self.width() - px(18), self.height())
        words(painter, place, self.text(), now.font("caption"), now.color("text_muted"))
