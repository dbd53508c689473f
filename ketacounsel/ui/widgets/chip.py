"""Chips: a state in an icon and a word, never in colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, width_of, words

_LOOKS = {
    "neutral": ("sunken", "text_muted", ""),
    "calm": ("accent_tint", "accent", ""),
    "infusion": ("infusion_tint", "infusion", ""),
    "warning": ("warning_tint", "warning", ""),
    "danger": ("danger_tint", "danger", ""),
    "outline": ("", "text_muted", "border"),
    "surface": ("surface", "accent", ""),
}


def chip_width(text: str, icon: str = "") -> int:
    px = theme().px
    width = 2 * px(10) + width_of(text, theme().font("caption", 500)) + 1
    return max(px(24), width + (px(20) if icon else 0))


def paint_chip(painter: QPainter, rect: QRectF, text: str, kind: str, icon: str = "") -> None:
    """For delegates too; `rect` is chip_width() by 24."""
    now, px = theme(), theme().px
    fill, ink, edge = _LOOKS[kind]
    box(
        painter, rect, rect.height() / 2, now.color(fill) if fill else None, now.color(edge) if edge else None
    )
    font, colour = now.font("caption", 500), now.color(ink)
    if icon:
        draw_icon(painter, icon, ink, 14, rect.left() + px(10), rect.center().y())
        words(painter, rect.adjusted(px(30), 0, -px(8), 0), text, font, colour)
    else:
        words(painter, rect, text, font, colour, Qt.AlignmentFlag.AlignCenter)


def paint_avatar(painter: QPainter, rect: QRectF, initials: str, kind: str = "neutral") -> None:
    """Initials in a circle; kinds neutral, calm and surface."""
    now = theme()
    fill, ink, _ = _LOOKS[kind]
    box(painter, rect, rect.height() / 2, now.color(fill))
    font = now.font("section" if rect.height() >= now.px(48) else "small", 600)
    words(painter, rect, initials, font, now.color(ink), Qt.AlignmentFlag.AlignCenter)


class Chip(QLabel):
    """A word in a pill: kinds neutral, calm, infusion, warning, danger, outline, surface."""

    def __init__(
        self, text: str = "", kind: str = "neutral", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon = kind, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, text: str, kind: str, icon: str = "") -> None:
        """Change word, kind and icon together; an empty word hides the chip."""
        self._kind, self._icon = kind, icon
        self.setText(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    @property
    def kind(self) -> str:
        return self._kind

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.text(), self._icon), theme().px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(painter_on(self), QRectF(self.rect()), self.text(), self._kind, self._icon)


class StatusChip(Chip):
    """A chip for a state of something; the same drawing under the name screens look for."""


class KeyHint(QLabel):
    """The key that does the same, in a small box."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(width_of(self.text(), theme().font("caption", 500)) + 2 * px(6) + 1, px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = painter_on(self)
        rect = QRectF(self.rect())
        box(painter, rect, now.px(4), now.color("bg"), now.color("border"))
        centre = Qt.AlignmentFlag.AlignCenter
        words(painter, rect, self.text(), now.font("caption", 500), now.color("text_muted"), centre)


class IconLabel(QLabel):
    """An icon beside a word that says the same; screen readers skip it."""

    def __init__(
        self, icon: str, tone: str = "text_muted", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._icon, self._tone, self._px = icon, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, tone: str) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._px), theme().px(self._px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._icon:
            draw_icon(painter_on(self), self._icon, self._tone, self._px, 0, self.height() / 2)


class Avatar(QLabel):
    """Initials in a circle. The name stands beside it, so it is silent to screen readers."""

    def __init__(
        self, initials: str, size: int = 36, *, calm: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._initials, self._px, self._calm = initials, size, calm
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_initials(self, initials: str) -> None:
        self._initials = initials
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._px), theme().px(self._px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(
            painter_on(self), QRectF(self.rect()), self._initials, "calm" if self._calm else "neutral"
        )
