"""Date and time fields: typed first, with a calendar one click or Alt Down away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.widgets.button import IconButton
from ketacounsel.ui.widgets.calendar import CalendarPopup
from ketacounsel.ui.widgets.read_field import ReadField
from ketacounsel.ui.widgets.when import read_date, read_time, say_date, say_time


class DateField(ReadField[date]):
    """A day. Reads "13 Oct", "13.10.", "tue", "+7"; Up and Down move by a day."""

    def __init__(
        self,
        name: str,
        *,
        today: Callable[[], date] = date.today,
        year: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, "Day, month, year" if year else "Day, month", parent)
        self.setProperty("trailing", True)
        self._today, self._year = today, year
        self._open = IconButton("calendar-days", f"Calendar for {name.lower()}", "muted", parent=self)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.clicked.connect(self.open_calendar)
        self._popup: CalendarPopup | None = None

    def read(self, text: str) -> date | None:
        return read_date(text, self._today())

    def say(self, value: date) -> str:
        return say_date(value, year=self._year)

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
            self._take((self.read(self.text()) or self._today()) + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height()
        self._open.setGeometry(self.width() - side, 0, side, side)


class TimeField(ReadField[time]):
    """A time of day. Reads "10:15", "1015", "3pm"; Up and Down move by five minutes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "hh:mm", parent)

    def read(self, text: str) -> time | None:
        return read_time(text)

    def say(self, value: time) -> str:
        return say_time(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()))
        if step:
            start = datetime.combine(date(2000, 1, 1), self.read(self.text()) or time(9))
            self._take((start + timedelta(minutes=step)).time())
        else:
            super().keyPressEvent(event)
