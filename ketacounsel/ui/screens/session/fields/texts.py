"""A line, and the client's own words on several lines."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.long_text import LongText


class LineEditor(FieldEditor):
    """One line of words."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.line = TextField(self.name)
        self.line.setProperty("large", True)
        self.line.text_edited.connect(lambda _: self.changed.emit())
        self._label.setBuddy(self.line)
        self.body.put(self.line)

    def become_cell(self) -> None:
        """As high as the pills it stands beside."""
        super().become_cell()
        self.line.setProperty("large", False)

    def value(self) -> JsonValue:
        return self.line.text() or None

    def set_value(self, value: JsonValue) -> None:
        self.line.set_text(value if isinstance(value, str) else "")

    def take_keyboard(self) -> bool:
        self.line.setFocus()
        return True

    def caret(self) -> int:
        return self.line.cursorPosition() if self.line.hasFocus() else -1

    def set_caret(self, at: int) -> None:
        self.line.setFocus()
        self.line.setCursorPosition(at)


class WordsEditor(FieldEditor):
    """Several lines; grows to 60 % of the height, then scrolls."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.area = LongText(self.name, min_height=116)
        self.area.text_edited.connect(self.changed)
        self._label.setBuddy(self.area)
        self.body.put(self.area)
        if field.private:
            self.show_hint("Sealed with your private jotting; never in the note")

    def value(self) -> JsonValue:
        return self.area.text() or None

    def set_value(self, value: JsonValue) -> None:
        self.area.set_text(value if isinstance(value, str) else "")

    def take_keyboard(self) -> bool:
        self.area.setFocus()
        self.area.moveCursor(QTextCursor.MoveOperation.End)
        return True

    def caret(self) -> int:
        return self.area.textCursor().position() if self.area.hasFocus() else -1

    def set_caret(self, at: int) -> None:
        self.area.setFocus()
        cursor = self.area.textCursor()
        cursor.setPosition(max(0, min(at, self.area.document().characterCount() - 1)))
        self.area.setTextCursor(cursor)
        self.area.ensureCursorVisible()
