"""A line of the note: text on paper that becomes a field when the keyboard is in it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.long_text import LongText

TALLEST = 12_000


class Line(LongText):
    """Grows with its words, without a frame. Ctrl Z belongs to the whole note.

    Signals:
        undo_requested, redo_requested: take back, or do again, across the note.
        caret_moved: bring this place into view (QRect within the line).
    """

    undo_requested = Signal()
    redo_requested = Signal()
    caret_moved = Signal(object)

    def __init__(self, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=placeholder, min_height=28, line=26, parent=parent)
        self._ochre = False
        self.setProperty("plain", True)
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.cursorPositionChanged.connect(self._follow)
        hub().changed.connect(self._mark)

    def set_read_only(self) -> None:
        """Text to be read and selected, without a caret."""
        self.setReadOnly(True)
        self.setProperty("readOnly", True)

    def set_ochre(self, ochre: bool) -> None:
        """Marked as a line that needs the counselor."""
        if ochre != self._ochre:
            self._ochre = ochre
            self._mark()

    def set_paragraphs(self, text: str) -> None:
        """Text whose blank lines become small gaps, as on paper."""
        paragraphs = text.strip("\n").split("\n\n")
        self.set_text("\n".join(paragraphs))
        cursor, place = QTextCursor(self.document()), 0
        for one in paragraphs[:-1]:
            place += one.count("\n") + 1
            cursor.setPosition(self.document().findBlockByNumber(place - 1).position())
            form = cursor.blockFormat()
            form.setBottomMargin(theme().px(8))
            cursor.setBlockFormat(form)

    def put_caret(self, at: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(at, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_shift_z(event):
            self.redo_requested.emit()
        else:
            super().keyPressEvent(event)

    def focus_rect(self) -> QRect:
        """The ring keeps off the letters."""
        px = theme().px
        return self.rect().adjusted(-px(8), -px(2), px(8), px(2))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self._wanted_height())

    def _content_height(self) -> float:
        return self.document().size().height()

    def _wanted_height(self) -> int:
        return min(max(theme().px(28), round(self._content_height())), TALLEST)

    def _follow(self) -> None:
        if self.hasFocus():
            spot: QRect = self.cursorRect()
            self.caret_moved.emit(spot)

    def _mark(self) -> None:
        if not self._ochre:
            self.setExtraSelections([])
            return
        look = QTextCharFormat()
        look.setBackground(QColor(theme().color("warning_tint")))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(theme().color("warning_mark"))
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        mark = QTextEdit.ExtraSelection()
        mark.format, mark.cursor = look, whole
        self.setExtraSelections([mark])


def _is_shift_z(event: QKeyEvent) -> bool:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Z and event.modifiers() == both
