"""A rating in boxes, the ends in words below; a digit answers and goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.widgets.choice import ScaleRow
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.text import Text

KEYS = "keys 0–9, X for 10"


class KeyedScale(ScaleRow):
    """A scale that says when it was answered by a digit.

    Signals:
        keyed: a digit or X was typed and taken.
    """

    keyed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if (event.text().isdigit() or event.text().lower() == "x") and self.value() is not None:
            self.keyed.emit()


class ScaleEditor(FieldEditor):
    """0 to 10, or what the field says."""

    wants_digits = True

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.scale = KeyedScale(self.name, field.low, field.high)
        self.scale.value_changed.connect(lambda _: self.changed.emit())
        self.scale.keyed.connect(self.went_on)
        self.body.put(self.scale)
        if field.keys_hint:
            self.show_hint(field.keys_hint)
        if field.anchors:
            low, high = field.anchors[0], field.anchors[-1]
            ends = row(
                Text(ground.fill(low), "caption", "muted"), None, Text(ground.fill(high), "caption", "muted")
            )
            self.body.put(ends)

    def value(self) -> JsonValue:
        return self.scale.value()

    def set_value(self, value: JsonValue) -> None:
        self.scale.set_value(int(value) if isinstance(value, int | float) else None)

    def take_keyboard(self) -> bool:
        self.scale.focus_first()
        return True

    def type_digit(self, text: str) -> bool:
        size = 10 if text.lower() == "x" else int(text)
        if not self.field.low <= size <= self.field.high:
            return False
        self.scale.pick(size - self.field.low)
        self.went_on.emit()
        return True
