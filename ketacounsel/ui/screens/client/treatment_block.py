"""What was given: when, how long, by which route, how much, by whom. The clinic gives it; this records it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.core.dose import Dose, implausible
from ketacounsel.core.dose_typed import TypedDose, stored
from ketacounsel.core.infusions import Infusion
from ketacounsel.core.people import Prescriber
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.add_infusion import ROUTE_CHOICES, ROUTE_WORDS
from ketacounsel.ui.screens.client.infusion_block import InfusionBlock
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.when import local, moment
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.field import ComboField, Field, TextField
from ketacounsel.ui.widgets.layout import Box, Grid, holder, row
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.text import TextBlock

DOSE_FIELDS = {"mg_per_kg": "dose_mg_per_kg", "weight_kg": "weight_kg", "dose_mg": "dose_mg"}
ROOMY = 590


class TreatmentBlock(InfusionBlock):
    """Treatment, with the dose worked out from any two of its numbers.

    Signals:
        moved: another day or time; written at once, as places are counted from it (datetime UTC).
    """

    moved = Signal(object)
    source_field = "treatment_source"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Treatment", parent)
        self._last: Dose | None = None
        self._typed = TypedDose()
        self._prescribers: tuple[Prescriber, ...] = ()
        self.day = DateField("Date", today=local(desk.clock(), desk.zone).date)
        self.start = TimeField("Start")
        self.length = NumberField("Length", "min", low=1, high=1440, decimals=0)
        self.route = ComboField("Route", [ROUTE_WORDS[route] for route in ROUTE_CHOICES])
        self.numbers = {
            "mg_per_kg": NumberField("Dose", "mg/kg", decimals=3),
            "weight_kg": NumberField("Weight", "kg", decimals=1),
            "dose_mg": NumberField("Total", "mg", decimals=1),
        }
        self.also = TextField("Also given")
        self.clinic = TextField("Given at")
        self.prescriber = ComboField("Prescriber")
        self._question = TextBlock("", "small", "warning")
        self._question_line = holder(_question_row(self._question))
        self._question_line.hide()
        self._cells = self._fields()
        self._grid = Grid(gap=12, row_gap=14)
        self.body.put(self._grid)
        self._connect()
        hub().changed.connect(self._fold)
        self._fold()

    def add_state(self, chip: QWidget, more: QWidget) -> None:
        """How far the record has come, beside the title; what else it may be, at the end of the line."""
        self._head.insertWidget(1, chip)
        self.add_head(more)

    def _fields(self) -> dict[str, Field]:
        controls: dict[str, QWidget] = {
            "Date": self.day,
            "Start": self.start,
            "Length": self.length,
            "Route": self.route,
            "Dose": self.numbers["mg_per_kg"],
            "Weight": self.numbers["weight_kg"],
            "Total": self.numbers["dose_mg"],
            "Also given": self.also,
            "Given at": self.clinic,
            "Prescriber": self.prescriber,
        }
        return {label: Field(label, control) for label, control in controls.items()}

    def _fold(self) -> None:
        """Four fields on a line, as on the clinic's sheet; two in little room."""
        while self._grid.takeAt(0) is not None:
            pass
        roomy = self.width() >= theme().px(ROOMY)
        for label, place in (_WIDE if roomy else _NARROW).items():
            self._grid.addWidget(self._cells[label], *place)
        at = 2 if roomy else 4
        self._grid.addWidget(self._question_line, at, 0, 1, 4 if roomy else 2)
        for column, stretch in enumerate((31, 15, 15, 39) if roomy else (1, 1, 0, 0)):
            self._grid.setColumnStretch(column, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _connect(self) -> None:
        self.day.value_changed.connect(lambda _: self._move())
        self.start.value_changed.connect(lambda _: self._move())
        self.length.value_changed.connect(self._on_length)
        self.route.chosen.connect(self._on_route)
        for name, field in self.numbers.items():
            field.value_changed.connect(lambda value, name=name: self._on_number(name, value))
        self.also.text_edited.connect(lambda words: self.put({"also_given": words}))
        self.clinic.text_edited.connect(lambda words: self.put({"given_at": words}))
        self.prescriber.chosen.connect(self._on_prescriber)
        self.day.not_read.connect(lambda: self._cells["Date"].set_error("Not a day, for example 13 Oct 2026"))
        self.start.not_read.connect(lambda: self._cells["Start"].set_error("Not a time, for example 10:15"))
        self.length.not_a_number.connect(lambda: self._cells["Length"].set_error("1 to 1440 minutes"))

    # -- showing --------------------------------------------------------------------------------

    def show_record(
        self,
        infusion: Infusion,
        prescribers: Sequence[Prescriber],
        last: Infusion | None,
        usual: Prescriber | None,
    ) -> None:
        """`last` is the infusion given before this one; `usual` the client's prescriber."""
        another = self.infusion is None or self.infusion.id != infusion.id
        self._last = None if last is None else _dose_of(last)
        self._prescribers = tuple(prescribers)
        self.show_infusion(infusion)
        told = infusion.details
        began = local(told.starts_at, told.zone)
        if not self.is_typing(self.day, another):
            self.day.set_value(began.date())
        if not self.is_typing(self.start, another):
            self.start.set_value(began.time().replace(second=0, microsecond=0))
        for field, value in ((self.also, told.also_given), (self.clinic, told.given_at)):
            if not self.is_typing(field, another):
                field.set_text(value)
        self.clinic.setPlaceholderText(usual.clinic if usual else "")
        if not self.is_typing(self.length, another):
            self.length.set_value(told.duration_min)
        self.route.select(ROUTE_CHOICES.index(told.route) if told.route in ROUTE_CHOICES else 0)
        self._show_prescribers(told.prescriber_id or "")
        for cell in self._cells.values():
            cell.clear_message()
        if another or not any(field.hasFocus() for field in self.numbers.values()):
            self._typed = stored(_dose_of(infusion))
            self._show_numbers("")
        self._ask()

    def _show_prescribers(self, chosen: str) -> None:
        self.prescriber.clear()
        self.prescriber.addItems(["Not said yet", *(one.name for one in self._prescribers)])
        ids = ["", *(one.id for one in self._prescribers)]
        self.prescriber.select(ids.index(chosen) if chosen in ids else 0)

    def _show_numbers(self, typing: str) -> None:
        """What was worked out stands in its field, rounded as clinics write it."""
        for name, field in self.numbers.items():
            value = getattr(self._typed.dose, name)
            if name == typing:
                continue
            if name == "dose_mg" and name == self._typed.derived and value is not None and value >= 10:
                value = round(value)
            field.set_value(value)
            label = {"mg_per_kg": "Dose", "weight_kg": "Weight", "dose_mg": "Total"}[name]
            worked_out = name == self._typed.derived
            field.setAccessibleDescription("Worked out from the other two" if worked_out else "")
            self._cells[label].setToolTip("Worked out from the other two" if worked_out else "")

    # -- writing --------------------------------------------------------------------------------

    def _move(self) -> None:
        day, start = self.day.value(), self.start.value()
        if self.infusion is None or not isinstance(day, date) or not isinstance(start, time):
            return
        self._cells["Date"].clear_message()
        self._cells["Start"].clear_message()
        self.moved.emit(moment(day, start, self.infusion.details.zone))

    def _on_length(self, value: Decimal | None) -> None:
        self._cells["Length"].clear_message()
        self.put({"duration_min": None if value is None else int(value)})

    def _on_route(self, at: int) -> None:
        self.put({"route": ROUTE_CHOICES[at]})
        self._ask()

    def _on_prescriber(self, at: int) -> None:
        self.put({"prescriber_id": None if at <= 0 else self._prescribers[at - 1].id})

    def _on_number(self, name: str, value: Decimal | None) -> None:
        number = None if value is None else float(value)
        before = self._typed.dose
        self._typed = self._typed.typed(name, number)
        self._show_numbers(name)
        self.put(
            {
                field: getattr(self._typed.dose, one)
                for one, field in DOSE_FIELDS.items()
                if getattr(self._typed.dose, one) != getattr(before, one)
                and _keepable(getattr(self._typed.dose, one))
            }
        )
        self._ask()

    def _ask(self) -> None:
        """A value that looks mistyped is asked about beside the fields; nothing is refused."""
        route = self.infusion.details.route if self.infusion is not None else ""
        question = implausible(self._typed.dose, route=route, last=self._last) or ""
        self._question.setText(question)
        self._question_line.setVisible(bool(question))
        for name, field in self.numbers.items():
            about = (
                question and ("weight" in question) == (name == "weight_kg") and name != self._typed.derived
            )
            field.set_state("question" if about else "")
            if about:
                field.setAccessibleDescription(question)


_WIDE = {
    "Date": (0, 0),
    "Start": (0, 1),
    "Length": (0, 2),
    "Route": (0, 3),
    "Dose": (1, 0),
    "Weight": (1, 1),
    "Total": (1, 2),
    "Also given": (1, 3),
    "Given at": (3, 0, 1, 3),
    "Prescriber": (3, 3),
}
_NARROW = {
    "Date": (0, 0),
    "Start": (0, 1),
    "Length": (1, 0),
    "Route": (1, 1),
    "Dose": (2, 0),
    "Weight": (2, 1),
    "Total": (3, 0),
    "Also given": (3, 1),
    "Given at": (5, 0),
    "Prescriber": (5, 1),
}


def _dose_of(infusion: Infusion) -> Dose:
    told = infusion.details
    return Dose(told.dose_mg, told.dose_mg_per_kg, told.weight_kg)


def _keepable(value: float | None) -> bool:
    """The record takes amounts above zero; a zero is asked about and waits in its field."""
    return value is None or value > 0


def _question_row(words: TextBlock) -> Box:
    line = row(gap=6)
    line.addWidget(IconLabel("info", "warning", 16), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return line
