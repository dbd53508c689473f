"""The field for a client's words and for notes: plain text, grows with what is typed, then scrolls."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ketacounsel.ui.theme import hub, theme

LONGEST_PARAGRAPH = 1200
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


class LongText(QTextEdit):
    """Plain text on several lines. Tab leaves the field; Ctrl Z undoes typing.

    Signals:
        text_edited: a person changed the words (read them with text() when saving, not per key).
        left: the field lost the keyboard.
    """

    text_edited = Signal()
    left = Signal()

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        min_height: int = 92,
        share: float = 0.6,
        role: str = "reading",
        line: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._min_height, self._share, self._role, self._line = min_height, share, role, line
        self._quiet, self._shown = False, 0
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._dress()
        hub().changed.connect(self._dress)
        self.textChanged.connect(self._tell)

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show stored words; not an edit, and not undoable. A caret in use stays where it is."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self._quiet = True
        self.setPlainText(text)
        self._space_lines()
        self.document().clearUndoRedoStacks()
        cursor = self.textCursor()
        cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self._quiet = False

    def set_state(self, state: str) -> None:
        """ "" | error | question."""
        if (self.property("state") or "") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self._wanted_height())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only; a wall of text is parted at ends of sentences, which keeps typing quick."""
        self.insertPlainText(part_walls(source.text()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def _tell(self) -> None:
        if not self._quiet:
            self.text_edited.emit()

    def _dress(self) -> None:
        self.setFont(theme().font(self._role, 400))
        self._quiet = True
        self._space_lines()
        self._quiet = False
        self._grow()

    def _space_lines(self) -> None:
        """The line height of the type scale for every paragraph; new ones inherit it."""
        form = QTextBlockFormat()
        height = float(theme().px(self._line))
        form.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)

    def _wanted_height(self) -> int:
        px = theme().px
        content = self.document().size().height() + 2 * px(8) + 4
        most = max(px(self._min_height), round(self.window().height() * self._share))
        return min(max(px(self._min_height), round(content)), most)

    def _grow(self) -> None:
        height = self._wanted_height()
        if height != self._shown:
            self._shown = height
            self.updateGeometry()


def part_walls(text: str, longest: int = LONGEST_PARAGRAPH) -> str:
    """Break paragraphs that are too long at ends of sentences. No word is changed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    if len(text) <= longest:
        return text
    return "\n".join(_parted(line, longest) if len(line) > longest else line for line in text.split("\n"))


def _parted(line: str, longest: int) -> str:
    parts: list[str] = []
    current = ""
    for sentence in _SENTENCE_END.split(line):
        if current and len(current) + len(sentence) > longest:
            parts.append(current)
            current = sentence
        else:
            current = f"{current} {sentence}" if current else sentence
    return "\n".join([*parts, current])
