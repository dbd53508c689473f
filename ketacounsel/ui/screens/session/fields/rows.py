"""A list of rows: small steps, insights, aftereffects. Chips add a row where there is a set of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer

from ketacounsel.core.answers import NONE, JsonValue, is_empty, rows, said_none
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.screens.session.fields.row_card import RowCard
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.check import ChoiceChip
from ketacounsel.ui.widgets.chip_group import ChipGroup
from ketacounsel.ui.widgets.layout import Box, column


class RowsEditor(FieldEditor):
    """Rows in cards, a button or chips that add one, and one act that says there are none."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.cards: list[RowCard] = []
        self._rows: Box = column(gap=10)
        self.body.set_gap(8)
        self._first = field.columns[0]
        self.chips: ChipGroup | None = None
        self.add: Button | None = None
        self.none: ChoiceChip | None = None
        if field.chips:
            self._names = {option.label: option.key for option in self._first.options}
            self.chips = ChipGroup(list(self._names), self.name)
            self.chips.chosen_changed.connect(self._chips_changed)
            self.body.put(self.chips, self._rows)
        else:
            self.body.put(self._rows)
        if field.add_label:
            self.add = Button(field.add_label, "link", "plus")
            self.add.clicked.connect(self._add_by_hand)
            self.body.put(self.add)
        if field.none_option:
            self.none = ChoiceChip(field.none_option)
            self.none.setAccessibleName(f"{self.name}: {field.none_option}")
            self.none.clicked.connect(self._said_none)
            self.body.insertWidget(1 if field.chips else self.body.count(), self.none)
            self.body.setAlignment(self.none, Qt.AlignmentFlag.AlignLeft)
        if self.add is not None:
            self.body.setAlignment(self.add, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> JsonValue:
        told = [card.value() for card in self.cards]
        told = [one for one in told if not is_empty(one)]
        if not told and self.none is not None and self.none.isChecked():
            return [NONE]
        return told or None

    def set_value(self, value: JsonValue) -> None:
        told = rows(value)
        if tuple(card.value() for card in self.cards if not is_empty(card.value())) != told:
            for card in tuple(self.cards):
                self._drop(card)
            for one in told:
                self._make(one)
        if self.chips is not None:
            self.chips.set_chosen(self._labels_of(told))
        if self.none is not None:
            self.none.setChecked(said_none(value))
        elif self.field.prefill and not told:
            self.hide()
        self._offer_a_row()

    def is_blank(self) -> bool:
        typed = {column.key for column in self.field.columns if not column.fixed}
        told = self.value()
        return is_empty(told) or (
            bool(self.field.prefill)
            and not any(not is_empty(one.get(key)) for one in rows(told) for key in typed)
        )

    def take_keyboard(self) -> bool:
        if self.chips is not None and not self.cards:
            self.chips.chips()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.cards:
            return self.cards[0].take_keyboard()
        if self.add is not None:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.add is not None

    def _offer_a_row(self) -> None:
        """An empty row to type into at once, unless there are some or there are none to add."""
        denied = self.none is not None and self.none.isChecked()
        if self.add is not None and not self.cards and not denied:
            self._make({})

    def _labels_of(self, told: tuple[Mapping[str, JsonValue], ...]) -> list[str]:
        keys = {one.get(self._first.key) for one in told}
        return [label for label, key in self._names.items() if key in keys]

    def _make(self, told: Mapping[str, JsonValue]) -> RowCard:
        card = RowCard(self.field, self.ground, told, self._title(told))
        card.changed.connect(self._edited)
        card.remove_requested.connect(lambda: self._remove(card))
        self.cards.append(card)
        self._rows.put(card)
        return card

    def _title(self, told: Mapping[str, JsonValue]) -> str:
        if not self.field.chips:
            return ""
        key = told.get(self._first.key)
        return next((label for label, known in self._names.items() if known == key), str(key or ""))

    def _add_by_hand(self) -> None:
        card = self._make({})
        self._clear_none()
        QTimer.singleShot(0, card, card.take_keyboard)

    def _chips_changed(self, labels: list[str]) -> None:
        wanted = [self._names[label] for label in labels]
        there = {card.value().get(self._first.key): card for card in self.cards}
        for key, card in there.items():
            if key not in wanted:
                self._drop(card)
        for key in wanted:
            if key not in there:
                self._make({self._first.key: key})
        self._edited()

    def _remove(self, card: RowCard) -> None:
        key, before = card.value().get(self._first.key), self.value()
        self._drop(card)
        if self.chips is not None:
            self.chips.set_chosen([label for label in self.chips.chosen() if self._names[label] != key])
        self._offer_a_row()
        self.changed.emit()
        self.take_keyboard()
        if before is not None:
            self.undo_offered.emit(f"{self.name}: one row removed.", lambda: self._bring_back(before))

    def _bring_back(self, before: JsonValue) -> None:
        self.set_value(before)
        self.changed.emit()

    def _drop(self, card: RowCard) -> None:
        self.cards.remove(card)
        self._rows.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _edited(self) -> None:
        self._clear_none()
        self.changed.emit()

    def _clear_none(self) -> None:
        if self.none is not None and self.cards:
            self.none.setChecked(False)

    def _said_none(self) -> None:
        if self.none is not None and self.none.isChecked():
            for card in tuple(self.cards):
                self._drop(card)
            if self.chips is not None:
                self.chips.set_chosen(())
        self._offer_a_row()
        self.changed.emit()
