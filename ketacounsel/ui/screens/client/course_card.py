"""The course in one picture: a measure over time, or the same facts as a table."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QWidget

from ketacounsel.core.course_chart import charted, course_chart
from ketacounsel.core.ids import CourseId
from ketacounsel.core.measures import Measure
from ketacounsel.core.series import ChartInput, Zoom, zoomed
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.course_timeline import CourseTimeline
from ketacounsel.ui.widgets.field import ComboField
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.score_table import ScoreTableModel
from ketacounsel.ui.widgets.text import Text, TextBlock

ZOOMS = {Zoom.COURSE: "Course", Zoom.THREE_MONTHS: "3 months", Zoom.ALL: "All"}
CHART_HEIGHT, LOW_HEIGHT, ROOMY, WHOLE = 422, 360, 810, 900


class CourseCard(Card):
    """Which measure, which stretch of time, chart or table.

    Signals:
        opened: a mark was chosen (kind "score", "infusion", "session" or "effect"; its id).
        give_requested: this measure should be given now (measure id).
        plan_requested: the first infusion should be planned.
    """

    opened = Signal(str, str)
    give_requested = Signal(str)
    plan_requested = Signal()
    head_top = 16

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Course", dense=True, parent=parent)
        self._work: Workspace | None = None
        self._now: datetime | None = None
        self._measures: tuple[Measure, ...] = ()
        self._measure_id = ""
        self._course_id: CourseId | None = None
        self.courses = ComboField("Course")
        self.courses.chosen.connect(self._choose_course)
        self._switch = column(gap=0)
        self.measure_switch: Segmented | None = None
        self._direction, self._low_direction = Text("", "small", "muted"), Text("", "small", "muted")
        self._table_button = Button("Show as table", "soft", "table-2")
        self._table_icon = IconButton("table-2", "Show as table", "soft")
        self.timeline = CourseTimeline()
        self._scores = ScoreTableModel(self)
        self.table = _table(self._scores)
        self.zoom = Segmented(list(ZOOMS.values()), "How much time is shown")
        self._notes = TextBlock("", "caption", "muted")
        self._empty = Text("", "body", "muted")
        self.give, self.plan = Button("", "soft"), Button("Plan the first infusion", "soft", "infusion")
        self._lay_out_card()
        self._connect()

    def _lay_out_card(self) -> None:
        self.zoom.select(0)
        self._head.insertWidget(1, self.courses)
        self._head.insertLayout(2, self._switch)
        self.add_head(self._direction, self.zoom, self._table_button, self._table_icon)
        hint = row(self._empty, self.give, self.plan, None, gap=12, margins=(0, 4, 0, 10))
        self._hint = holder(hint)
        self._foot = row(self._low_direction, gap=16)
        self._foot.addWidget(self._notes, 1)
        self.body.put(self._hint, self.timeline, self.table, 6, self._foot)
        self.table.hide()

    def _connect(self) -> None:
        self.timeline.opened.connect(self.opened)
        self.timeline.table_requested.connect(self.toggle_table)
        self._table_button.clicked.connect(self.toggle_table)
        self._table_icon.clicked.connect(self.toggle_table)
        self.zoom.chosen.connect(lambda _: self._draw())
        self.give.clicked.connect(lambda: self.give_requested.emit(self._measure_id))
        self.plan.clicked.connect(self.plan_requested)
        self.table.doubleClicked.connect(lambda index: self._open_row(index.row()))
        for key, act in (
            ("Return", self._open_current),
            ("Ctrl+C", self.copy_table),
        ):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        hub().changed.connect(self._fold)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def measure_id(self) -> str:
        """The measure that is drawn."""
        return self._measure_id

    def show_workspace(self, work: Workspace, measures: tuple[Measure, ...], now: datetime) -> None:
        another = self._work is None or self._work.client.id != work.client.id
        self._work, self._now = work, now
        drawn = charted(measures)
        if drawn != self._measures:
            self._measures = drawn
            self._make_switch()
        if another:
            self._course_id = None
            self._measure_id = self._first_choice(work)
            self.zoom.select(0)
        self._show_courses(work)
        self._select_measure()
        self._draw()

    def _first_choice(self, work: Workspace) -> str:
        ids = [measure.id for measure in self._measures]
        own = work.client.details.primary_measure
        return own if own in ids else next(iter(ids), "")

    def _make_switch(self) -> None:
        empty(self._switch)
        switch = Segmented([measure.title for measure in self._measures], "Measure")
        switch.chosen.connect(self._choose_measure)
        self._switch.addWidget(switch)
        self.measure_switch = switch

    def _select_measure(self) -> None:
        ids = [measure.id for measure in self._measures]
        if self.measure_switch is not None and self._measure_id in ids:
            self.measure_switch.select(ids.index(self._measure_id))

    def _show_courses(self, work: Workspace) -> None:
        courses = sorted(work.courses, key=lambda course: course.number)
        shown = self._course_id or (courses[-1].id if courses else None)
        number = next((course.number for course in courses if course.id == shown), 0)
        self.courses.setVisible(len(courses) > 1)
        self._title.setVisible(len(courses) < 2)
        self.set_title(f"Course {number}" if number else "Course")
        self._title.setVisible(len(courses) < 2)
        self.courses.clear()
        self.courses.addItems([f"Course {course.number}" for course in courses])
        self.courses.select(next((at for at, course in enumerate(courses) if course.id == shown), -1))

    def _choose_course(self, at: int) -> None:
        if self._work is not None:
            self._course_id = sorted(self._work.courses, key=lambda course: course.number)[at].id
            self.zoom.select(0)
            self._draw()

    def _choose_measure(self, at: int) -> None:
        self._measure_id = self._measures[at].id
        self._draw()

    def _draw(self) -> None:
        measure = next((one for one in self._measures if one.id == self._measure_id), None)
        if measure is None or self._work is None or self._now is None:
            return
        whole = course_chart(self._work, measure, self._now, self._course_id)
        chart = zoomed(whole, tuple(ZOOMS)[max(0, self.zoom.index())])
        self.timeline.set_chart(chart)
        self._scores.set_chart(chart)
        for words in (self._direction, self._low_direction):
            words.setText(chart.direction)
        self._notes.setText("  ".join(self.timeline.footnotes()))
        self._say_what_is_missing(chart, self._work)
        self._fold()

    def _say_what_is_missing(self, chart: ChartInput, work: Workspace) -> None:
        active = work.client.details.status != "discharged"
        self._empty.setText("" if chart.points else f"No {chart.title} yet")
        self.give.set_text(f"Give {chart.title}")
        self.give.setVisible(not chart.points and active)
        self.plan.setVisible(not work.infusions and active)
        self._hint.setVisible(not chart.points or (not work.infusions and active))

    # -- table ----------------------------------------------------------------------------------

    def toggle_table(self) -> None:
        """T: the picture becomes the table, and back."""
        table = self.table.isHidden()
        self.table.setVisible(table)
        self.timeline.setVisible(not table)
        self.zoom.setVisible(not table)
        words = "Show as chart" if table else "Show as table"
        self._table_button.set_text(words)
        self._table_icon.set_name(words)
        if table and self.table.model().rowCount():
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        (self.table if table else self.timeline).setFocus()

    def _open_current(self) -> None:
        self._open_row(self.table.currentIndex().row())

    def _open_row(self, at: int) -> None:
        if 0 <= at < self._scores.rowCount():
            self.opened.emit("score", self._scores.row_at(at).id)

    def copy_table(self) -> None:
        """The whole table, as rows and columns, for another program."""
        QApplication.clipboard().setText(self._scores.as_text())

    # -- room and place -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        width = self.width() / theme().scale - (60 if self.courses.isVisibleTo(self) else 0)
        roomy, whole = width >= ROOMY, width >= WHOLE
        self._direction.setVisible(whole)
        self._low_direction.setVisible(not whole)
        self._place_zoom(in_head=roomy)
        self._table_button.setVisible(roomy)
        self._table_icon.setVisible(not roomy)
        for face in (self.timeline, self.table):
            face.setFixedHeight(theme().px(CHART_HEIGHT if roomy else LOW_HEIGHT))

    def _place_zoom(self, *, in_head: bool) -> None:
        home, other = (self._head, self._foot) if in_head else (self._foot, self._head)
        if home.indexOf(self.zoom) < 0:
            other.removeWidget(self.zoom)
            home.insertWidget(home.indexOf(self._table_button) if in_head else home.count(), self.zoom)

    def place(self) -> dict[str, object]:
        return {"measure": self._measure_id, "zoom": self.zoom.index(), "table": not self.table.isHidden()}

    def return_to(self, place: dict[str, object]) -> None:
        zoom = place.get("zoom")
        self._measure_id = str(place.get("measure", self._measure_id))
        self.zoom.select(zoom if isinstance(zoom, int) else 0)
        self._select_measure()
        self._draw()
        if place.get("table") and self.table.isHidden():
            self.toggle_table()


def _table(scores: ScoreTableModel) -> QTableView:
    table = QTableView()
    table.setAccessibleName("Scores")
    table.setModel(scores)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setSortingEnabled(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme().px(40))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setSortIndicatorShown(True)
    header.setSectionsClickable(True)
    header.sortIndicatorChanged.connect(scores.sort)
    table.setTabKeyNavigation(False)
    return table
