"""The field for a client's words and for notes: plain text, grows with what is typed, then scrolls."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.private_input import PRIVATE_INPUT

LONGEST_PARAGRAPH = 1200
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_JOINERS = "\u200d\ufe0e\ufe0f"


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
        self.setInputMethodHints(PRIVATE_INPUT)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

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
            self._end_undo_step()
            self.text_edited.emit()

    def _end_undo_step(self) -> None:
        """Ctrl Z takes back a word, not a whole page: Qt joins what is typed while the text is modified."""
        place = self.textCursor().position()
        if place and self.document().characterAt(place - 1).isspace():
            self.document().setModified(False)

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

    def _content_height(self) -> float:
        return self.document().size().height() + 2 * theme().px(8) + 4

    def _wanted_height(self) -> int:
        px, content = theme().px, self._content_height()
        most = max(px(self._min_height), round(self.window().height() * self._share))
        return min(max(px(self._min_height), round(content)), most)

    def _grow(self) -> None:
        """A bar only when it is needed for good: one that comes and goes breaks the lines anew each time."""
        height = self._wanted_height()
        scrolls = self._content_height() > height + 1
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)
        if height != self._shown:
            self._shown = height
            self.updateGeometry()


def part_walls(text: str, longest: int = LONGEST_PARAGRAPH) -> str:
    """Break paragraphs that are too long at ends of sentences, else between words.

    Only what is no word any more, without a space for longer than a paragraph may be, is broken within.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    if len(text) <= longest:
        return text
    return "\n".join(_parted(line, longest) if len(line) > longest else line for line in text.split("\n"))


def _parted(line: str, longest: int) -> str:
    parts: list[str] = []
    current = ""
    for sentence in (part for whole in _SENTENCE_END.split(line) for part in _shortened(whole, longest)):
        if current and len(current) + len(sentence) > longest:
            parts.append(current)
            current = sentence
        else:
            current = f"{current} {sentence}" if current else sentence
    return "\n".join([*parts, current])


def _shortened(sentence: str, longest: int) -> list[str]:
    """One sentence in parts that are short enough to lay out between two keys."""
    parts, start = [], 0
    while len(sentence) - start > longest:
        end = sentence.rfind(" ", start + 1, start + longest)
        if end < 0:
            end = _between_letters(sentence, start + longest, start)
        parts.append(sentence[start:end])
        start = end + (sentence[end] == " ")
    return [*parts, sentence[start:]]


def _between_letters(text: str, at: int, least: int) -> int:
    """That place or one before it, where no letter is parted from its marks."""
    for place in range(at, least + 1, -1):
        joined = unicodedata.combining(text[place]) or text[place] in _JOINERS or text[place - 1] in _JOINERS
        if not joined:
            return place
    return at
