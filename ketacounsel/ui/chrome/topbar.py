"""The top bar: where we are, search, client view and whether everything is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ketacounsel.ui.chrome.saved import SavedStatus
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.chip import Chip, IconLabel
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, width_of, words
from ketacounsel.ui.widgets.text import ElidedText, HeadingLabel

HEIGHT = 64
NARROW, SHORT = 860, 1040


class SearchBox(QPushButton):
    """Looks like a field, opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._short = False
        self.set_short(False)
        self.setAccessibleName("Search or run a command")
        self.setAccessibleDescription("Ctrl K")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_short(self, short: bool) -> None:
        """Leave room for the place where we are."""
        self._short = short
        self.setText("Search" if short else "Search or run a command")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180 if self._short else 300), theme().px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        rect = QRectF(self.rect())
        fill = now.color("hover" if self.underMouse() else "surface")
        box(painter, rect, now.radius("input"), fill, now.color("border"))
        middle = rect.height() / 2
        draw_icon(painter, "search", "text_faint", 18, px(12), middle)
        hint_font = now.font("caption", 500)
        hint = width_of("Ctrl K", hint_font) + px(12)
        place = QRectF(rect.width() - px(8) - hint, middle - px(10), hint, px(20))
        box(painter, place, px(4), now.color("bg"), now.color("border"))
        words(painter, place, "Ctrl K", hint_font, now.color("text_muted"), Qt.AlignmentFlag.AlignCenter)
        room = QRectF(px(40), 0, place.left() - px(48), rect.height())
        words(painter, room, self.text(), now.font("body"), now.color("text_faint"))


class TopBar(QFrame):
    """64 high. A title, or a trail of places of which the last is here.

    Signals:
        search_requested: the search box was pressed.
        client_view_requested: Client view was pressed.
        crumb_requested: the index of an earlier place of the trail.
    """

    search_requested = Signal()
    client_view_requested = Signal()
    crumb_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = SavedStatus()
        self._where = row(gap=4)
        self._chip = Chip()
        self._chip.hide()
        self.search = SearchBox()
        self._search_icon = IconButton("search", "Search or run a command, Ctrl K")
        self.client_view = Button("Client view", "soft", "client_view", key_hint="F9")
        self._view_icon = IconButton("eye-off", "Client view, F9")
        for opener in (self.search, self._search_icon):
            opener.clicked.connect(self.search_requested)
        for cover in (self.client_view, self._view_icon):
            cover.clicked.connect(self.client_view_requested)
        bar = row(gap=12, margins=(32, 0, 32, 0))
        bar.addLayout(self._where)
        bar.put(self._chip, None)
        bar.put(self.search, self._search_icon, self.client_view, self._view_icon, self.saved)
        self.setLayout(bar)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_narrow(False)
        self._rescale()
        hub().changed.connect(self._rescale)

    def set_title(self, title: str) -> None:
        """A place of its own: Today's date, Clients."""
        empty(self._where)
        self._where.addWidget(HeadingLabel(title, "page"))

    def set_trail(self, places: Sequence[str]) -> None:
        """Clients › Maren Ostrowski: all but the last can be pressed."""
        empty(self._where)
        for index, place in enumerate(places[:-1]):
            step = Button(place, "trail")
            step.clicked.connect(lambda _=False, at=index: self.crumb_requested.emit(at))
            self._where.put(step, IconLabel("chevron-right", "text_faint", 16))
        here = ElidedText(places[-1], "body", "text", 500)
        here.setIndent(theme().px(4))
        self._where.addWidget(here)

    def set_chip(self, text: str, kind: str = "warning", icon: str = "") -> None:
        """A state beside the title; no words, no chip."""
        self._chip.set_state(text, kind, icon)

    def set_narrow(self, narrow: bool) -> None:
        """Small windows and large interface sizes: icons instead of words."""
        self.search.setVisible(not narrow)
        self.client_view.setVisible(not narrow)
        self._search_icon.setVisible(narrow)
        self._view_icon.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / theme().scale
        self.set_narrow(room < NARROW)
        self.search.set_short(room < SHORT)

    def _rescale(self) -> None:
        self.setFixedHeight(theme().px(HEIGHT))
