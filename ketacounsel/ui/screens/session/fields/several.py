"""Any of several: chips for words, ticks for things gone through, and one act that says none of these."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.answers import NONE, JsonValue, chosen, said_none
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.widgets.check import CheckRow, ChoiceChip
from ketacounsel.ui.widgets.chip_group import ChipGroup
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.layout import Grid


class ChipsEditor(FieldEditor):
    """Chips; themes may take words of the counselor's own."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self._themes = field.kind == "themes"
        self.body.set_gap(8)
        self._labels = {ground.fill(option.label): option.key for option in field.options}
        own = [word for word in ground.own_themes if word not in self._labels] if self._themes else []
        self._labels |= {word: word for word in own[:8]}
        self.chips = ChipGroup(list(self._labels), self.name, allow_new=self._themes)
        self.chips.chosen_changed.connect(self._chose)
        self.none = _NoneChip(field.none_option, self.name) if field.none_option else None
        self._new = TextField(f"New word for {self.name.lower()}", placeholder="New theme, then Enter")
        self._new.hide()
        self._new.returnPressed.connect(self._take_new)
        self._new.left.connect(self._take_new)
        self.chips.new_requested.connect(self._ask_new)
        self.body.put(self.chips, self._new)
        if self.none is not None:
            self.none.clicked.connect(self._said_none)
            self.body.put(self.none)
            self.body.setAlignment(self.none, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> JsonValue:
        keys = [self._labels[label] for label in self.chips.chosen()]
        if not keys and self.none is not None and self.none.isChecked():
            return [NONE]
        return keys or None

    def set_value(self, value: JsonValue) -> None:
        labels = {key: label for label, key in self._labels.items()}
        for key in chosen(value):
            if key not in labels and self._themes:
                self._labels[key] = labels[key] = key
                self.chips.add(key)
        self.chips.set_chosen(labels[key] for key in chosen(value) if key in labels)
        if self.none is not None:
            self.none.setChecked(said_none(value))

    def take_keyboard(self) -> bool:
        return _focus(self.chips.chips())

    def _chose(self, labels: list[str]) -> None:
        if labels and self.none is not None:
            self.none.setChecked(False)
        self.changed.emit()

    def _said_none(self) -> None:
        if self.none is not None and self.none.isChecked():
            self.chips.set_chosen(())
        self.changed.emit()

    def _ask_new(self) -> None:
        self._new.show()
        self._new.setFocus()

    def _take_new(self) -> None:
        """A second call, when hiding takes the keyboard away, finds the field empty."""
        word = " ".join(self._new.text().split())
        self._new.setText("")
        if word:
            known = next((label for label in self._labels if label.lower() == word.lower()), "")
            if not known:
                self._labels[word] = word
                self.chips.add(word)
            self.chips.set_chosen([*self.chips.chosen(), known or word])
            self._chose(self.chips.chosen())
        if self._new.isVisible():
            had = self._new.hasFocus()
            self._new.hide()
            if had:
                self.take_keyboard()


class ChecklistEditor(FieldEditor):
    """Ticks in two columns where there is room."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.ticks = [CheckRow(ground.fill(option.label), runner=True) for option in field.options]
        self.none = CheckRow(field.none_option, runner=True) if field.none_option else None
        grid = Grid(16, 0)
        rows = [*self.ticks, *([self.none] if self.none is not None else [])]
        for place, tick in enumerate(rows):
            tick.setAccessibleName(f"{self.name}: {tick.text()}")
            grid.addWidget(tick, place // 2, place % 2)
            tick.clicked.connect(lambda on, one=tick: self._ticked(one, on))
        self.body.put(grid)

    def value(self) -> JsonValue:
        keys = [
            option.key
            for option, tick in zip(self.field.options, self.ticks, strict=True)
            if tick.isChecked()
        ]
        if not keys and self.none is not None and self.none.isChecked():
            return [NONE]
        return keys or None

    def set_value(self, value: JsonValue) -> None:
        keys = set(chosen(value))
        for option, tick in zip(self.field.options, self.ticks, strict=True):
            tick.setChecked(option.key in keys)
        if self.none is not None:
            self.none.setChecked(said_none(value))

    def take_keyboard(self) -> bool:
        return _focus(self.ticks)

    def _ticked(self, tick: CheckRow, on: bool) -> None:
        if on and tick is self.none:
            for one in self.ticks:
                one.setChecked(False)
        elif on and self.none is not None:
            self.none.setChecked(False)
        self.changed.emit()


class _NoneChip(ChoiceChip):
    """The one act that says: asked, and none of these."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setAccessibleName(f"{name}: {text}")


def _focus(stops: Sequence[QWidget]) -> bool:
    for stop in stops[:1]:
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
    return bool(stops)
