"""One row of a list field: its cells side by side, what came filled in as words, and a way to take it out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from ketacounsel.core.answers import JsonValue, is_empty
from ketacounsel.core.templates import Column, Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.screens.session.fields.cells import Cells
from ketacounsel.ui.widgets.button import IconButton
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.text import Text, TextBlock

COMPACT = frozenset({"single", "yesno", "number", "date"})


class RowCard(QFrame):
    """A row.

    Signals:
        changed: a person changed a cell.
        remove_requested: the row should go.
    """

    changed = Signal()
    remove_requested = Signal()

    def __init__(self, field: Field, ground: Ground, told: Mapping[str, JsonValue], title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._kept = dict(told)
        self._cells: dict[str, FieldEditor] = {}
        shown = [one for one in field.columns if not one.fixed]
        if field.chips:
            shown = shown[1:]
        fixed = [str(told.get(one.key) or "") for one in field.columns if one.fixed]
        self.name = title or next(iter(fixed), "") or ground.fill(field.label)
        self.setAccessibleName(self.name)
        cells = Cells()
        for one in shown:
            editor = self._make(one, ground)
            editor.setProperty("compact", one.kind in COMPACT)
            cells.addWidget(editor)
        body = column(gap=10, margins=(16, 12, 16, 14))
        words = TextBlock(f"“{fixed[0]}”" if fixed else title, "body", "text", 600 if not fixed else 500)
        remove = IconButton("x", f"Remove {self.name.lower()}" if title else "Remove this row", "muted")
        remove.clicked.connect(self.remove_requested)
        if fixed:
            body.put(words)
        elif title:
            body.put(row(Text(title, "body", "text", 600), None, remove))
        if fixed or title:
            body.put(cells)
        else:
            line = row(gap=4)
            line.addLayout(cells, 1)
            line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
            body.put(line)
        self.setLayout(body)

    def value(self) -> dict[str, JsonValue]:
        """The row as JSON: what was typed over what came filled in."""
        typed = {key: cell.value() for key, cell in self._cells.items()}
        whole = {**self._kept, **typed}
        return {key: value for key, value in whole.items() if not is_empty(value)}

    def take_keyboard(self) -> bool:
        return any(cell.take_keyboard() for cell in self._cells.values() if cell.is_blank()) or any(
            cell.take_keyboard() for cell in self._cells.values()
        )

    def _make(self, one: Column, ground: Ground) -> FieldEditor:
        from ketacounsel.ui.screens.session.fields import make_editor

        as_field = Field(one.key, one.kind, one.label, hint=one.hint, options=one.options)
        editor = make_editor(as_field, ground)
        editor.become_cell()
        editor.set_value(self._kept.get(one.key))
        editor.changed.connect(self.changed)
        self._cells[one.key] = editor
        return editor
