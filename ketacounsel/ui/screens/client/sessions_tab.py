"""Sessions and notes: one list, grouped by infusion; Enter opens the note, or the session without one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ketacounsel.core.notes import NoteHead
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.screens.client.session_words import FILTERS, groups, passes, row_view
from ketacounsel.ui.screens.client.tab import TabPage
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.empty_state import EmptyState
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import column, holder
from ketacounsel.ui.widgets.rows import RowList

NOTHING = {
    "Drafts": "No draft waits. Every note is signed, or not begun.",
    "Signed": "No note is signed yet.",
    "With addenda": "No signed note has an addendum.",
}


class SessionsTab(TabPage):
    """Every session of the client with the state of its note."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._work: Workspace | None = None
        self._notes: dict[str, NoteHead] = {}
        self.filter = Segmented(FILTERS, "Which notes", counts=("",) * len(FILTERS))
        self.filter.select(0)
        self.filter.chosen.connect(lambda _: self._show())
        self.book = Button("Book a session…", "secondary", "calendar-check")
        self.book.clicked.connect(self._book)
        self.lists: list[RowList] = []
        self._page = Page(gap=16)
        head = FlowLayout(12, 8)
        head.addWidget(self.filter)
        head.addWidget(self.book)
        self._groups = column(gap=16)
        self._page.head.put(12, holder(head))
        self._page.main.put(self._groups)
        self.setLayout(column(self._page, gap=0))

    def show_workspace(self, workspace: Workspace) -> None:
        self._work = workspace
        heads = self.desk.notes.heads(workspace.client.id)
        self._notes = {one.session_id: one for one in heads if one.session_id}
        counts = [sum(passes(wanted, self._note(head)) for head in workspace.sessions) for wanted in FILTERS]
        self.filter.set_counts([str(count) if count else "" for count in counts])
        self.book.setVisible(workspace.client.details.status != "discharged")
        self._show()

    def _note(self, head: SessionHead) -> NoteHead | None:
        return self._notes.get(head.id)

    def _show(self) -> None:
        if self._work is None:
            return
        had = next((one.view.key for lines in self.lists for one in lines.buttons() if one.hasFocus()), "")
        empty(self._groups)
        self.lists = []
        wanted = FILTERS[max(0, self.filter.index())]
        shown = [head for head in self._work.sessions if passes(wanted, self._note(head))]
        for title, heads in groups(shown, self._work.infusions):
            self._add_group(title, heads)
        if not shown:
            self._groups.put(self._nothing(wanted))
        if had:
            self.select(had)

    def _add_group(self, title: str, heads: tuple[SessionHead, ...]) -> None:
        card, lines = Card(title, dense=True, rows=True), RowList(title)
        lines.set_rows([row_view(head, self._note(head)) for head in heads])
        lines.opened.connect(self.open)
        card.body.put(lines)
        self.lists.append(lines)
        self._groups.put(card)

    def _nothing(self, wanted: str) -> EmptyState:
        if wanted in NOTHING:
            return EmptyState("Nothing here", NOTHING[wanted], icon="file-text")
        return EmptyState(
            "No sessions yet", "Book the first one, or start a session now.", icon="notebook-pen"
        )

    # -- acting ---------------------------------------------------------------------------------

    def open(self, session_id: str) -> None:
        """The note; without one the session; a booked session can be moved."""
        heads = self._work.sessions if self._work is not None else ()
        head = next((one for one in heads if one.id == session_id), None)
        if head is None or head.state == "cancelled":
            return
        if head.state == "booked":
            open_booking(self.desk, head.client_id, self, booked=head)
        elif head.note_id:
            self.go_requested.emit(Go("note", client_id=head.client_id, thing=head.note_id))
        else:
            self.go_requested.emit(Go("session", client_id=head.client_id, thing=head.id))

    def select(self, session_id: str) -> None:
        """Put the keyboard on one session."""
        for lines in self.lists:
            for button in lines.buttons():
                if button.view.key == session_id:
                    self._groups.activate()
                    button.show()
                    button.setFocus()

    def arrive(self, go: Go) -> None:
        if go.thing:
            self.filter.select(0)
            self._show()
            self.select(go.thing)

    def focus_first(self) -> None:
        first = self.lists[0].buttons() if self.lists else []
        (first[0] if first else self.book).setFocus()

    def acts(self) -> tuple[Act, ...]:
        return tuple(
            Act(f"Show {name.lower()} notes" if at else "Show all sessions", partial(self._filter, at))
            for at, name in enumerate(FILTERS)
        )

    def _filter(self, at: int) -> None:
        self.filter.select(at)
        self._show()

    def _book(self) -> None:
        if self._work is not None:
            open_booking(self.desk, self._work.client.id, self)

    def place(self) -> Mapping[str, object]:
        return {"filter": self.filter.index(), "scroll": self._page.area.verticalScrollBar().value()}

    def return_to(self, place: Mapping[str, object]) -> None:
        at, scroll = place.get("filter"), place.get("scroll")
        self._filter(at if isinstance(at, int) and 0 <= at < len(FILTERS) else 0)
        self._page.area.verticalScrollBar().setValue(scroll if isinstance(scroll, int) else 0)
