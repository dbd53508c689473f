"""Buttons: one primary on a screen; the rest are quieter."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import named
from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, width_of, words
from ketacounsel.ui.widgets.tip import set_tip


class _Look(NamedTuple):
    fill: str
    hover: str
    pressed: str
    edge: str
    ink: str
    padding: int = 16
    weight: int = 600


_LOOKS = {
    "primary": _Look("accent", "accent_hover", "accent_pressed", "", "on_accent"),
    "secondary": _Look("surface", "hover", "sunken", "border_strong", "text"),
    "soft": _Look("surface", "hover", "sunken", "border", "text"),
    "quiet": _Look("", "accent_tint", "accent_tint", "", "accent", 10),
    "link": _Look("", "", "", "", "accent", 0),
    "trail": _Look("", "", "", "", "text_muted", 0, 400),
    "muted": _Look("", "sunken", "sunken", "", "text_muted", 10, 500),
    "infusion": _Look("", "infusion_tint", "infusion_tint", "", "infusion", 10),
    "infusion_soft": _Look("surface", "infusion_tint", "infusion_tint", "border", "infusion"),
    "danger": _Look("surface", "danger_tint", "danger_tint", "danger_line", "danger"),
}
KINDS = tuple(_LOOKS)


def look_of(kind: str) -> _Look:
    """For a button that draws its own words on the common ground."""
    return _LOOKS[kind]


class _Pressable(Checkable, QPushButton):
    """A painted push button that knows whether the pointer is over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does; held down it presses once."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _paint_ground(self, painter: QPainter, look: _Look) -> str:
        """Fill and edge; returns the ink for what stands on it."""
        now, rect = theme(), QRectF(self.rect())
        if not self.isEnabled():
            fill = now.color("sunken") if look.fill else None
            box(painter, rect, now.radius("button"), fill)
            return "text_faint"
        token = look.pressed if self.isDown() else look.hover if self._over else look.fill
        edge = now.color(look.edge) if look.edge else None
        box(painter, rect, now.radius("button"), now.color(token) if token else None, edge)
        return look.ink


class Button(_Pressable):
    """A word on a button, with an icon before or after it and the key that does the same."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        icon: str = "",
        *,
        trailing_icon: str = "",
        key_hint: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._kind, self._icon, self._trailing = kind, icon, trailing_icon
        self._hint, self._large = key_hint, large
        named(self, text, key_hint)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_large(self, large: bool) -> None:
        """48 high instead of 40."""
        self._large = large
        self.updateGeometry()
        self.update()

    def set_key_hint(self, hint: str) -> None:
        self._hint = hint
        self.updateGeometry()
        self.update()

    @property
    def kind(self) -> str:
        return self._kind

    def sizeHint(self) -> QSize:
        px, look = theme().px, _LOOKS[self._kind]
        height = 48 if self._large else 40
        padding = 20 if self._large else look.padding
        return QSize(max(px(40), 2 * px(padding) + self._content_width()), px(height))

    def _content_width(self) -> int:
        px = theme().px
        total = width_of(self.text(), self._font()) + 2
        for part in (self._icon, self._trailing):
            total += px(26) - px(2) if part else 0
        return total + (self._hint_width() + px(10) if self._hint else 0)

    def _font(self) -> QFont:
        if self._large:
            return theme().font("row", 600)
        return theme().font("body", _LOOKS[self._kind].weight)

    def _hint_width(self) -> int:
        return width_of(self._hint, theme().font("caption", 500)) + (
            0 if self._kind == "primary" else theme().px(12)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        ink = self._paint_ground(painter, _LOOKS[self._kind])
        middle = self.height() / 2
        left = max(0.0, (self.width() - self._content_width()) / 2)
        if self._icon:
            draw_icon(painter, self._icon, ink, 18, left - px(2), middle)
            left += px(24)
        room = width_of(self.text(), self._font()) + 2
        room = int(min(room, self.width() - max(0, left)))
        words(painter, QRectF(left, 0, room, self.height()), self.text(), self._font(), now.color(ink))
        left += room
        if self._trailing:
            draw_icon(painter, self._trailing, ink, 18, left + px(8), middle)
            left += px(24)
        if self._hint:
            self._paint_hint(painter, left + px(10), ink)

    def _paint_hint(self, painter: QPainter, left: float, ink: str) -> None:
        now, px = theme(), theme().px
        place = QRectF(left, (self.height() - px(20)) / 2, self._hint_width(), px(20))
        if self._kind != "primary":
            box(painter, place, px(4), now.color("bg"), now.color("border"))
            ink = "text_muted"
        centre = Qt.AlignmentFlag.AlignCenter
        words(painter, place, self._hint, now.font("caption", 500), now.color(ink), centre)


class IconButton(_Pressable):
    """An icon alone, 40 by 40: back arrow, chevrons, row overflow. The name is its tool tip too."""

    def __init__(
        self, icon: str, name: str, kind: str = "soft", *, size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._kind, self._px = icon, kind, size
        self.set_name(name)

    def set_name(self, name: str) -> None:
        named(self, name)
        set_tip(self, name)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(40), theme().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        ink = self._paint_ground(painter, _LOOKS[self._kind])
        draw_icon(
            painter, self._icon, ink, self._px, (self.width() - theme().px(self._px)) / 2, self.height() / 2
        )
