"""The measure screen: a questionnaire in the counselor's table or in the client's hands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, SittingId
from ketacounsel.core.rescue_words import Trouble
from ketacounsel.core.sittings import Sitting
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go, Heading
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.measure.client_page import ClientPage
from ketacounsel.ui.screens.measure.table_page import TablePage
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.empty_state import EmptyState
from ketacounsel.ui.widgets.layout import column, holder, row

SCORED = frozenset({Topic.MEASURES, Topic.SAFETY})


class MeasureScreen(Screen):
    """Go("measure", client_id, thing=a sitting or a measure's id, act="table" | "client" | "paper")."""

    whole_window = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("page")
        self._client_id = ClientId("")
        self._sitting_id = SittingId("")
        self.table: TablePage | None = None
        self._saved = ""
        self.client_page: ClientPage | None = None
        self._body = column(gap=0)
        self.setLayout(self._body)

    # -- coming and going -----------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        self._client_id = ClientId(go.client_id)
        client = go.act == "client"
        measure = self.desk.measures.measures().get(go.thing)
        if measure is None:
            self._sitting_id = SittingId(go.thing)
            self._show(client=client)
            return
        refused = "" if go.act == "paper" else self._refused(go.thing)
        if refused:
            self._show_refusal(go.thing, refused)
            return
        mode = "client" if client else "table"
        self._sitting_id = self.desk.measures.begin(self._client_id, go.thing, None, mode)
        self._show(client=client)
        if go.act == "paper" and self.table is not None:
            self.table.ask_for_day()

    def _refused(self, measure_id: str) -> str:
        offers = self.desk.measures.offered(self._client_id, self.desk.clock())
        return next((one.reason for one in offers if one.measure_id == measure_id and not one.allowed), "")

    def _show(self, *, client: bool) -> None:
        sitting = self.desk.measures.get(self._sitting_id)
        self._client_id = sitting.client_id
        spoken = self.desk.measures.edition(sitting).asked_aloud
        empty(self._body)
        self.table = self.client_page = None
        if client and sitting.state == "open" and not spoken:
            self._show_client_page()
        else:
            self._show_table()

    def _show_client_page(self) -> None:
        page = ClientPage(self.desk, self._sitting_id)
        page.completed.connect(self._score)
        page.handed_back.connect(self._handed_back)
        self.client_page = page
        self.keeps_window = True
        self._body.addWidget(page)
        page.show()
        page.form.focus_first()

    def _show_table(self) -> None:
        page = TablePage(self.desk, self._sitting_id)
        page.back_requested.connect(self.go_back)
        page.hand_over_requested.connect(self._hand_over)
        page.finished.connect(self._finished)
        self.table = page
        if self._saved:
            page.saved.show_saved(self._saved)
        self.keeps_window = False
        self._body.addWidget(page)
        page.show()
        page.focus_first()

    def _show_refusal(self, measure_id: str, reason: str) -> None:
        """Within the hours after an infusion: an earlier form may still be entered."""
        empty(self._body)
        self.table = self.client_page = None
        title = self.desk.measures.measures()[measure_id].title
        back = Button("Back", "secondary")
        paper = Button("Enter an earlier form", "secondary", "file-text")
        go = Go("measure", client_id=self._client_id, thing=measure_id, act="paper")
        back.clicked.connect(self.go_back)
        paper.clicked.connect(lambda: self.arrive(go))
        state = EmptyState(f"{title} is not given now", reason, icon="clock")
        page = holder(column(None, state, row(None, back, paper, None, gap=8), None))
        self._body.addWidget(page)
        page.show()
        back.setFocus()

    # -- what the pages ask for -----------------------------------------------------------------

    def _hand_over(self) -> None:
        if self.desk.autosave.flush():
            self._show(client=True)

    def _score(self) -> None:
        """The client came to the end: the score is for the counselor, and nothing of it is shown here."""
        try:
            self._announce(self.desk.measures.finish(self._sitting_id))
        except KetaCounselError as refusal:
            self.desk.autosave.refused.emit(refusal)

    def _handed_back(self) -> None:
        self.keeps_window = False
        if self.client_page is not None:
            self.client_page.restore_size()
        self.go_back()

    def _finished(self, sitting: Sitting) -> None:
        self._announce(sitting)
        self.go_back()

    def _announce(self, sitting: Sitting) -> None:
        self.desk.changes.announce(Saved(self.desk.clock(), SCORED, id=sitting.id), by=self)

    def go_back(self) -> None:
        """To the session it belongs to while that runs, else to the client's measures."""
        self.desk.autosave.flush()
        if self._client_id:
            self._heed()
        sitting = self.desk.measures.get(self._sitting_id) if self._sitting_id else None
        running = self.desk.sessions.running()
        if sitting is not None and running is not None and sitting.session_id == running.id:
            self.go_requested.emit(Go("session", client_id=running.client_id, thing=running.id))
            return
        thing = self._sitting_id if sitting is not None and sitting.state == "done" else ""
        self.go_requested.emit(Go("client", client_id=self._client_id, tab="measures", thing=thing))

    def _heed(self) -> None:
        """What was answered counts for the client's safety, whether or not the last question was reached."""
        try:
            if self.desk.measures.heed_half_way(self._client_id):
                self.desk.changes.announce(Saved(self.desk.clock(), SCORED, id=self._sitting_id), by=self)
        except KetaCounselError as refusal:
            self.desk.autosave.refused.emit(refusal)

    # -- what the shell asks --------------------------------------------------------------------

    def heading(self) -> Heading:
        return Heading("Measure")

    def main_act(self) -> None:
        if self.table is not None:
            self.table.table.finish()

    def client_view(self) -> bool:
        """In the client's hands it is one already; F9 changes nothing."""
        return self.client_page is not None

    def show_saved(self, words: str) -> None:
        self._saved = words
        if self.table is not None:
            self.table.saved.show_saved(words)

    def show_not_on_disk(self, trouble: Trouble) -> None:
        if self.table is not None:
            self.table.saved.show_not_on_disk()

    def place(self) -> Mapping[str, object]:
        page = self.client_page
        where = -1 if page is None else page.form.at
        return {"client": page is not None, "at": where, "sitting": self._sitting_id}

    def return_to(self, place: Mapping[str, object]) -> None:
        """After a lock the client goes on at the same question."""
        at = place.get("at")
        self._sitting_id = SittingId(str(place.get("sitting") or self._sitting_id))
        if place.get("client") and self._sitting_id:
            self._show(client=True)
            if self.client_page is not None and isinstance(at, int):
                self.client_page.form.show_question(at)
