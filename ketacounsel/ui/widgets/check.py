"""Ticks: a row, a tile, a switch and a chip. All are QCheckBoxes, all of each is the target."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import named
from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, width_of, words


class _Tick(Checkable, QCheckBox):
    """A check box whose whole surface answers to a tap."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(40), self.sizeHint().height())


def paint_box(painter: QPainter, left: float, middle: float, on: bool, enabled: bool = True) -> None:
    """The 20 px square with its tick."""
    now, px = theme(), theme().px
    rect = QRectF(left, middle - px(10), px(20), px(20))
    if on:
        box(painter, rect, px(5), now.color("accent" if enabled else "border_strong"))
        draw_icon(painter, "check", "on_accent", 14, left + px(3), middle)
    else:
        fill = now.color("surface" if enabled else "sunken")
        box(painter, rect, px(5), fill, now.color("border_strong"), 1.5 * now.scale)


class CheckRow(_Tick):
    """A tick and a word on one row, 40 high (44 in the runner)."""

    def __init__(self, text: str, *, runner: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._px = 44 if runner else 40

    def focus_rect(self) -> QRect:
        return self.rect().adjusted(-theme().px(5), theme().px(3), 0, -theme().px(3))

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(px(32) + width_of(self.text(), theme().font("body")) + px(8), px(self._px))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        paint_box(painter, 0, self.height() / 2, self.isChecked(), self.isEnabled())
        ink = now.color("text" if self.isEnabled() else "text_faint")
        words(
            painter,
            QRectF(px(32), 0, self.width() - px(32), self.height()),
            self.text(),
            now.font("body"),
            ink,
        )


class CheckTile(_Tick):
    """A choice with one line about what follows from it (safety follow-up, wizard)."""

    def __init__(self, text: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._detail = detail
        named(self, text, detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def focus_radius(self) -> int:
        return 10

    def sizeHint(self) -> QSize:
        px = theme().px
        widest = max(
            width_of(self.text(), theme().font("body", 500)), width_of(self._detail, theme().font("caption"))
        )
        return QSize(px(46) + widest + px(16), px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        on = self.isChecked()
        rect = QRectF(self.rect())
        edge = now.color("accent" if on else "border_strong")
        fill = "accent_tint" if on else "hover" if self.underMouse() else "surface"
        box(painter, rect, now.radius("tile"), now.color(fill), edge, 2 * now.scale if on else 1)
        middle = self.height() / 2
        paint_box(painter, px(15), middle, on, self.isEnabled())
        place = QRectF(px(47), 0, self.width() - px(60), self.height())
        if not self._detail:
            words(painter, place, self.text(), now.font("body", 500), now.color("text"))
            return
        upper = QRectF(place.left(), middle - px(19), place.width(), px(20))
        words(painter, upper, self.text(), now.font("body", 500), now.color("text"))
        lower = QRectF(place.left(), middle + px(2), place.width(), px(16))
        words(painter, lower, self._detail, now.font("caption"), now.color("text_muted"))


class SwitchRow(_Tick):
    """On or off at once, for settings: words at the left, the switch at the right."""

    def __init__(self, text: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._detail = detail
        named(self, text, detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def focus_rect(self) -> QRect:
        return self.rect().adjusted(-theme().px(6), 0, theme().px(4), 0)

    def sizeHint(self) -> QSize:
        px = theme().px
        widest = max(
            width_of(self.text(), theme().font("body", 500)), width_of(self._detail, theme().font("small"))
        )
        return QSize(widest + px(72), px(60 if self._detail else 44))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        middle = self.height() / 2
        room = self.width() - px(56)
        if self._detail:
            top = QRectF(0, middle - px(20), room, px(20))
            words(painter, top, self.text(), now.font("body", 500), now.color("text"))
            below = QRectF(0, middle + px(2), room, px(18))
            words(painter, below, self._detail, now.font("small"), now.color("text_muted"))
        else:
            words(
                painter,
                QRectF(0, 0, room, self.height()),
                self.text(),
                now.font("body", 500),
                now.color("text"),
            )
        track = QRectF(self.width() - px(42), middle - px(12), px(40), px(24))
        on = self.isChecked()
        box(painter, track, px(12), now.color("accent" if on else "border_strong"))
        knob = QRectF(track.left() + px(19 if on else 3), track.top() + px(3), px(18), px(18))
        box(painter, knob, px(9), now.color("on_accent" if on else "surface"))


class ChoiceChip(_Tick):
    """A theme that is chosen or not: 40 high; `small` draws 36 but keeps the target."""

    def __init__(self, text: str, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._small = small
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focus_radius(self) -> int:
        return 18 if self._small else 20

    def focus_rect(self) -> QRect:
        inset = theme().px(2) if self._small else 0
        return self.rect().adjusted(0, inset, 0, -inset)

    def sizeHint(self) -> QSize:
        px = theme().px
        width = width_of(self.text(), self._font(True)) + 2 * px(16) + 1
        return QSize(max(px(56), width + (px(20) if self.isChecked() else 0)), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def checkStateSet(self) -> None:
        super().checkStateSet()
        self.updateGeometry()

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.updateGeometry()

    def _font(self, on: bool) -> QFont:
        return theme().font("small" if self._small else "body", 600 if on else 500)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        on = self.isChecked()
        rect = QRectF(self.focus_rect())
        fill = "accent_tint" if on else "hover" if self.underMouse() else "surface"
        box(painter, rect, rect.height() / 2, now.color(fill), now.color("accent" if on else "border_strong"))
        font, ink = self._font(on), now.color("accent" if on else "text")
        full = width_of(self.text(), font) + (px(22) if on else 0)
        left = (self.width() - full) / 2
        if on:
            draw_icon(painter, "check", "accent", 16, left, self.height() / 2)
            left += px(22)
        words(painter, QRectF(left, 0, self.width() - left - px(8), self.height()), self.text(), font, ink)
