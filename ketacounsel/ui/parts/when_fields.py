"""When something begins: a day and a time side by side, and what is said where one is missing."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.when import local, moment
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.field import Field
from ketacounsel.ui.widgets.layout import row

NOT_A_DAY, NOT_A_TIME = "Type the day like 22 Oct, or Thu.", "Type the time like 14:30."


class WhenFields(QWidget):
    """Both are needed; `no_day` and `no_time` say so. Read in the zone of the practice.

    Signals:
        day_changed, time_changed: a person typed or chose another, or emptied the field.
        entered: Enter was pressed in the time.
    """

    day_changed = Signal()
    time_changed = Signal()
    entered = Signal()

    def __init__(self, desk: Desk, *, day_name: str, no_day: str, no_time: str) -> None:
        super().__init__()
        self._zone, self._no_day, self._no_time = desk.zone, no_day, no_time
        self._day = DateField(day_name, today=local(desk.clock(), desk.zone).date)
        self._time = TimeField("Start")
        self.day_field, self.time_field = Field(day_name, self._day), Field("Start", self._time)
        both = row(gap=12)
        both.addWidget(self.day_field, 1)
        both.addWidget(self.time_field, 1)
        self.setLayout(both)
        self._day.value_changed.connect(lambda _: self.day_changed.emit())
        self._time.value_changed.connect(lambda _: self.time_changed.emit())
        self._day.not_read.connect(lambda: self.day_field.set_error(NOT_A_DAY))
        self._time.not_read.connect(lambda: self.time_field.set_error(NOT_A_TIME))
        self._time.returnPressed.connect(self.entered)

    def set_day(self, day: date) -> None:
        """Propose a day."""
        self._day.set_value(day)

    def set_time(self, at: time) -> None:
        """Propose a time, to the minute."""
        self._time.set_value(at.replace(second=0, microsecond=0))

    def moment(self) -> datetime | None:
        """What both fields say, in UTC; None while one is missing."""
        day, clock = self._day.value(), self._time.value()
        return None if day is None or clock is None else moment(day, clock, self._zone)

    def settled(self) -> datetime | None:
        """The moment as it stands now. A field that is missing says so and has the keyboard."""
        self._day.settle()
        self._time.settle()
        for entry, field, words in (
            (self._time, self.time_field, NOT_A_TIME if self._time.text() else self._no_time),
            (self._day, self.day_field, NOT_A_DAY if self._day.text() else self._no_day),
        ):
            if entry.value() is None:
                field.set_error(words)
                entry.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.moment()
