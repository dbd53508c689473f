"""A total somebody else added up: the number, and when the form was filled in."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Signal

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId
from ketacounsel.core.measures import Measure
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.when import local, moment
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.date_field import DateField
from ketacounsel.ui.widgets.field import Field
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

NO_ITEMS = "Only the total is kept. Its items are not known, so nothing can be said about a single answer."


class TotalSheet(Sheet):
    """Signals:
    entered: a total was kept (its sitting's id).
    """

    entered = Signal(str)

    def __init__(self, desk: Desk, client_id: ClientId, measure: Measure) -> None:
        super().__init__(f"Enter a {measure.title} total")
        self._desk, self._client_id, self._measure = desk, client_id, measure
        self.total = NumberField("Total", "", low=measure.low, high=measure.high, decimals=0)
        self.day = DateField("Filled in on", today=lambda: local(desk.clock(), desk.zone).date())
        self.day.set_value(local(desk.clock(), desk.zone).date())
        self.field = Field("Total", self.total, f"{measure.low} to {measure.high}")
        keep, cancel = Button("Keep total", "primary"), Button("Cancel", "soft")
        keep.clicked.connect(self._keep)
        self.total.returnPressed.connect(self._keep)
        cancel.clicked.connect(self.dismiss)
        self.body.put(
            row(self.field, Field("Filled in on", self.day), gap=12), TextBlock(NO_ITEMS, "small", "muted")
        )
        self.foot.put(None, cancel, keep)

    def _keep(self) -> None:
        value, day, desk = self.total.value(), self.day.value(), self._desk
        if value is None or day is None:
            self.field.set_error("A total and its day are needed. Nothing was kept yet.")
            return
        now = desk.clock()
        at = now if day == local(now, desk.zone).date() else moment(day, time(12), desk.zone)
        if at > now:
            self.field.set_error("This day is still to come. Nothing was kept yet.")
            return
        try:
            sitting_id = desk.measures.enter_total(self._client_id, self._measure.id, int(value), at)
        except KetaCounselError as refusal:
            self.field.set_error(refusal.sentence)
            return
        self.dismiss()
        self.entered.emit(sitting_id)
