"""The navigation rail: a few places, always labelled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ketacounsel.ui.chrome.mark import Mark
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.layout import column
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, words

PLACES = {
    "today": ("Today", "today"),
    "clients": ("Clients", "clients"),
    "calendar": ("Calendar", "calendar"),
    "templates": ("Templates", "templates"),
    "reports": ("Reports", "reports"),
    "settings": ("Settings", "settings"),
    "lock": ("Lock", "lock"),
}
WIDTH = 88


class RailButton(Checkable, QPushButton):
    """An icon over a word, 72 by 60."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text, self._icon = PLACES[key]
        self.key = key
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(key != "lock")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)

    def focus_radius(self) -> int:
        return 10

    def sizeHint(self) -> QSize:
        return QSize(theme().px(72), theme().px(60))

    def minimumSizeHint(self) -> QSize:
        """In a low window the rail closes up."""
        return QSize(theme().px(72), theme().px(44))

    def nextCheckState(self) -> None:
        """Only the shell says where we are."""

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on:
            box(painter, rect, px(10), now.color("accent_tint"), now.color("accent_line"))
        elif self.underMouse():
            box(painter, rect, px(10), now.color("hover"))
        ink = "accent" if on else "text_muted"
        middle = rect.height() / 2
        draw_icon(painter, self._icon, ink, 22, (rect.width() - px(22)) / 2, middle - px(10))
        place = QRectF(0, middle + px(5), rect.width(), px(16))
        centre = Qt.AlignmentFlag.AlignCenter
        words(painter, place, self.text(), now.font("caption", 600 if on else 500), now.color(ink), centre)


class Rail(QFrame):
    """Today, Clients and what else this practice uses; below, Settings and Lock.

    Signals:
        place_requested: the key of a place ("today", "clients", ..., "settings").
        lock_requested: Lock was pressed.
    """

    place_requested = Signal(str)
    lock_requested = Signal()

    def __init__(self, places: Sequence[str] = ("today", "clients"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName("Places")
        shown = [*places, "settings", "lock"]
        self._buttons = {key: RailButton(key) for key in shown}
        centre = Qt.AlignmentFlag.AlignHCenter
        lay = column(gap=4, margins=(7, 14, 8, 14))
        lay.addWidget(Mark(36), 0, centre)
        lay.addSpacing(theme().px(18))
        for key, button in self._buttons.items():
            if key == "settings":
                lay.addStretch(1)
            lay.addWidget(button, 0, centre)
            button.clicked.connect(self._on_clicked)
        self.setLayout(lay)
        self._rescale()
        hub().changed.connect(self._rescale)

    def set_current(self, key: str) -> None:
        """Mark where we are; an unknown key marks nothing."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def button(self, key: str) -> RailButton:
        return self._buttons[key]

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, RailButton):
            if sender.key == "lock":
                self.lock_requested.emit()
            else:
                self.place_requested.emit(sender.key)

    def _rescale(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))
