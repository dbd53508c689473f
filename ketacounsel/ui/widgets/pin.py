"""Six boxes for a PIN, one digit each; pasting fills them all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.line_edit import LineEdit

LENGTH = 6


class _Digit(LineEdit):
    """One box. Digits go on to the next, Backspace goes back."""

    typed = Signal(str)
    back = Signal()

    def __init__(self, name: str, width: int) -> None:
        super().__init__()
        self._width = width
        self.setAccessibleName(name)
        self.setProperty("pin", True)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._rescale()
        hub().changed.connect(self._rescale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isdigit() and text.isascii():
            self.typed.emit(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.back.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def _rescale(self) -> None:
        self.setFixedWidth(theme().px(self._width))
        self.setFont(theme().font("prompt", 600, figures=True))


class PinField(QWidget):
    """The digits stay in the boxes until clear().

    Signals:
        filled: all six digits are there.
        edited: a digit came or went.
    """

    filled = Signal(str)
    edited = Signal()

    def __init__(self, name: str = "PIN", *, box_width: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._boxes = [_Digit(f"{name}, digit {place + 1} of {LENGTH}", box_width) for place in range(LENGTH)]
        lay = row(*self._boxes, None, gap=8)
        self.setLayout(lay)
        self.setFocusProxy(self._boxes[0])
        for place, digit in enumerate(self._boxes):
            digit.typed.connect(lambda text, at=place: self._take(at, text))
            digit.back.connect(lambda at=place: self._back(at))
            digit.text_edited.connect(lambda text, at=place: self._take(at, text))

    def pin(self) -> str:
        return "".join(digit.text() for digit in self._boxes)

    def clear(self) -> None:
        for digit in self._boxes:
            digit.clear()
        self._boxes[0].setFocus()

    def show_digits(self, shown: bool) -> None:
        """Readable, while a new PIN is chosen; else dots."""
        for digit in self._boxes:
            digit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def set_state(self, state: str) -> None:
        """ "" | error: the edges."""
        for digit in self._boxes:
            digit.setProperty("state", state)
            digit.style().unpolish(digit)
            digit.style().polish(digit)

    def _take(self, at: int, text: str) -> None:
        digits = [sign for sign in text if sign in "0123456789"]
        if not digits:
            self._boxes[at].clear()
            return
        for place, sign in zip(range(at, LENGTH), digits, strict=False):
            self._boxes[place].setText(sign)
        self._boxes[min(at + len(digits), LENGTH - 1)].setFocus()
        self.edited.emit()
        if len(self.pin()) == LENGTH:
            self.filled.emit(self.pin())

    def _back(self, at: int) -> None:
        place = at if self._boxes[at].text() else max(0, at - 1)
        self._boxes[place].clear()
        self._boxes[place].setFocus()
        self.edited.emit()
