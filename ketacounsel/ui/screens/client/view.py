"""A client's workspace: the header, the tabs, and one page at a time under them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.ids import ClientId, InfusionId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.parts.add_infusion import open_add_infusion
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.client import tabs
from ketacounsel.ui.screens.client.header import AlertStrip, ClientHeader
from ketacounsel.ui.screens.client.tab import TabPage
from ketacounsel.ui.screens.client.viewmodel import ClientModel
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.field import ComboField
from ketacounsel.ui.widgets.layout import column, holder
from ketacounsel.ui.widgets.tabs import TabBar

FIRST = "overview"


class ClientScreen(Screen):
    """Everything about one client. Pages are made when their tab is first opened."""

    shows = frozenset(Topic)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model = ClientModel(desk)
        self._pages: dict[str, TabPage] = {}
        self._stale: set[str] = set()
        self._tab = FIRST
        self._first = self._make_first()
        self.header = ClientHeader()
        self.header.act_requested.connect(self._do)
        self._alert = AlertStrip()
        self.tabs = TabBar(list(tabs.TABS.values()), "Parts of this client’s record")
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.tabs.chosen.connect(lambda at: self.show_tab(tabs.NAMES[at]))
        self.tab_list = ComboField("Part of this client’s record", list(tabs.TABS.values()))
        self.tab_list.chosen.connect(lambda at: self.show_tab(tabs.NAMES[at]))
        self._tab_row = holder(column(self.tab_list, gap=0, margins=(32, 0, 32, 8)))
        self._stack = QStackedWidget()
        self.setLayout(column(self.header, self._alert, self.tabs, self._tab_row, self._stack, gap=0))
        desk.autosave.saved.connect(self._on_autosaved)
        hub().changed.connect(self._fold)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.activated.connect(lambda: self._do("add_infusion"))
        self._fold()

    # -- coming and going -----------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        client_id = ClientId(go.client_id) or self.model.client_id
        self.model.open(client_id)
        self._stale = set(tabs.NAMES)
        self._show_header()
        self.show_tab(go.tab or "overview")
        self.page.focus_first()
        self.page.arrive(go)
        if go.act in ("add", "book") and go.tab in ("", "infusions", "sessions"):
            self._do("add_infusion" if go.act == "add" else "book")

    @property
    def page(self) -> TabPage:
        """The page that is open."""
        return self._pages[self._tab]

    @property
    def tab(self) -> str:
        """The name of the open tab."""
        return self._tab

    def show_tab(self, name: str, *, focus: bool = False) -> None:
        """Open a tab; its page reads what it shows when it is first seen or facts have changed."""
        if self._tab in self._pages and name != self._tab:
            self.page.leave()
            if self._stale & {"header"}:
                self._reread_work()
        self._tab = name if name in tabs.TABS else "overview"
        page = self._page(self._tab)
        if self._tab in self._stale and self.model.work is not None:
            self._stale.discard(self._tab)
            page.show_workspace(self.model.work)
        at = tabs.NAMES.index(self._tab)
        self.tabs.select(at)
        self.tab_list.select(at)
        self._stack.setCurrentWidget(page)
        if focus:
            page.focus_first()

    def _page(self, name: str) -> TabPage:
        if name == FIRST:
            for _ in self._first:
                pass
        if name not in self._pages:
            self._add_page(name, tabs.make(name, self.desk, self._stack))
        return self._pages[name]

    def _add_page(self, name: str, page: TabPage) -> None:
        page.go_requested.connect(self._go)
        page.wrote.connect(self._on_wrote)
        page.undo_offered.connect(self.undo_offered)
        self._stack.addWidget(page)
        self._pages[name] = page
        self._stale.add(name)

    def make_ahead(self) -> Iterator[None]:
        """The first page; then what it shows is asked for once, since the first time takes longest."""
        yield from self._first
        step = 0
        while self.desk.clients.read_ahead(step):
            step += 1
            yield

    def _make_first(self) -> Iterator[None]:
        page = yield from tabs.overview_in_steps(self.desk, self._stack)
        self._add_page(FIRST, page)

    def _go(self, go: Go) -> None:
        """Another tab of this client is opened here; anything else is asked of the shell."""
        self.go_requested.emit(go)

    def leave(self) -> bool:
        return self.page.leave() if self._tab in self._pages else super().leave()

    # -- reading --------------------------------------------------------------------------------

    def reread(self) -> None:
        if self.model.work is not None:
            self._reread_work()
            self._show_page_again()

    def heard(self, topics: frozenset[Topic], by: object) -> None:
        if by is not self and topics & self.shows and self.model.work is not None:
            if self.isVisible():
                self.reread()
            else:
                self._stale |= {*tabs.NAMES, "header"}

    def _reread_work(self) -> None:
        """What is being typed goes to the disk first, so that what is read is never older than it."""
        self.desk.autosave.flush()
        self.model.open(self.model.client_id)
        self._stale = set(tabs.NAMES)
        self._show_header()

    def _show_page_again(self) -> None:
        if self._tab in self._pages and self.model.work is not None:
            self._stale.discard(self._tab)
            self.page.show_workspace(self.model.work)

    def _on_wrote(self, saved: Saved) -> None:
        self.desk.changes.announce(saved, by=self)
        self.reread()

    def _on_autosaved(self, saved: Saved) -> None:
        """A page wrote while typing: the others read again when they are opened."""
        if self.isVisible():
            self._stale |= {*tabs.NAMES, "header"} - {self._tab}
            if Topic.CLIENTS in saved.topics:
                self.model.reread_client()
                self._show_header()

    def _show_header(self) -> None:
        work = self.model.work
        if work is None:
            return
        self.header.show_model(self.model)
        self._alert.say(work.client.details.alert)
        for at, name in enumerate(tabs.NAMES):
            self.tabs.set_count(at, self.model.count(name))
        self._fold()
        self.heading_changed.emit(self.heading())

    def heading(self) -> Heading:
        name = self.model.work.client.name if self.model.work is not None else "Client"
        return Heading(name, (("Clients", Go("clients")),))

    # -- acting ---------------------------------------------------------------------------------

    def acts(self) -> tuple[Act, ...]:
        own = self.page.acts() if self._tab in self._pages else ()
        places = tuple(
            Act(words, partial(self.show_tab, name, focus=True)) for name, words in tabs.TABS.items()
        )
        if self.model.discharged:
            return (*own, Act("Reopen", lambda: self._do("reopen")), *places)
        start = Act("Start session", lambda: self._do("start"), "Ctrl+Return")
        add = Act("Add infusion", lambda: self._do("add_infusion"), "Ctrl+N")
        book = Act("Book a session", lambda: self._do("book"))
        return (*own, start, add, book, Act("Report", lambda: self._do("report")), *places)

    def main_act(self) -> None:
        if not (self._tab in self._pages and self.page.main_act()) and not self.model.discharged:
            self._do("start")

    def _do(self, act: str) -> None:
        client_id = self.model.client_id
        if not client_id:
            return
        if act == "start":
            self.go_requested.emit(self.model.start())
        elif act == "report":
            self.go_requested.emit(Go("report", client_id=client_id))
        elif act == "book":
            open_booking(self.desk, client_id, self)
        elif act == "reopen":
            self._reopen()
        elif not self.model.discharged:
            open_add_infusion(self.desk, client_id, self, self._on_added)

    def _on_added(self, infusion_id: InfusionId) -> None:
        """The sheet has told everybody; here the new infusion is shown behind it."""
        if self._tab == "infusions":
            self.page.arrive(Go("client", client_id=self.model.client_id, tab="infusions", thing=infusion_id))

    def _reopen(self) -> None:
        self._on_wrote(self.desk.clients.patch(self.model.client_id, {"status": "active"}))
        self.header.start.setFocus()

    # -- room -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.header.set_room(self.width() / theme().scale)
        fits = self.tabs.sizeHint().width() <= self.width()
        self.tabs.setVisible(fits)
        self._tab_row.setVisible(not fits)

    def regions(self) -> tuple[QWidget, ...]:
        return (self.header, self.tabs if self.tabs.isVisible() else self._tab_row, self._stack)

    def open_again(self, kind: str, *ids: str) -> None:
        self.page.open_again(kind, *ids)

    def place(self) -> Mapping[str, object]:
        within = dict(self.page.place()) if self._tab in self._pages else {}
        return {"tab": self._tab, "within": within}

    def return_to(self, place: Mapping[str, object]) -> None:
        self.show_tab(str(place.get("tab", "overview")))
        within = place.get("within")
        if isinstance(within, Mapping):
            self.page.return_to(within)
