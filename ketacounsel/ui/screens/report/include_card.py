"""What is in the report: a tick for each part, and its words to be changed in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.report_choices import Option, ReportChoices
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.check import CheckRow
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.text import Text, TextBlock

HINTS = {
    "summary": "Three to five sentences of facts.",
    "themes": "No narrative: what the prescriber needs of daily life.",
    "safety": "Facts only. The program rates no risk.",
    "questions": "One line for each number.",
}


class IncludeRow(QWidget):
    """One part: a tick, what it holds, and its words when they are opened.

    Signals:
        ticked: put in or left out (keys, bool).
        opened: the words are to be shown or hidden (bool).
        typed: the words are being changed (str key, str words).
        taken_back: the proposed words are wanted again (str key).
    """

    ticked = Signal(object, bool)
    opened = Signal(bool)
    typed = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.check = CheckRow(option.label)
        self.check.clicked.connect(lambda on: self.ticked.emit(self.option.keys, on))
        self.edit = IconButton("pen-line", f"Change the words of {option.label}", "quiet")
        self.edit.setCheckable(True)
        self.edit.clicked.connect(self.opened)
        keep = self.edit.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.edit.setSizePolicy(keep)
        self.edit.setVisible(bool(option.text_key))
        self.count = Text("", "small", "muted")
        self.editor = QWidget()
        self.words = LongText(option.label, min_height=96, role="body", line=21)
        self.words.text_edited.connect(lambda: self.typed.emit(self.option.text_key, self.words.text()))
        self.back = Button("Use the proposed words", "link")
        self.back.clicked.connect(lambda _=False: self.taken_back.emit(self.option.text_key))
        self._hint = TextBlock(HINTS.get(option.text_key, ""), "small", "muted")
        self.editor.setLayout(
            column(self.words, row(self._hint, self.back, gap=8), gap=4, margins=(0, 0, 0, 10))
        )
        self.editor.hide()
        line = row(gap=4)
        line.addWidget(self.check, 1)
        line.addWidget(self.count)
        line.addWidget(self.edit)
        self.setLayout(column(line, self.editor, gap=2))

    def show_option(self, option: Option, words: str, edited: bool) -> None:
        """What stands in the record now; words being typed are left alone."""
        self.option = option
        self.check.setChecked(option.on)
        self.count.setText(option.count)
        self.check.setAccessibleDescription(option.count)
        self.back.setVisible(edited)
        if self.words.text() != words and not self.words.hasFocus():
            self.words.set_text(words)

    def set_words(self, words: str) -> None:
        """Other words, also under the caret."""
        self.words.set_text(words)

    def set_open(self, on: bool) -> None:
        """Show or hide the words."""
        self.editor.setVisible(on)
        self.edit.setChecked(on)
        if on:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)


class IncludeCard(Card):
    """The parts of the layout in their order; one part's words are open at a time.

    Signals:
        ticked: a part is put in or left out (keys, bool).
        typed: words are being changed (str key, str words).
        taken_back: the proposed words are wanted again (str key).
    """

    ticked = Signal(object, bool)
    typed = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Include", dense=True, parent=parent)
        self.rows: dict[tuple[str, ...], IncludeRow] = {}

    def show_choices(self, choices: ReportChoices) -> None:
        """Ticks, counts and words."""
        for option in choices.options:
            shown = self.rows.get(option.keys) or self._add(option)
            words = choices.texts.get(option.text_key, "")
            shown.show_option(option, words, option.text_key in choices.edited)

    def row_of(self, text_key: str) -> IncludeRow | None:
        """The part whose words these are."""
        return next((one for one in self.rows.values() if one.option.text_key == text_key), None)

    def open_words(self, text_key: str, on: bool = True) -> None:
        """Show one part's words and no other's."""
        for one in self.rows.values():
            own = one.option.text_key == text_key
            if own or not one.editor.isHidden():
                one.set_open(on and own)

    def close_all(self) -> None:
        """No words are open."""
        self.open_words("")

    def put_back(self, text_key: str, words: str) -> None:
        """The proposed words, where one's own stood."""
        shown = self.row_of(text_key)
        if shown is not None:
            shown.set_words(words)

    def _add(self, option: Option) -> IncludeRow:
        shown = IncludeRow(option)
        shown.ticked.connect(self.ticked)
        shown.typed.connect(self.typed)
        shown.taken_back.connect(self.taken_back)
        shown.opened.connect(lambda on, key=option.text_key: self.open_words(key, on))
        self.rows[option.keys] = shown
        self.body.put(shown)
        return shown
