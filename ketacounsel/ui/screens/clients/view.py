"""Clients: filter, sort, open, add."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from ketacounsel.core.changes import Topic
from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.clients.add_client import open_add_client
from ketacounsel.ui.screens.clients.model import SORTS, ClientModel
from ketacounsel.ui.screens.clients.table import ClientHeads, ClientList
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.empty_state import EmptyState
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.text import Text

FILTERS = (
    ("active", "Active"),
    ("in_window", "In window"),
    ("attention", "Needs attention"),
    ("discharged", "Discharged"),
)


class ClientsScreen(Screen):
    """Everybody, one line each."""

    shows = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._filter = 0
        self._model = ClientModel(desk.zone, self)
        self._segments = Segmented(
            [label for _, label in FILTERS], "Which clients", counts=["0"] * len(FILTERS)
        )
        self._words = TextField(
            "Filter this list", placeholder="Filter this list", icon="list-filter", soft=True
        )
        self._sorted = Text(f"Sorted by {SORTS[0]}", "small", "muted")
        self._list = ClientList()
        self._list.setModel(self._model)
        self._empty_act = Button("Add client", "secondary")
        self._empty = EmptyState("", "")
        self._foot, self._mark = (
            Text("", "small", "muted"),
            Text("Dashed line marks PHQ-9 of 10", "small", "muted"),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._sort = Button("Sort", "soft", "arrow-up-down")
        self._add = Button("Add client", "primary", "user-round-plus")
        tools = row(self._segments, gap=12)
        tools.addWidget(self._words, 1)
        self._words.setMaximumWidth(320)
        tools.put(None, self._sorted, self._sort, self._add)
        self._nothing = holder(column(None, self._empty, row(None, self._empty_act, None), None, gap=12))
        card = QFrame()
        card.setProperty("role", "card")
        inside = column(ClientHeads(self._list), gap=0, margins=(1, 1, 1, 8))
        inside.addWidget(self._list, 1)
        inside.addWidget(self._nothing, 1)
        card.setLayout(inside)
        page = column(tools, gap=16, margins=(32, 0, 32, 16))
        page.addWidget(card, 1)
        page.put(row(self._foot, None, self._mark))
        self.setLayout(page)

    def _connect(self) -> None:
        self._segments.chosen.connect(self._on_filter)
        self._words.text_edited.connect(self._on_words)
        self._list.opened.connect(self._open)
        self._list.clicked.connect(self._on_clicked)
        self._list.installEventFilter(self)
        self._words.installEventFilter(self)
        self._sort.clicked.connect(self._show_sorts)
        self._add.clicked.connect(self._add_client)
        self._empty_act.clicked.connect(self._on_empty_act)

    # -- showing --------------------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        self.reread()
        if go.act == "add":
            QTimer.singleShot(0, self, lambda: self._add_client(go.words))
        else:
            QTimer.singleShot(0, self, self._list.setFocus)

    def reread(self) -> None:
        """Read the list again; the chosen row stays chosen."""
        chosen = self._chosen()
        now = self.desk.clock()
        counts = self.desk.clients.counts(now)
        self._segments.set_counts([str(counts.get(key, 0)) for key, _ in FILTERS])
        self._model.put(self.desk.clients.rows(FILTERS[self._filter][0], now), now)
        self._choose(chosen)
        self._show_state()

    def heading(self) -> Heading:
        return Heading("Clients")

    def acts(self) -> tuple[Act, ...]:
        return (
            Act("Add client", self._add_client, "Ctrl+N"),
            Act("Filter this list", self._words.setFocus, "Ctrl+F"),
        )

    def place(self) -> Mapping[str, object]:
        return {"filter": self._filter, "chosen": self._chosen()}

    def return_to(self, place: Mapping[str, object]) -> None:
        wanted = place.get("filter")
        if isinstance(wanted, int) and 0 <= wanted < len(FILTERS):
            self._segments.select(wanted)
            self._on_filter(wanted)
        self._choose(str(place.get("chosen", "")))

    def _show_state(self) -> None:
        count = self._model.rowCount()
        label = FILTERS[self._filter][1].lower()
        noun = "client" if count == 1 else "clients"
        self._foot.setText(f"{count} {noun} {label}" if self._filter in (1, 2) else f"{count} {label} {noun}")
        self._list.setVisible(count > 0)
        self._nothing.setVisible(count == 0)
        self._mark.setVisible(count > 0)
        if count == 0:
            self._explain_nothing(label)

    def _explain_nothing(self, label: str) -> None:
        typed = self._words.text().strip()
        if not typed:
            self._empty.set_words(
                "No clients here yet", "Add a client to begin; a name and a birth date are enough."
            )
            self._empty_act.set_text("Add client")
            return
        others = [found for found in self.desk.clients.find(typed) if found[3] == "discharged"]
        words = f"No {label} client matches “{typed}”."
        if others and self._filter != 3:
            noun = "client does" if len(others) == 1 else "clients do"
            self._empty.set_words(words, f"{len(others)} discharged {noun}.")
            self._empty_act.set_text("Show")
        else:
            self._empty.set_words(words, "")
            self._empty_act.set_text(f"Add client “{typed}”")

    # -- acting ---------------------------------------------------------------------------------

    def _on_filter(self, at: int) -> None:
        self._filter = at
        self.reread()

    def _on_words(self, words: str) -> None:
        self._model.filter(words)
        self._choose("")
        self._show_state()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)

    def _open(self, index: QModelIndex) -> None:
        self.go_requested.emit(Go("client", client_id=self._model.row_at(index).client_id))

    def _on_empty_act(self) -> None:
        if self._empty_act.text() == "Show":
            self._segments.select(3)
            self._on_filter(3)
        else:
            self._add_client(self._words.text().strip())

    def _show_sorts(self) -> None:
        menu = Menu("Sort", self)
        for sort in SORTS:
            menu.add(sort[:1].upper() + sort[1:], partial(self._sort_by, sort))
        menu.open_below(self._sort)

    def _sort_by(self, sort: str) -> None:
        self._model.sort_by(sort)
        self._sorted.setText(f"Sorted by {sort}")

    def _add_client(self, name: str = "") -> None:
        open_add_client(self.desk, self, self._added, name if isinstance(name, str) else "")

    def _added(self, client_id: ClientId, plan: bool) -> None:
        tab = "infusions" if plan else ""
        self.go_requested.emit(Go("client", client_id=client_id, tab=tab, act="add" if plan else ""))

    def _chosen(self) -> str:
        index = self._list.currentIndex()
        return self._model.row_at(index).client_id if index.isValid() else ""

    def _choose(self, client_id: str) -> None:
        at = max(0, self._model.position_of(client_id))
        if self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(at, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched is self._list:
            return self._type_to_filter(event)
        if watched is self._words and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._list.setFocus()
            if event.key() != Qt.Key.Key_Down and self._list.currentIndex().isValid():
                self._open(self._list.currentIndex())
            return True
        return False

    def _type_to_filter(self, event: QKeyEvent) -> bool:
        """A letter on the list goes to the filter field."""
        modified = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if modified or not event.text().isprintable() or not event.text().strip():
            return False
        self._words.setFocus()
        self._words.setText(event.text())
        self._on_words(event.text())
        return True
