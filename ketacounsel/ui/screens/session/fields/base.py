"""What all editors of a step share: a value as JSON, one signal for a change, a place for the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.answers import JsonValue, is_empty
from ketacounsel.core.templates import Field
from ketacounsel.ui.widgets.field import FieldLabel
from ketacounsel.ui.widgets.layout import Box, column, row
from ketacounsel.ui.widgets.text import Text, TextBlock

LONG_HINT = 56


class MeasureDoor(Protocol):
    """What a measure in a step needs of the session around it."""

    def title(self, measure_id: str) -> str:
        """PHQ-9."""

    def refused(self, measure_id: str) -> str:
        """Why it is not offered now; "" when it is."""

    def asked_aloud(self, measure_id: str) -> bool:
        """Whether the counselor asks it, so that the screen is not handed over."""

    def begin(self, measure_id: str, mode: str) -> str:
        """The id of a sitting in this session, begun or gone on with."""

    def words(self, sitting_id: str) -> str:
        """How far it is, or its score with its published band."""

    def last(self, measure_id: str, within_days: int) -> str:
        """The latest result within so many days, in words; "" when there is none."""

    def is_done(self, sitting_id: str) -> bool:
        """Whether it was finished."""

    def table(self, sitting_id: str) -> QWidget:
        """All questions at once, for the counselor; its signal `finished` says when."""

    def hand_over(self, sitting_id: str) -> None:
        """Give the window to the client."""

    def scored(self) -> None:
        """It was finished here: what it asks for may follow."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What editors stand on: tokens filled in, the practice's day and zone, what the program knows itself."""

    fill: Callable[[str], str]
    today: Callable[[], date]
    zone: str
    auto: Callable[[str], str] = lambda _: ""
    own_themes: tuple[str, ...] = ()
    measures: MeasureDoor | None = None


class FieldEditor(QWidget):
    """One field of a step: its label, its hint, and what records the answer.

    Signals:
        changed: a person changed the answer; read it with value().
        went_on: a key answered it; the next field may have the keyboard.
        undo_offered: something was taken out and can come back (str what, Callable undo).
    """

    changed = Signal()
    went_on = Signal()
    undo_offered = Signal(str, object)
    wants_digits = False

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__()
        self.field, self.ground = field, ground
        self.name = ground.fill(field.label)
        self._hint: Text | None = None
        self._below: TextBlock | None = None
        self._label = FieldLabel(self.name)
        self._head: Box = row(self._label, None, gap=8)
        self.body: Box = column(gap=6)
        self._column = column(self._head, self.body, gap=6)
        self.setLayout(self._column)
        if field.hint:
            self.show_hint(ground.fill(field.hint))

    def become_cell(self) -> None:
        """Beside other fields in a row: labels in one line, whatever stands below them."""
        self._column.addStretch(1)

    def show_hint(self, hint: str, tone: str = "faint") -> None:
        """The lighter words after the label, or below it when they are a sentence."""
        if len(hint) > LONG_HINT:
            self._column.insertWidget(1, TextBlock(hint, "small", tone))
            return
        if self._hint is None:
            self._hint = Text("", "small", tone)
            self._head.insertWidget(1, self._hint)
        self._hint.setText(hint)

    def show_risk(self, line: str) -> None:
        """A calm line below, when an answer has opened a path or can't be read."""
        if self._below is None:
            if not line:
                return
            self._below = TextBlock("", "small", "warning", 500)
            self._column.addWidget(self._below)
        self._below.setText(line)
        self._below.setVisible(bool(line))

    def value(self) -> JsonValue:
        """The answer as core.answers says; None when there is none."""
        raise NotImplementedError

    def set_value(self, value: JsonValue) -> None:
        """Show a stored answer; not a change."""
        raise NotImplementedError

    def take_keyboard(self) -> bool:
        """Put the keyboard here. False when there is nothing to type or press."""
        return False

    def is_blank(self) -> bool:
        return is_empty(self.value())

    def type_digit(self, text: str) -> bool:
        """A digit or X typed while no field has the keyboard. True when it was an answer."""
        return False

    def caret(self) -> int:
        """Where typing goes on; -1 where there is no caret."""
        return -1

    def set_caret(self, at: int) -> None:
        """Put the caret back."""
