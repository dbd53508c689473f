"""The draft on paper: sections, lines with their source in the margin, ochre lines with their two acts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.core import drafting
from ketacounsel.core.drafting import NO_ENTRIES, Paragraph, Section
from ketacounsel.core.notes import FORMATS
from ketacounsel.ui.screens.note.line import Line
from ketacounsel.ui.screens.note.viewmodel import Note
from ketacounsel.ui.screens.note.words import HINT, PLACEHOLDERS, margin_words
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.layout import Box, column, row, rule
from ketacounsel.ui.widgets.text import HeadingLabel, TextBlock

TEXT_WIDTH, MARGIN_WIDTH, FOLD_AT = 720, 104, 560


class LineRow(QWidget):
    """A line, its margin, and while it is ochre the two ways to settle it.

    Signals:
        keep_requested: keep this line as written.
    """

    keep_requested = Signal()

    def __init__(self, line: Paragraph, section: Section) -> None:
        super().__init__()
        hint = PLACEHOLDERS.get(section.key, "Write here") if not line.text else ""
        self.edit = Line(f"{section.title}, {line.source_words or 'line'}", placeholder=hint)
        self.edit.set_text(line.text)
        self.margin = TextBlock("", "caption", "faint")
        self.keep, self.change = (
            Button("Keep as written", "soft", "check"),
            Button("Edit", "soft", "pen-line"),
        )
        self.keep.clicked.connect(self.keep_requested)
        self.change.clicked.connect(self._edit)
        self._acts = QWidget()
        self._acts.setLayout(row(self.keep, self.change, None, gap=8, margins=(0, 8, 0, 4)))
        self._beside: Box = row(gap=24)
        self._beside.addWidget(self.edit, 1)
        self._margin: Box = column(self.margin, gap=0, margins=(0, 6, 0, 0))
        self._beside.addLayout(self._margin)
        self._beside.addStretch(0)
        self.setLayout(column(self._beside, self._acts, gap=2))
        self.fit(narrow=False)
        self.show_state(line)

    def show_state(self, line: Paragraph) -> None:
        """Ochre or settled, and where it came from."""
        ochre = line.needs_judgement and not line.settled
        self.edit.set_ochre(ochre)
        self.margin.setText(margin_words(line))
        self.margin.set_tone("warning" if ochre or line.outdated else "faint")
        self.margin.set_role("caption", 600 if ochre else 400)
        self._acts.setVisible(ochre)

    def fit(self, *, narrow: bool) -> None:
        """The margin stands beside the text, or below it in little room."""
        px = theme().px
        self._beside.setDirection(Box.Direction.TopToBottom if narrow else Box.Direction.LeftToRight)
        self._beside.set_gap(6 if narrow else 24)
        self.edit.setMaximumWidth(px(TEXT_WIDTH))
        self.margin.setMinimumWidth(0 if narrow else px(MARGIN_WIDTH))
        self.margin.setMaximumWidth(px(TEXT_WIDTH) if narrow else px(MARGIN_WIDTH))
        self._margin.setContentsMargins(0, 0 if narrow else px(6), 0, 0)

    def _edit(self) -> None:
        self.edit.setFocus()
        self.edit.put_caret(len(self.edit.text()))


class DraftPaper(Card):
    """All of the draft. It shows one note at a time.

    Signals:
        caret_moved: bring this place of a line into view (Line, QRect).
        settled: a line was kept (str its id).
    """

    caret_moved = Signal(object, object)
    settled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._note: Note | None = None
        self.rows: dict[str, LineRow] = {}
        self._narrow = False
        self._title = HeadingLabel("", "page")
        self._subtitle = TextBlock("", "body", "muted")
        self.formats = Segmented([fmt.upper() for fmt in FORMATS], "Note format")
        self.formats.chosen.connect(self._choose_format)
        self._hint = TextBlock("", "small", "muted")
        head: Box = row(gap=16)
        head.addLayout(column(self._title, self._subtitle, gap=4), 1)
        head.addWidget(self.formats, 0, Qt.AlignmentFlag.AlignTop)
        hint = row(IconLabel("notebook-pen", size=16), gap=8)
        hint.addWidget(self._hint, 1)
        self._sections: Box = column(gap=0)
        self.body.put(column(head, 12, hint, 14, self._sections, gap=0, margins=(16, 8, 16, 8)))
        hub().changed.connect(self._fit)

    def show_note(self, note: Note) -> None:
        """Lay the note out anew."""
        self._note = note
        view = note.view
        self._title.setText(view.head.title)
        self._subtitle.setText(view.header_words)
        self.formats.select(FORMATS.index(note.draft.format))
        written = any(one.text.strip() for one in note.draft.paragraphs)
        self._hint.setText(NO_ENTRIES if note.draft.empty and not written else HINT)
        self.rows = {}
        empty(self._sections)
        for number, section in enumerate(drafting.arrange(note.draft)):
            self._add_section(section, first=number == 0)

    def show_states(self) -> None:
        """Margins and ochre, after something was settled or typed."""
        if self._note is None:
            return
        for line in self._note.draft.paragraphs:
            if line.id in self.rows:
                self.rows[line.id].show_state(line)

    def show_text(self, line: str, caret: int) -> None:
        """A line reads otherwise; the keyboard goes there."""
        if self._note is None or line not in self.rows:
            return
        edit = self.rows[line].edit
        edit.set_text(self._note.draft.paragraph(line).text)
        edit.setFocus()
        edit.put_caret(caret)

    def focused(self) -> str:
        """The line that has the keyboard, by itself or one of its buttons."""
        return next((key for key, one in self.rows.items() if one.isAncestorOf(_focus(one))), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add_section(self, section: Section, *, first: bool) -> None:
        note = self._note
        if note is None:
            return
        if not first:
            self._sections.put(10, rule(), 14)
        heading = TextBlock(section.title, "small", "accent", 600)
        self._sections.put(heading, 4)
        for number, line in enumerate(section.paragraphs):
            if number:
                self._sections.put(8)
            self._sections.put(self._row(line, section, note))
        if not section.paragraphs:
            add = Button(f"Write under {section.title.lower()}", "link", "plus")
            add.clicked.connect(lambda: self._add_line(section.key))
            self._sections.put(row(add, None))

    def _row(self, line: Paragraph, section: Section, note: Note) -> LineRow:
        made = LineRow(line, section)
        edit = made.edit
        edit.text_edited.connect(lambda: note.typing(line.id, edit.text))
        edit.left.connect(note.left)
        edit.undo_requested.connect(note.undo)
        edit.redo_requested.connect(note.redo)
        edit.caret_moved.connect(lambda spot: self.caret_moved.emit(edit, spot))
        made.keep_requested.connect(lambda: self.keep(line.id))
        made.fit(narrow=self._narrow)
        self.rows[line.id] = made
        return made

    def keep(self, line: str) -> None:
        """Keep an ochre line as written."""
        if self._note is not None:
            self._note.keep(line)
            self.settled.emit(line)

    def _add_line(self, section: str) -> None:
        if self._note is not None:
            line = self._note.add_line(section)
            self.rows[line].edit.setFocus()

    def _choose_format(self, index: int) -> None:
        if self._note is not None:
            self._note.set_format(FORMATS[index])
            self.formats.options()[index].setFocus()

    def _fit(self) -> None:
        narrow = self.width() / theme().scale < FOLD_AT + MARGIN_WIDTH
        self._narrow = narrow
        for one in self.rows.values():
            one.fit(narrow=narrow)


def _focus(widget: QWidget) -> QWidget:
    focus: QWidget | None = widget.window().focusWidget()
    return widget.window() if focus is None else focus
