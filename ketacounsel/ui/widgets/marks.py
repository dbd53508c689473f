"""Small drawings that say one thing each; each has the same thing in words for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, diamond, painter_on, words


class _Mark(QLabel):
    """A picture of a fixed size at 100 %. A QLabel, so that it reads as text."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size = (width, height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size[0]), theme().px(self._size[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def paint_sparkline(
    painter: QPainter, rect: QRectF, values: Sequence[float], top: float = 27.0, line: float = 10.0
) -> None:
    """For delegates too. `line` below 0 draws no threshold."""
    now, scale = theme(), theme().scale
    area = rect.adjusted(5 * scale, 5 * scale, -5 * scale, -5 * scale)
    if line >= 0:
        pen = QPen(now.color("border_strong"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        level = area.top() + area.height() * (1 - line / top)
        painter.drawLine(QPointF(rect.left(), level), QPointF(rect.right(), level))
    steps = max(5, len(values) - 1)
    points = [
        QPointF(area.left() + area.width() * i / steps, area.top() + area.height() * (1 - value / top))
        for i, value in enumerate(values)
    ]
    painter.setPen(QPen(now.color("m_phq9"), 1.75 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for start, end in pairwise(points):
        painter.drawLine(start, end)
    if points:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(now.color("m_phq9")))
        painter.drawEllipse(points[-1], 3.5 * scale, 3.5 * scale)


class Sparkline(_Mark):
    """Scores from first to latest, an end dot, and a dashed line at a threshold. No axis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(100, 32, parent)
        self._values: tuple[float, ...] = ()
        self._top, self._line = 27.0, 10.0

    def set_scores(
        self, values: Sequence[float], name: str, *, top: float = 27.0, line: float | None = 10.0
    ) -> None:
        """`top` is the instrument's highest score, `line` its threshold or None."""
        self._values, self._top, self._line = tuple(values), top, -1.0 if line is None else line
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_sparkline(painter_on(self), QRectF(self.rect()), self._values, self._top, self._line)


class SeverityBars(_Mark):
    """One, two or three upright bars; the word mild, moderate or severe stands beside them."""

    WORDS = ("", "mild", "moderate", "severe")

    def __init__(self, level: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(21, 14, parent)
        self.set_level(level)

    def set_level(self, level: int) -> None:
        self._level = max(0, min(3, level))
        self.setAccessibleName(self.WORDS[self._level])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, scale = theme(), theme().scale
        painter = painter_on(self)
        for index in range(3):
            tone = "warning_mark" if index < self._level else "border"
            box(painter, QRectF(index * 8 * scale, 0, 5 * scale, 13 * scale), 1.5 * scale, now.color(tone))


class Ring(_Mark):
    """How much of the time is gone, beside "31 of 50 min". Minutes only; it never moves by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(28, 28, parent)
        self._share, self._mark = 0.0, 0.0

    def set_share(self, share: float, name: str, *, mark: float = 0.0) -> None:
        """0 to 1, and past 1 stays full. `mark` draws a soft mark, five minutes before the end."""
        self._share, self._mark = max(0.0, min(1.0, share)), mark
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, scale = theme(), theme().scale
        painter = painter_on(self)
        ring = QRectF(self.rect()).adjusted(3 * scale, 3 * scale, -3 * scale, -3 * scale)
        painter.setPen(QPen(now.color("border"), 4 * scale))
        painter.drawEllipse(ring)
        pen = QPen(now.color("accent"), 4 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        if self._share > 0:
            painter.drawArc(ring, 90 * 16, round(-360 * 16 * self._share))
        if self._mark > 0:
            painter.setPen(
                QPen(now.color("text_muted"), 4 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
            )
            painter.drawArc(ring, round((90 - 360 * self._mark) * 16), -6 * 16)


class StepSegments(_Mark):
    """Where we are among the steps, in one line, for small windows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(180, 8, parent)
        self._count, self._current = 0, -1
        self._done: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, count: int, current: int, done: Sequence[int]) -> None:
        """Counted from 0."""
        self._count, self._current, self._done = count, current, frozenset(done)
        self.setAccessibleName(f"Step {current + 1} of {count}, {len(self._done)} done")
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(60), theme().px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._count:
            return
        now, gap = theme(), theme().px(4)
        painter = painter_on(self)
        wide = (self.width() - gap * (self._count - 1)) / self._count
        for index in range(self._count):
            tone = "accent" if index == self._current or index in self._done else "border_strong"
            high = self.height() if index == self._current else self.height() / 2
            rect = QRectF(index * (wide + gap), (self.height() - high) / 2, wide, high)
            fill = now.color(tone)
            if index in self._done and index != self._current:
                fill.setAlphaF(0.65)
            box(painter, rect, high / 2, fill)


class InfusionDiamond(_Mark):
    """The number of an infusion in its shape: filled when given, hollow when planned."""

    def __init__(
        self, number: int, *, given: bool = True, size: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(size, size, parent)
        self.set_infusion(number, given=given)

    def set_infusion(self, number: int, *, given: bool) -> None:
        self._number, self._given = number, given
        self.setAccessibleName(f"Infusion {number}, {'given' if given else 'planned'}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, scale = theme(), theme().scale
        painter = painter_on(self)
        rect = QRectF(self.rect())
        shape = diamond(rect.center(), rect.width() / 2 - 1.5 * scale)
        painter.setPen(QPen(now.color("infusion_mark"), 1.5 * scale))
        painter.setBrush(QBrush(now.color("infusion_mark" if self._given else "surface")))
        painter.drawPath(shape)
        ink = now.color("surface" if self._given else "infusion")
        words(painter, rect, str(self._number), now.font("caption", 700), ink, Qt.AlignmentFlag.AlignCenter)
