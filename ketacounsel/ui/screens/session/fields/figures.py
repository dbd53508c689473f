"""A number, a day, and a day with its time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.number_field import NumberField

USUAL_TIME = time(9)
NOT_READ = "This can’t be read. It is not saved yet."


class Narrow(QWidget):
    """Around a field that needs no more than so many pixels at 100 %."""

    def __init__(self, inner: QWidget, width: int) -> None:
        super().__init__()
        self._width = width
        self.setLayout(row(inner, gap=0))
        self._fit()
        hub().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(self._width))


class NumberEditor(FieldEditor):
    """A number with its unit."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.line = NumberField(self.name, field.unit)
        self.line.value_changed.connect(self._tell)
        self.line.not_a_number.connect(lambda: self.show_risk(NOT_READ))
        self.body.put(row(Narrow(self.line, 160), None))

    def value(self) -> JsonValue:
        return _plain(self.line.value())

    def set_value(self, value: JsonValue) -> None:
        self.line.set_value(float(value) if isinstance(value, int | float) else None)

    def take_keyboard(self) -> bool:
        self.line.setFocus()
        return True

    def _tell(self, _: object) -> None:
        self.show_risk("")
        self.changed.emit()


class DateEditor(FieldEditor):
    """A day."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.day = DateField(self.name, today=ground.today)
        self.day.value_changed.connect(lambda _: self.changed.emit())
        self.body.put(row(Narrow(self.day, 216), None))

    def value(self) -> JsonValue:
        day = self.day.value()
        return day.isoformat() if day else None

    def set_value(self, value: JsonValue) -> None:
        self.day.set_value(date.fromisoformat(value[:10]) if isinstance(value, str) and value else None)

    def take_keyboard(self) -> bool:
        self.day.setFocus()
        return True


class MomentEditor(FieldEditor):
    """A day and a time in the practice's zone."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.day = DateField(self.name, today=ground.today)
        self.at = TimeField(f"Time of {self.name.lower()}")
        self.day.value_changed.connect(lambda _: self.changed.emit())
        self.at.value_changed.connect(lambda _: self.changed.emit())
        self.body.put(row(Narrow(self.day, 216), Narrow(self.at, 104), None, gap=8))

    def value(self) -> JsonValue:
        day = self.day.value()
        if day is None:
            return None
        local = datetime.combine(day, self.at.value() or USUAL_TIME, ZoneInfo(self.ground.zone))
        return local.isoformat()

    def set_value(self, value: JsonValue) -> None:
        local = read_moment(value, self.ground.zone)
        self.day.set_value(local.date() if local else None)
        self.at.set_value(local.timetz().replace(tzinfo=None) if local else None)

    def take_keyboard(self) -> bool:
        self.day.setFocus()
        return True


def read_moment(value: JsonValue, zone: str) -> datetime | None:
    """A stored date and time as the clock on the practice's wall shows it."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.astimezone(ZoneInfo(zone)) if at is not None and at.tzinfo is not None else None


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


FIGURES: Final[Mapping[str, type[FieldEditor]]] = {
    "number": NumberEditor,
    "date": DateEditor,
    "datetime": MomentEditor,
}
