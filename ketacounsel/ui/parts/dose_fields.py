"""Dose, weight and total in one line: two give the third, and what looks mistyped is asked about."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.dose import Dose, implausible
from ketacounsel.core.dose_typed import stored
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.field import Field
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.text import TextBlock

WORKED_OUT = "Worked out from the other two"
LABELS = {"mg_per_kg": "Dose", "weight_kg": "Weight", "dose_mg": "Total"}


class DoseFields(QWidget):
    """Every number may stay empty. `last` is the dose before, from which the weight is filled in."""

    def __init__(self, last: Dose | None) -> None:
        super().__init__()
        self._last, self._route = last, ""
        self._typed = stored(Dose(weight_kg=last.weight_kg if last else None))
        self.numbers = {
            "mg_per_kg": NumberField("Dose", "mg/kg", decimals=3),
            "weight_kg": NumberField("Weight", "kg", decimals=1),
            "dose_mg": NumberField("Total", "mg", decimals=1),
        }
        self._cells = {name: Field(LABELS[name], entry) for name, entry in self.numbers.items()}
        self._words = TextBlock("", "small", "warning")
        question = row(gap=6)
        question.addWidget(IconLabel("info", "warning", 16), 0, Qt.AlignmentFlag.AlignTop)
        question.addWidget(self._words, 1)
        self._question = holder(question)
        self._question.hide()
        line = row(gap=12)
        for name, entry in self.numbers.items():
            line.addWidget(self._cells[name], 1)
            entry.value_changed.connect(lambda value, name=name: self._on_number(name, value))
            entry.not_a_number.connect(lambda name=name: self._cells[name].set_error("Type a number."))
        self.setLayout(column(line, self._question, gap=6))
        self._show("")

    def dose(self) -> Dose:
        """What is to be kept: nothing when only the weight of last time stands there."""
        told = self._typed.dose
        if not (told.dose_mg or told.mg_per_kg):
            return Dose()
        return Dose(*(value if value and value > 0 else None for value in _numbers(told)))

    def question(self) -> str:
        """What is asked about these numbers, or ""."""
        return self._words.text()

    def set_route(self, route: str) -> None:
        """What is usual depends on the route."""
        self._route = route
        self._ask()

    def _on_number(self, name: str, value: Decimal | None) -> None:
        self._cells[name].clear_message()
        self._typed = self._typed.typed(name, None if value is None else float(value))
        self._show(name)
        self._ask()

    def _show(self, typing: str) -> None:
        for name, entry in self.numbers.items():
            value, worked_out = getattr(self._typed.dose, name), name == self._typed.derived
            if name != typing:
                rounded = value is not None and worked_out and name == "dose_mg" and value >= 10
                entry.set_value(round(value) if rounded else value)
            entry.setAccessibleDescription(WORKED_OUT if worked_out else "")
            self._cells[name].setToolTip(WORKED_OUT if worked_out else "")

    def _ask(self) -> None:
        told = self._typed.dose
        asked = implausible(told, route=self._route, last=self._last) if told != Dose() else None
        if asked and asked != self._words.text():
            announce(self, asked)
        self._words.setText(asked or "")
        self._question.setVisible(bool(asked))
        for name, entry in self.numbers.items():
            about = bool(asked) and ("weight" in str(asked)) == (name == "weight_kg")
            entry.set_state("question" if about and name != self._typed.derived else "")


def _numbers(dose: Dose) -> tuple[float | None, float | None, float | None]:
    return dose.dose_mg, dose.mg_per_kg, dose.weight_kg
