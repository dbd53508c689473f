"""Clients: filter, sort, open, add."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ketacounsel.core.changes import Topic
from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.clients.add_client import open_add_client
from ketacounsel.ui.screens.clients.model import SORTS, ClientModel
from ketacounsel.ui.screens.clients.table import ClientHeads, ClientList, columns_for
from ketacounsel.ui.theme import hub, theme
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
NOBODY = (
    ("No clients yet", "Add a client to begin; a name is enough."),
    ("Nobody is in the 24–72 hour window", "After an infusion a client appears here."),
    (
        "Nobody needs attention now",
        "Safety follow-ups, windows without a session, notes and measures come here.",
    ),
    ("Nobody was discharged", "A client’s status is changed under Details."),
)
SHOW, MOST_FOUND = "Show", 99
FOLD_TOOLS, FOLD_WORDS, WORDS_W, ANY_WIDTH = 1060, 700, 260, 16_777_215


class ClientsScreen(Screen):
    """Everybody, one line each."""

    shows = frozenset(Topic)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._filter, self._all = 0, 0
        self._model = ClientModel(desk.zone, self)
        self._segments = Segmented(
            [label for _, label in FILTERS], "Which clients", counts=["0"] * len(FILTERS)
        )
        self._words = TextField(
            "Filter this list", placeholder="Filter this list", icon="list-filter", soft=True
        )
        self._segments.select(self._filter)
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
        self._upper, self._lower = row(gap=12), row(gap=12)
        self._nothing = holder(
            column(self._empty, row(None, self._empty_act, None), gap=0, margins=(0, 0, 0, 32))
        )
        self._heads = ClientHeads(self._list)
        card = QFrame()
        card.setProperty("role", "card")
        card.setLayout(column(self._heads, self._list, self._nothing, gap=0, margins=(1, 1, 1, 8)))
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        tools = column(self._upper, self._lower, gap=8)
        self.setLayout(
            column(tools, card, row(self._foot, None, self._mark), None, gap=16, margins=(32, 0, 32, 16))
        )
        self._tight: bool | None = None
        self.setMinimumWidth(1)  # it folds: what stands in one line now does not hold the window open
        self._fold()
        hub().changed.connect(self._fold)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """With little room the filters stand in a line of their own."""
        tight = self.width() < theme().px(FOLD_TOOLS)
        self._words.setMaximumWidth(ANY_WIDTH if tight else theme().px(WORDS_W))
        if tight != self._tight:
            self._tight = tight
            self._place_tools(tight=tight)
        self._sorted.setVisible(self.width() >= theme().px(FOLD_WORDS))
        self._show_mark()

    def _place_tools(self, *, tight: bool) -> None:
        for line in (self._upper, self._lower):
            while line.takeAt(0) is not None:
                pass
        self._upper.put(self._segments)
        tools = self._lower if tight else self._upper
        if tight:
            self._upper.put(None)
        tools.addWidget(self._words, 1)
        if not tight:
            tools.put(None)
        tools.put(self._sorted, self._sort, self._add)

    def _connect(self) -> None:
        self._segments.chosen.connect(self._on_filter)
        self._words.text_edited.connect(self._on_words)
        self._list.opened.connect(self._open)
        self._list.letter_typed.connect(self._begin_filter)
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
        rows, counts = self.desk.clients.listing(FILTERS[self._filter][0], now)
        self._all = counts.get("all", 0)
        self._segments.set_counts([str(counts.get(key, 0)) for key, _ in FILTERS])
        self._model.put(rows, now)
        self._choose(chosen)
        self._show_state()

    def heading(self) -> Heading:
        return Heading("Clients")

    def acts(self) -> tuple[Act, ...]:
        return (
            Act("Add client", self._add_client, "Ctrl+N"),
            Act("Filter this list", self._words.setFocus, "Ctrl+F"),
            Act("Sort", self._show_sorts),
        )

    def main_act(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self._open(index)

    def regions(self) -> tuple[QWidget, ...]:
        return self._segments, self._list

    def place(self) -> Mapping[str, object]:
        return {"filter": self._filter, "chosen": self._chosen()}

    def return_to(self, place: Mapping[str, object]) -> None:
        wanted = place.get("filter")
        if isinstance(wanted, int) and 0 <= wanted < len(FILTERS) and wanted != self._filter:
            self._segments.select(wanted)
            self._on_filter(wanted)
        self._choose(str(place.get("chosen", "")))

    def _show_state(self) -> None:
        count, label = self._model.rowCount(), FILTERS[self._filter][1].lower()
        self._foot.setText(foot_words(count, self._filter))
        for part in (self._list, self._heads):
            part.setVisible(count > 0)
        self._show_mark()
        self._nothing.setVisible(count == 0)
        if count == 0:
            self._explain_nothing(label)

    def _show_mark(self) -> None:
        """The dashed line is explained where it is drawn."""
        drawn = any(column.key == "scores" for column, _, _ in columns_for(self.width() - theme().px(64)))
        self._mark.setVisible(drawn and self._model.rowCount() > 0)

    def _explain_nothing(self, label: str) -> None:
        """Say why the list is empty, and offer the one thing that helps."""
        typed = self._words.text().strip()
        if not typed:
            self._empty.set_words(*NOBODY[self._filter])
            self._empty_act.set_text("Add client")
            self._empty_act.setVisible(self._filter == 0)
            return
        kind = f"{label} client" if self._filter in (0, 3) else "client here"
        words = f"No {kind} matches “{typed}”."
        elsewhere = self._among_discharged(typed)
        self._empty.set_words(words, elsewhere)
        self._empty_act.set_text(SHOW if elsewhere else f"Add client “{typed}”")
        self._empty_act.setVisible(True)

    def _among_discharged(self, typed: str) -> str:
        """ "1 discharged client does." Empty when nobody else answers to it."""
        if self._filter == 3:
            return ""
        gone = [found for found in self.desk.clients.find(typed, MOST_FOUND) if found[3] == "discharged"]
        if not gone:
            return ""
        return f"{len(gone)} discharged {'client does' if len(gone) == 1 else 'clients do'}."

    def _on_filter(self, at: int) -> None:
        self._filter = at
        self.reread()

    def _on_words(self, words: str) -> None:
        self._model.filter(words)
        self._choose("")
        self._show_state()

    def _open(self, index: QModelIndex) -> None:
        self.go_requested.emit(Go("client", client_id=self._model.row_at(index).client_id))

    def _on_empty_act(self) -> None:
        if self._empty_act.text() == SHOW:
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

    def open_again(self, kind: str, *ids: str) -> None:
        if kind == "client":
            self._add_client()

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
        """In the filter field Down goes to the list, Enter opens the first row, Esc shows all again."""
        if watched is not self._words or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        key, index = event.key(), self._list.currentIndex()
        if key == Qt.Key.Key_Down:
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.isValid() and self._model.rowCount():
                self._open(index)
        elif key == Qt.Key.Key_Escape and self._words.text():
            self._set_words("")
        else:
            return False
        return True

    def _begin_filter(self, letter: str) -> None:
        """A letter on the list goes to the filter field."""
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_words(letter)

    def _set_words(self, words: str) -> None:
        self._words.setText(words)
        self._on_words(words)


def foot_words(count: int, which: int) -> str:
    """ "11 active clients", "3 clients in the window", "1 client needs attention"."""
    noun = "client" if count == 1 else "clients"
    return (
        f"{count} active {noun}",
        f"{count} {noun} in the window",
        f"{count} {noun} need{'s' if count == 1 else ''} attention",
        f"{count} discharged {noun}",
    )[which]
