"""What a client presses: an answer as tall as a thumb, larger buttons, and how far they are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.paint import box, painter_on, width_of, words

TALL_PX, SNUG_PX, LEAST_PX = 76, 64, 56
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class AnswerTile(Checkable, QRadioButton):
    """One answer, 76 high; lower where there is little room, never below 56.

    Signals:
        step_requested: the next (1) or the previous (-1) question.
    """

    step_requested = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._px = TALL_PX
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def focus_radius(self) -> int:
        return 12

    def set_height(self, px: int) -> None:
        self._px = px
        self.updateGeometry()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(px(92) + width_of(self.text(), theme().font("client_option", 600)), px(self._px))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(self._px))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.step_requested.emit(_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        on, rect = self.isChecked(), QRectF(self.rect())
        fill = "accent_tint" if on else "hover" if self.underMouse() else "surface"
        edge, width = ("accent", 2.0) if on else ("border_strong", 1.5)
        box(painter, rect, now.radius("card"), now.color(fill), now.color(edge), width * now.scale)
        dot = QPointF(px(38), rect.center().y())
        ring = QRectF(dot.x() - px(13), dot.y() - px(13), px(26), px(26))
        box(painter, ring, px(13), now.color("surface"), now.color(edge), 1.5 * now.scale)
        if on:
            inner = QRectF(0, 0, px(13), px(13))
            inner.moveCenter(ring.center())
            box(painter, inner, inner.width() / 2, now.color("accent"))
        room = QRectF(px(70), 0, rect.width() - px(86), rect.height())
        words(painter, room, self.text(), now.font("client_option", 600 if on else 500), now.color("text"))


class BigButton(Button):
    """56 high, with larger words."""

    def sizeHint(self) -> QSize:
        sides = {"muted": 20, "soft": 40}.get(self.kind, 52)
        return QSize(theme().px(sides) + self._content_width(), theme().px(LEAST_PX))

    def _font(self) -> QFont:
        return theme().font("reading", 500 if self.kind == "muted" else 600)


class Segments(QWidget):
    """How many questions, and how many of them are behind."""

    def __init__(self) -> None:
        super().__init__()
        self._count, self._done = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_progress(self, count: int, done: int) -> None:
        self._count, self._done = count, done
        self.setAccessibleName(f"Question {done} of {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._count:
            return
        now, gap = theme(), theme().px(6 if self._count < 12 else 4)
        painter = painter_on(self)
        wide = (self.width() - gap * (self._count - 1)) / self._count
        for at in range(self._count):
            rect = QRectF(at * (wide + gap), 0, wide, self.height())
            box(painter, rect, self.height() / 2, now.color("accent" if at < self._done else "border"))
