"""The counselor's page of a questionnaire: whose it is, when it was filled in, the table."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.ids import SittingId
from ketacounsel.ui.chrome.saved import SavedStatus
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.measure_table import MeasureTable
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.when import local, moment
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.field import Field
from ketacounsel.ui.widgets.layout import column, holder, row, scrolled
from ketacounsel.ui.widgets.text import ElidedText

WIDTH_PX = 1040


class TablePage(QWidget):
    """Paper, telephone, or a look at the answers.

    Signals:
        back_requested: to where the counselor was; what was entered stays.
        hand_over_requested: the client answers the rest on this screen.
        finished: it was scored (Sitting).
    """

    back_requested = Signal()
    hand_over_requested = Signal()
    finished = Signal(object)

    def __init__(self, desk: Desk, sitting_id: SittingId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        sitting = desk.measures.get(sitting_id)
        self.table = MeasureTable(desk, sitting_id, main=True)
        self.table.finished.connect(self.finished)
        self.saved = SavedStatus()
        name = desk.clients.get(sitting.client_id).name
        self._day = DateField("Filled in on", today=lambda: local(desk.clock(), desk.zone).date())
        self._time = TimeField("At")
        self._when = Field("Filled in on", self._day)
        self.hand_over = Button("Hand over", "secondary", "user-round")
        self.hand_over.clicked.connect(self.hand_over_requested)
        self._lay_out(name)
        self.hand_over.setVisible(not self.table.measure.asked_aloud and sitting.state == "open")
        self._fill(sitting.taken_at, sitting.zone)
        self._day.value_changed.connect(lambda _: self._take_time())
        self._time.value_changed.connect(lambda _: self._take_time())
        hub().changed.connect(self._rescale)
        self._rescale()

    def _lay_out(self, name: str) -> None:
        back = IconButton("arrow-left", f"Back to {name}")
        back.clicked.connect(self.back_requested)
        bar = row(
            back, ElidedText(name, "row", "text", 600), None, self.saved, gap=12, margins=(32, 12, 32, 12)
        )
        when = row(self._when, Field("At", self._time), None, gap=12)
        head = row(gap=16)
        head.addLayout(when, 1)
        head.put(column(None, self.hand_over, gap=0))
        self._card = Card()
        self._card.body.put(head, 20, self.table)
        line = row(gap=0, margins=(32, 4, 32, 24))
        line.addStretch(1)
        line.addWidget(self._card, 1000)
        line.addStretch(1)
        body = column(bar, gap=0)
        body.addWidget(scrolled(holder(column(line, None, gap=0))), 1)
        self.setLayout(body)

    def _fill(self, at: datetime, zone: str) -> None:
        start = local(at, zone)
        self._zone = zone
        self._day.set_value(start.date())
        self._time.set_value(start.time().replace(second=0, microsecond=0))

    def _take_time(self) -> None:
        """A paper form counts from when it was filled in, not from when it is typed."""
        day, clock = self._day.value(), self._time.value()
        if day is None or clock is None:
            return
        at = moment(day, clock, self._zone)
        if at > self.desk.clock():
            self._when.set_error("This is still to come. A form is filled in before it is entered.")
            self.table.taken_at = None
            return
        self._when.clear_message()
        self.table.taken_at = at

    def ask_for_day(self, day: date | None = None) -> None:
        """An earlier form is entered: its day comes first."""
        self._day.setFocus()
        self._day.selectAll()

    def focus_first(self) -> None:
        self.table.focus_first()

    def _rescale(self) -> None:
        self._card.setMaximumWidth(theme().px(WIDTH_PX))
