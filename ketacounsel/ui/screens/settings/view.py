"""Settings: a list of pages at the left, cards beside it. Changes take effect at once; there is no Apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from ketacounsel.core.changes import Topic
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.settings.audit_page import AuditPage
from ketacounsel.ui.screens.settings.crisis_page import CrisisPage
from ketacounsel.ui.screens.settings.look_page import LookPage
from ketacounsel.ui.screens.settings.plain_pages import AboutPage, KeyboardPage
from ketacounsel.ui.screens.settings.rows import PlaceButton, SettingsPage
from ketacounsel.ui.screens.settings.security_page import SecurityPage
from ketacounsel.ui.screens.settings.you_page import YouPage
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.field import ComboField
from ketacounsel.ui.widgets.layout import Box, column, holder, row, scrolled

LIST, FOLD = 248, 860
MARGIN, BAR = 32, 14


@dataclass(frozen=True, slots=True)
class Place:
    """One page of Settings."""

    key: str
    title: str
    icon: str
    make: Callable[[Desk], SettingsPage]


PLACES = (
    Place("you", "You and practice", "user-round", YouPage),
    Place("security", "Security and backups", "shield", SecurityPage),
    Place("audit", "Audit", "history", AuditPage),
    Place("look", "Appearance and text size", "eye", LookPage),
    Place("crisis", "Safety and crisis lines", "life-buoy", CrisisPage),
    Place("keyboard", "Keyboard", "keyboard", KeyboardPage),
    Place("about", "About", "info", AboutPage),
)
KEYS = tuple(place.key for place in PLACES)


class SettingsScreen(Screen):
    """Pages are made when they are first opened."""

    shows = frozenset({Topic.PRACTICE})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._pages: dict[str, SettingsPage] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._open = ""
        self.buttons = {place.key: PlaceButton(place.title, place.icon) for place in PLACES}
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _=False, key=key: self.open_page(key))
        self._list = holder(column(*self.buttons.values(), None, gap=4))
        self._list.setAccessibleName("Pages of Settings")
        self._combo = ComboField("Page of Settings", [place.title for place in PLACES])
        self._combo.chosen.connect(lambda at: self.open_page(KEYS[at]))
        self._stack = QStackedWidget()
        right = column(row(self._combo, margins=(0, 0, MARGIN, 0)), gap=12)
        right.addWidget(self._stack, 1)
        whole = row(self._list, gap=24, margins=(MARGIN, 4, 0, 0))
        whole.addLayout(right, 1)
        self.setLayout(whole)
        self._fold()
        hub().changed.connect(self._fold)

    # -- coming and going -----------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        self.open_page(go.tab if go.tab in KEYS else self._open or KEYS[0])
        chosen = self.buttons[self._open]
        (self._combo if self._list.isHidden() else chosen).setFocus()

    def open_page(self, key: str) -> None:
        """Show a page, with what is stored now."""
        if key not in self._pages:
            self._make(key)
        self._open = key
        self._pages[key].reread()
        self._stack.setCurrentWidget(self._areas[key])
        for name, button in self.buttons.items():
            button.setChecked(name == key)
        self._combo.select(KEYS.index(key))

    def page(self) -> SettingsPage:
        """The page that is open."""
        return self._pages[self._open]

    def reread(self) -> None:
        if self._open:
            self.page().reread()

    def heading(self) -> Heading:
        return Heading("Settings")

    def acts(self) -> tuple[Act, ...]:
        places = tuple(Act(place.title, partial(self.open_page, place.key)) for place in PLACES)
        return (*self.page().acts(), *places) if self._open else places

    def regions(self) -> tuple[QWidget, ...]:
        return (self._list, self._combo, self._stack)

    def place(self) -> Mapping[str, object]:
        return {"page": self._open}

    def return_to(self, place: Mapping[str, object]) -> None:
        key = place.get("page")
        if isinstance(key, str) and key in KEYS:
            self.open_page(key)

    # -- pixels ---------------------------------------------------------------------------------

    def _make(self, key: str) -> None:
        page = PLACES[KEYS.index(key)].make(self.desk)
        if isinstance(page, CrisisPage):
            page.undo_offered.connect(self.undo_offered)
        if isinstance(page, SecurityPage):
            page.undo_offered.connect(self.undo_offered)
            page.data_key_agreed.connect(lambda: self.go_requested.emit(Go("data key")))
            page.restore_requested.connect(lambda path: self.go_requested.emit(Go("restore", thing=path)))
        page.setMaximumWidth(theme().px(page.widest))
        line = row(gap=0, margins=(0, 3, MARGIN, 24))
        line.addWidget(page, 10_000)
        line.put(None)
        area = scrolled(holder(line))
        area.verticalScrollBar().rangeChanged.connect(lambda: _keep_right_edge(line, area))
        self._pages[key], self._areas[key] = page, area
        self._stack.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """In little room the list becomes a field above the cards."""
        narrow = self.width() / theme().scale < FOLD
        self._list.setVisible(not narrow)
        self._combo.setVisible(narrow)
        self._list.setFixedWidth(theme().px(LIST))
        for page in self._pages.values():
            page.setMaximumWidth(theme().px(page.widest))


def _keep_right_edge(line: Box, area: QScrollArea) -> None:
    """The bar stands in the margin, so that the cards end where the field above them ends."""
    bar = area.verticalScrollBar()
    line.set_margins((0, 3, MARGIN - (BAR if bar.maximum() > 0 else 0), 24))
