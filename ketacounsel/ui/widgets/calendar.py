"""A month to pick a day from, all of it by keyboard too."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import IconButton
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.menu import Popover
from ketacounsel.ui.widgets.paint import box, painter_on, words
from ketacounsel.ui.widgets.text import Text
from ketacounsel.ui.widgets.when import DAYS, say_date

CELL = 40


class MonthGrid(QWidget):
    """Six weeks of 40 px cells. Arrows move, Page Up and Down change the month, Enter picks.

    Signals:
        picked: a day was chosen.
        month_changed: another month is shown.
    """

    picked = Signal(object)
    month_changed = Signal()
    own_focus = True

    def __init__(self, day: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day, self._today = day, today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self.sizeHint())
        self._name()

    @property
    def day(self) -> date:
        return self._day

    def month_name(self) -> str:
        return f"{calendar.month_name[self._day.month]} {self._day.year}"

    def move_to(self, day: date) -> None:
        month = (self._day.year, self._day.month)
        self._day = day
        self._name()
        announce(self, say_date(day))
        if (day.year, day.month) != month:
            self.month_changed.emit()
        self.update()

    def move_months(self, count: int) -> None:
        index = self._day.year * 12 + self._day.month - 1 + count
        year, month = divmod(index, 12)
        last = calendar.monthrange(year, month + 1)[1]
        self.move_to(date(year, month + 1, min(self._day.day, last)))

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(7 * px(CELL), 6 * px(CELL) + px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self.move_to(self._day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.move_months(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._day)
        elif key == Qt.Key.Key_Home:
            self.move_to(self._today)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell, head = theme().px(CELL), theme().px(28)
        place: QPointF = event.position()
        if place.y() >= head:
            index = int((place.y() - head) // cell) * 7 + int(place.x() // cell)
            self.picked.emit(self._first() + timedelta(days=index))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        cell, head = px(CELL), px(28)
        centre = Qt.AlignmentFlag.AlignCenter
        for column_index, name in enumerate(DAYS):
            place = QRectF(column_index * cell, 0, cell, head)
            words(painter, place, name, now.font("caption", 600), now.color("text_muted"), centre)
        first = self._first()
        for index in range(42):
            day = first + timedelta(days=index)
            rect = QRectF(index % 7 * cell, head + index // 7 * cell, cell, cell).adjusted(2, 2, -2, -2)
            ink, weight = ("text", 500) if day.month == self._day.month else ("text_faint", 400)
            if day == self._day:
                box(painter, rect, px(8), now.color("accent"))
                ink, weight = "on_accent", 600
                if self.hasFocus():
                    box(painter, rect.adjusted(-2, -2, 2, 2), px(10), None, now.color("focus"), 2)
            elif day == self._today:
                box(painter, rect, px(8), None, now.color("accent"), 1.5)
            words(painter, rect, str(day.day), now.font("body", weight), now.color(ink), centre)

    def _first(self) -> date:
        start = self._day.replace(day=1)
        return start - timedelta(days=start.weekday())

    def _name(self) -> None:
        self.setAccessibleName(f"Calendar, {say_date(self._day)}")


class CalendarPopup(Popover):
    """The grid with its month and two arrows, floating below a field.

    Signals:
        picked: a day was chosen; the pop-up has closed.
    """

    picked = Signal(object)

    def __init__(self, day: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__("Calendar", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.grid = MonthGrid(day, today, self)
        self._month = Text(self.grid.month_name(), "body", "text", 600)
        back = IconButton("chevron-left", "Month before", "muted")
        forward = IconButton("chevron-right", "Month after", "muted")
        back.clicked.connect(lambda: self.grid.move_months(-1))
        forward.clicked.connect(lambda: self.grid.move_months(1))
        self.body.put(row(back, None, self._month, None, forward), self.grid)
        self.grid.month_changed.connect(self._on_month)
        self.grid.picked.connect(self._on_picked)

    def open_at(self, place: QPoint) -> None:
        super().open_at(place)
        self.grid.setFocus()

    def _on_month(self) -> None:
        self._month.setText(self.grid.month_name())

    def _on_picked(self, day: date) -> None:
        self.close()
        self.picked.emit(day)
