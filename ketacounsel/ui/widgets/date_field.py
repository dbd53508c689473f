"""Date and time fields: typed first, with a calendar one click or Alt Down away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.widgets.button import IconButton
from ketacounsel.ui.widgets.calendar import CalendarPopup
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.when import read_date, read_time, say_date, say_time


class DateField(TextField):
    """A day. Reads "13 Oct", "13.10.", "tue", "+7"; Up and Down move by a day.

    Signals:
        value_changed: a person chose or typed a day, or emptied the field (None).
        not_a_date: what was left in the field can't be read.
    """

    value_changed = Signal(object)
    not_a_date = Signal()
    typed_anew = True

    def __init__(
        self,
        name: str,
        *,
        today: Callable[[], date] = date.today,
        year: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder="Day, month, year" if year else "Day, month", parent=parent)
        self.setProperty("trailing", True)
        self._today, self._year = today, year
        self._value: date | None = None
        self._open = IconButton("calendar-days", f"Calendar for {name.lower()}", "muted", parent=self)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.clicked.connect(self.open_calendar)
        self._popup: CalendarPopup | None = None
        self.left.connect(self._read)
        self.returnPressed.connect(self._read)

    def value(self) -> date | None:
        return self._value

    def set_value(self, value: date | None) -> None:
        self._value = value
        self.set_text(say_date(value, year=self._year) if value else "")
        self.set_state("")

    def open_calendar(self) -> None:
        """The month of the chosen day, below the field."""
        self._popup = CalendarPopup(self._value or self._today(), self._today(), self)
        self._popup.picked.connect(self._take)
        self._popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif step:
            self._take((read_date(self.text(), self._today()) or self._today()) + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height()
        self._open.setGeometry(self.width() - side, 0, side, side)

    def _take(self, day: date) -> None:
        changed = day != self._value
        self.set_value(day)
        if changed:
            self.value_changed.emit(day)

    def settle(self) -> None:
        """Read what stands in the field now, also while it still has the keyboard."""
        self._read()

    def _read(self) -> None:
        text = self.text().strip()
        day = self._value if self._value and text == say_date(self._value, year=self._year) else None
        day = day or read_date(text, self._today())
        if day is not None:
            self._take(day)
        elif not text and self._value is not None:
            self.set_value(None)
            self.value_changed.emit(None)
        elif text:
            self._value = None  # what can't be read must not be kept as what stood there before
            self.set_state("error")
            self.not_a_date.emit()


class TimeField(TextField):
    """A time of day. Reads "10:15", "1015", "3pm"; Up and Down move by five minutes.

    Signals:
        value_changed: a person typed a time, or emptied the field (None).
        not_a_time: what was left in the field can't be read.
    """

    value_changed = Signal(object)
    not_a_time = Signal()
    typed_anew = True

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder="hh:mm", parent=parent)
        self._value: time | None = None
        self.left.connect(self._read)
        self.returnPressed.connect(self._read)

    def value(self) -> time | None:
        return self._value

    def set_value(self, value: time | None) -> None:
        self._value = value
        self.set_text(say_time(value) if value else "")
        self.set_state("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()))
        if step:
            start = datetime.combine(date(2000, 1, 1), read_time(self.text()) or time(9))
            self._take((start + timedelta(minutes=step)).time())
        else:
            super().keyPressEvent(event)

    def _take(self, moment: time) -> None:
        changed = moment != self._value
        self.set_value(moment)
        if changed:
            self.value_changed.emit(moment)

    def settle(self) -> None:
        """Read what stands in the field now, also while it still has the keyboard."""
        self._read()

    def _read(self) -> None:
        text = self.text().strip()
        moment = read_time(text)
        if moment is not None:
            self._take(moment)
        elif not text and self._value is not None:
            self.set_value(None)
            self.value_changed.emit(None)
        elif text:
            self._value = None  # what can't be read must not be kept as what stood there before
            self.set_state("error")
            self.not_a_time.emit()
