"""A line that tells a person's edit from the program's, also when the person writes through a screen reader.

Qt's own textEdited is silent about words that dictation or a switch puts in through accessibility.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ketacounsel.ui.widgets.private_input import PRIVATE_INPUT


class LineEdit(QLineEdit):
    """One line of plain text.

    Signals:
        text_edited: a person changed the words, by keys, by pasting, or through accessibility.
    """

    text_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(PRIVATE_INPUT)
        self._by_program = False
        self.textChanged.connect(self._on_changed)

    def setText(self, text: str | None, /) -> None:
        """The program's own words; Qt calls another way when they are a person's."""
        before, self._by_program = self._by_program, True
        super().setText(text)
        self._by_program = before

    def clear(self) -> None:
        self.setText("")

    def _on_changed(self, text: str) -> None:
        if not self._by_program:
            self.text_edited.emit(text)
