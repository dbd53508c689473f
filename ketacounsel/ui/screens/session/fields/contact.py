"""Somebody who could be reached: name, relation, telephone."""

from __future__ import annotations

from collections.abc import Mapping

from ketacounsel.core.answers import JsonValue, is_empty
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.screens.session.fields.cells import Cells
from ketacounsel.ui.widgets.field import Field as Labelled
from ketacounsel.ui.widgets.field import TextField

PARTS = (("name", "Name"), ("relation", "Relation"), ("phone", "Telephone"))


class ContactEditor(FieldEditor):
    """Three lines side by side where there is room."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.lines = {key: TextField(f"{label}: {self.name}") for key, label in PARTS}
        cells = Cells()
        for key, label in PARTS:
            self.lines[key].text_edited.connect(lambda _: self.changed.emit())
            cells.addWidget(Labelled(label, self.lines[key]))
        self.body.put(cells)

    def value(self) -> JsonValue:
        said = {key: line.text().strip() for key, line in self.lines.items()}
        return None if is_empty(said) else said

    def set_value(self, value: JsonValue) -> None:
        told = value if isinstance(value, Mapping) else {}
        for key, line in self.lines.items():
            line.set_text(str(told.get(key) or ""))

    def take_keyboard(self) -> bool:
        self.lines["name"].setFocus()
        return True
