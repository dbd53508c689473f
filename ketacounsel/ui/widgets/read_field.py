"""A field that reads what was typed when it is left: the value is what was understood, or nothing."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.widgets.field import TextField

V = TypeVar("V")


class ReadField(TextField, Generic[V]):
    """Says back in full what it understood.

    Signals:
        value_changed: a person chose or typed a value, or emptied the field (None).
        not_read: what was left in the field can't be read.
    """

    value_changed = Signal(object)
    not_read = Signal()
    typed_anew = True

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=placeholder, parent=parent)
        self._value: V | None = None
        self.left.connect(self.settle)
        self.returnPressed.connect(self.settle)

    def read(self, text: str) -> V | None:
        """The value in these words, or None."""
        raise NotImplementedError

    def say(self, value: V) -> str:
        """The value in words that can be read again."""
        raise NotImplementedError

    def value(self) -> V | None:
        return self._value

    def set_value(self, value: V | None) -> None:
        self._value = value
        self.set_text("" if value is None else self.say(value))
        self.set_state("")

    def settle(self) -> None:
        """Read what stands in the field now, also while it still has the keyboard."""
        text = self.text().strip()
        untouched = self._value is not None and text == self.say(self._value)
        value = self._value if untouched else self.read(text)
        if value is not None:
            self._take(value)
        elif not text and self._value is not None:
            self.set_value(None)
            self.value_changed.emit(None)
        elif text:
            self._value = None  # what can't be read must not be kept as what stood there before
            self.set_state("error")
            self.not_read.emit()

    def _take(self, value: V) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.value_changed.emit(value)
