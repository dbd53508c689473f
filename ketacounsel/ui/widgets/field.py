"""One-line fields, and the label, hint and message that belong to any field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import IconButton
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.line_edit import LineEdit
from ketacounsel.ui.widgets.paint import draw_icon, painter_on
from ketacounsel.ui.widgets.text import Text, TextBlock


class TextField(LineEdit):
    """A line of plain text, 40 high, with an optional icon in front.

    Signals:
        text_edited: a person changed the words.
        left: the field lost the keyboard: a good time to check and to save.
    """

    left = Signal()

    typed_anew = False
    """True where what stands in the field is replaced as a whole: a date, a time."""

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        icon: str = "",
        soft: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._icon = icon
        if icon:
            self.setProperty("leading", True)
        if soft:
            self.setProperty("soft", True)
        self.setPlaceholderText(placeholder)

    def set_text(self, text: str) -> None:
        """Show stored words without moving a caret that is in use."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def set_state(self, state: str) -> None:
        """ "" | error | question: the edge, beside a message in words."""
        if (self.property("state") or "") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            draw_icon(painter_on(self), self._icon, "text_faint", 18, theme().px(12), self.height() / 2)


class PassField(TextField):
    """A passphrase: hidden, with an eye to show it; pasting is allowed."""

    def __init__(self, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=placeholder, parent=parent)
        self.setProperty("trailing", True)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = IconButton("eye", f"Show {name.lower()}", "muted", parent=self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_words)
        self._name = name

    def reveal(self) -> None:
        """Show the words: they were suggested, and are to be read."""
        self._eye.setChecked(True)

    def _show_words(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.set_name(f"{'Hide' if shown else 'Show'} {self._name.lower()}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height()
        self._eye.setGeometry(self.width() - side, 0, side, side)


class ComboField(QComboBox):
    """One of a list.

    Signals:
        chosen: the index that a person picked.
    """

    chosen = Signal(int)

    def __init__(self, name: str, options: list[str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItems(options or [])
        self.activated.connect(self.chosen)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def set_state(self, state: str) -> None:
        self.setProperty("state", state)
        self.style().unpolish(self)
        self.style().polish(self)

    def select(self, index: int) -> None:
        """Show a stored choice; -1 for none."""
        self.setCurrentIndex(index)

    def wheelEvent(self, event: object) -> None:
        """A wheel that scrolls the page must not change an answer."""
        if isinstance(event, QEvent):
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        left = self.width() - theme().px(30)
        draw_icon(painter_on(self), "chevron-down", "text_muted", 18, left, self.height() / 2)


class FieldLabel(Text):
    """The words above a field."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "small", "text", 600, parent)


class Field(QWidget):
    """A control with its label, a hint beside the label and a line below for a message.

    Errors and questions are said in words with an icon, and are added to what a screen reader says.
    Hint and message are made when first needed: a form has many fields and few messages.
    """

    def __init__(self, label: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._label = FieldLabel(label)
        self._label.setBuddy(control)
        self._hint: Text | None = None
        self._message: _Message | None = None
        self._column = column(self._label, control, gap=6)
        self._column.addStretch(1)
        self.setLayout(self._column)
        if hint:
            self.set_hint(hint)
        if not control.accessibleName():
            control.setAccessibleName(label)

    def set_error(self, text: str) -> None:
        """What is wrong, and what to do. Nothing is blocked."""
        self._say(text, "danger", "triangle-alert", "error")

    def set_question(self, text: str) -> None:
        """Something to look at that may well be right: "Weight is 20 kg less than last time"."""
        self._say(text, "warning", "info", "question")

    def clear_message(self) -> None:
        if self._message is not None:
            self._say("", "muted", "", "")

    def set_label(self, label: str) -> None:
        self._label.setText(label)

    def set_hint(self, hint: str) -> None:
        """A few faint words beside the label: "choose any"."""
        if self._hint is None:
            self._hint = Text("", "small", "faint")
            self._column.removeWidget(self._label)
            self._column.insertLayout(0, row(self._label, self._hint, None, gap=8))
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def message(self) -> str:
        return self._message.text() if self._message is not None else ""

    def _say(self, text: str, tone: str, icon: str, state: str) -> None:
        if self._message is None:
            self._message = _Message()
            self._column.insertWidget(2, self._message)
        self._message.say(text, tone, icon)
        set_state = getattr(self.control, "set_state", None)
        if callable(set_state):
            set_state(state)
        self.control.setAccessibleDescription(text)


class _Message(QWidget):
    """An icon and what is to be said about a field."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._words = IconLabel("", "danger", 16), TextBlock("", "small", "danger")
        line = row(gap=6)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.setLayout(line)

    def text(self) -> str:
        return self._words.text()

    def say(self, text: str, tone: str, icon: str) -> None:
        self._words.set_tone(tone)
        self._words.setText(text)
        self._icon.set_icon(icon, tone)
        self.setVisible(bool(text))
