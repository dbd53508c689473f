"""Measures: what may be given, every score by date, and a small chart of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.course_chart import charted, course_chart
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import SittingId
from ketacounsel.core.measures import Measure
from ketacounsel.core.series import Zoom, zoomed
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.screens.client.give_card import GiveCard
from ketacounsel.ui.screens.client.measure_rows import (
    CHANGE_NOTE,
    HOLLOW_NOTE,
    PRORATED_NOTE,
    ScoresModel,
    lines_of,
)
from ketacounsel.ui.screens.client.tab import TabPage
from ketacounsel.ui.screens.client.total_sheet import TotalSheet
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.layout import Grid, column
from ketacounsel.ui.widgets.mini_chart import MiniChart
from ketacounsel.ui.widgets.text import Text, TextBlock

TWO_COLUMNS = 900
ROW_PX = 40
TALL_ROW_PX = 56
PLACE_FROM, SHORT_BELOW = 760, 1000


class MeasuresTab(TabPage):
    """Scores with their published words only; a hollow one spans an infusion."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._work: Workspace | None = None
        self.give = GiveCard()
        self.give.asked.connect(self._ask)
        self.give.go_on_requested.connect(self._go_on)
        self.give.discard_requested.connect(self._discard)
        self.scores = ScoresModel(self)
        self.table = _table(self.scores)
        self.table.doubleClicked.connect(self._open)
        shortcut = QShortcut(QKeySequence("Return"), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(lambda: self._open(self.table.currentIndex()))
        self._none = TextBlock("No scores yet.", "body", "muted")
        self._notes = TextBlock("", "caption", "muted")
        self._card = Card("Scores", dense=True)
        self._card.body.put(self.table, self._none, 6, self._notes)
        self._charts = column(gap=16)
        self._cards: list[QWidget] = []
        self._page = Page(gap=16)
        self._page.head.put(12)
        self._page.main.put(self.give, self._card, self._charts)
        self.setLayout(column(self._page, gap=0))
        hub().changed.connect(self._fit_table)

    # -- showing --------------------------------------------------------------------------------

    def show_workspace(self, workspace: Workspace) -> None:
        self._work = workspace
        measures = self._measures()
        self._show_offers(workspace, measures)
        lines = lines_of(workspace, measures)
        self.scores.set_lines(lines, measures)
        self.table.setVisible(bool(lines))
        self._none.setVisible(not lines)
        self._show_notes(workspace, any_lines=bool(lines))
        self._fit_table()
        self._show_charts(workspace, measures)

    def _measures(self) -> tuple[Measure, ...]:
        known = tuple(self.desk.measures.measures().values())
        drawn = charted(known)
        return (*drawn, *(one for one in known if one not in drawn))

    def _show_offers(self, work: Workspace, measures: tuple[Measure, ...]) -> None:
        now, client_id = self.desk.clock(), work.client.id
        offers = {one.measure_id: one for one in self.desk.measures.offered(client_id, now)}
        begun = self.desk.measures.half_way(client_id)
        self.give.show_offers(
            [(one, offers[one.id]) for one in measures if one.id in offers],
            tuple((self.desk.measures.edition(one), one) for one in begun if one.session_id is None),
            (now, self.desk.zone),
        )
        self.give.setVisible(work.client.details.status != "discharged")

    def _show_notes(self, work: Workspace, *, any_lines: bool) -> None:
        notes = [CHANGE_NOTE] if any_lines else []
        if any(one.mixed_window for one in work.sittings):
            notes.append(HOLLOW_NOTE)
        if any(one.status == "prorated" for one in work.sittings):
            notes.append(PRORATED_NOTE)
        self._notes.setText("  ".join(notes))

    def _show_charts(self, work: Workspace, measures: tuple[Measure, ...]) -> None:
        empty(self._charts)
        self._cards = []
        for measure in charted(measures):
            chart = zoomed(course_chart(work, measure, self.desk.clock()), Zoom.ALL)
            if not chart.points:
                continue
            card, picture = Card(measure.title, dense=True), MiniChart()
            card.add_head(Text(chart.direction, "small", "muted"))
            picture.set_chart(chart)
            card.body.put(picture)
            self._cards.append(card)
        self._place_charts()

    def _place_charts(self) -> None:
        """Two beside each other where there is room."""
        while (item := self._charts.takeAt(0)) is not None:
            item.layout()
        across = 2 if self.width() / theme().scale >= TWO_COLUMNS else 1
        grid = Grid(16)
        for at, card in enumerate(self._cards):
            grid.addWidget(card, at // across, at % across)
            grid.setColumnStretch(at % across, 1)
        self._charts.addLayout(grid)

    def _fit_table(self) -> None:
        px = theme().px
        room = self.width() / theme().scale
        row_px = ROW_PX if room >= PLACE_FROM else TALL_ROW_PX
        self.table.verticalHeader().setDefaultSectionSize(px(row_px))
        self.table.setWordWrap(room < PLACE_FROM)
        self.scores.set_short(room < SHORT_BELOW)
        rows = self.scores.rowCount()
        self.table.setColumnHidden(1, room < PLACE_FROM)
        last = self.scores.columnCount() - 1
        for at in range(last + 1):
            snug = at < 2 or (at == last and room < PLACE_FROM)
            mode = QHeaderView.ResizeMode.ResizeToContents if snug else QHeaderView.ResizeMode.Stretch
            self.table.horizontalHeader().setSectionResizeMode(at, mode)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * px(row_px) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_table()
        before, now = event.oldSize().width() / theme().scale, self.width() / theme().scale
        if self._cards and (before >= TWO_COLUMNS) != (now >= TWO_COLUMNS):
            self._place_charts()

    # -- acting ---------------------------------------------------------------------------------

    def _ask(self, measure_id: str, how: str) -> None:
        if self._work is None:
            return
        client_id = self._work.client.id
        if how != "total":
            self.go_requested.emit(Go("measure", client_id=client_id, thing=measure_id, act=how))
            return
        sheet = TotalSheet(self.desk, client_id, self.desk.measures.measures()[measure_id])
        sheet.opened_by = ("total", measure_id)
        sheet.entered.connect(lambda _: self._tell())
        sheet.open_over(self)

    def open_again(self, kind: str, *ids: str) -> None:
        if kind == "total":
            self._ask(ids[0], "total")

    def _go_on(self, sitting_id: str) -> None:
        self._open_sitting(sitting_id)

    def _discard(self, sitting_id: str) -> None:
        """Put aside; it can come back."""
        one = SittingId(sitting_id)
        title = self.desk.measures.edition(self.desk.measures.get(one)).title
        try:
            self.tell(self.desk.measures.discard(one))
        except KetaCounselError:
            return
        take_back = partial(self._restore, one)
        self.undo_offered.emit(f"The {title} that was begun is discarded.", take_back)

    def _restore(self, sitting_id: SittingId) -> None:
        self.tell(self.desk.measures.restore(sitting_id))

    def _tell(self) -> None:
        self.tell(Saved(self.desk.clock(), frozenset({Topic.MEASURES})))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self._open_sitting(self.scores.sitting_at(index.row(), index.column()))

    def _open_sitting(self, sitting_id: str) -> None:
        """The answers; a total somebody else added up has none."""
        if not sitting_id or self._work is None:
            return
        sitting = self.desk.measures.get(SittingId(sitting_id))
        if sitting.mode != "total":
            go = Go("measure", client_id=self._work.client.id, thing=sitting_id, act="table")
            self.go_requested.emit(go)

    def arrive(self, go: Go) -> None:
        row, column_at = self.scores.row_of(go.thing) if go.thing else (-1, -1)
        if row >= 0:
            self.table.setCurrentIndex(self.scores.index(row, column_at))
            self.table.setFocus()

    def focus_first(self) -> None:
        first = self.give.first if not self.give.isHidden() else self.table
        if first is not None:
            first.setFocus()

    def acts(self) -> tuple[Act, ...]:
        if self._work is None:
            return ()
        offers = self.desk.measures.offered(self._work.client.id, self.desk.clock())
        titles = self.desk.measures.measures()
        return tuple(
            Act(f"Give {titles[one.measure_id].title}", partial(self._ask, one.measure_id, "table"))
            for one in offers
            if one.allowed
        )

    def place(self) -> Mapping[str, object]:
        return {"scroll": self._page.area.verticalScrollBar().value()}

    def return_to(self, place: Mapping[str, object]) -> None:
        scroll = place.get("scroll")
        self._page.area.verticalScrollBar().setValue(scroll if isinstance(scroll, int) else 0)


def _table(scores: ScoresModel) -> QTableView:
    table = QTableView()
    table.setAccessibleName("Scores by date")
    table.setModel(scores)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table
