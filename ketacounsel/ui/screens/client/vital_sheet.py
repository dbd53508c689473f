"""One reading of vital signs."""

from __future__ import annotations

from collections.abc import Callable

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.infusions import VitalSign
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.field import Field
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.overlay import Sheet

LABELS = ("before", "peak", "after", "")


class VitalSheet(Sheet):
    """Adds a reading, changes it, or takes it away."""

    def __init__(
        self,
        reading: VitalSign | None,
        save: Callable[[VitalSign], None],
        remove: Callable[[VitalSign], None],
        proposed: str = "before",
    ) -> None:
        super().__init__("Vital signs")
        self._reading, self._save = reading, save
        self._label = Segmented(["Before", "Peak", "After", "Other"], "When")
        self.minute = NumberField("Minutes after the start", "min", low=-1440, high=1440, decimals=0)
        self.numbers = {
            "bp_systolic": NumberField("Systolic", "mmHg", low=30, high=350, decimals=0),
            "bp_diastolic": NumberField("Diastolic", "mmHg", low=10, high=250, decimals=0),
            "heart_rate": NumberField("Heart rate", "/min", low=10, high=350, decimals=0),
            "oxygen_percent": NumberField("Oxygen", "%", low=1, high=100, decimals=0),
        }
        self._error = Field("When", self._label)
        cells = [Field(words, field) for words, field in zip(_WORDS, self.numbers.values(), strict=True)]
        self.body.put(
            row(self._error, Field("Minutes after the start", self.minute), gap=12),
            row(*cells[:2], gap=12),
            row(*cells[2:], gap=12),
        )
        go, cancel = Button("Keep" if reading else "Add", "primary"), Button("Cancel", "soft")
        go.clicked.connect(self._take)
        cancel.clicked.connect(self.dismiss)
        for field in (self.minute, *self.numbers.values()):
            field.returnPressed.connect(self._take)
        if reading is not None:
            away = Button("Remove", "muted")
            away.clicked.connect(lambda: self._remove(remove, reading))
            self.foot.put(away)
        self.foot.put(None, cancel, go)
        self._fill(proposed)

    def focus_first(self) -> None:
        self.numbers["bp_systolic"].setFocus()

    def _fill(self, proposed: str) -> None:
        reading = self._reading
        self._label.select(LABELS.index(reading.label if reading else proposed))
        if reading is not None:
            self.minute.set_value(reading.after_start_min)
            for name, field in self.numbers.items():
                field.set_value(getattr(reading, name))

    def _take(self) -> None:
        numbers = {name: _whole(field) for name, field in self.numbers.items()}
        if all(number is None for number in numbers.values()):
            self._error.set_error("A reading needs at least one number.")
            return
        made = VitalSign(
            self._reading.id if self._reading else "",
            label=LABELS[max(0, self._label.index())],
            after_start_min=_whole(self.minute),
            **numbers,
        )
        try:
            self._save(made)
        except KetaCounselError as refusal:
            self._error.set_error(refusal.sentence)
            return
        self.dismiss()

    def _remove(self, remove: Callable[[VitalSign], None], reading: VitalSign) -> None:
        self.dismiss()
        remove(reading)


def _whole(field: NumberField) -> int | None:
    value = field.value()
    return None if value is None else int(value)


_WORDS = ("Systolic", "Diastolic", "Heart rate", "Oxygen")
