"""The crisis lines shown in a safety follow-up and printed in a safety plan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved
from ketacounsel.core.people import CrisisLine
from ketacounsel.core.rescue import Words
from ketacounsel.services.founding import US_LINE
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.settings.rows import SettingsPage
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.layout import Box, column, row
from ketacounsel.ui.widgets.text import TextBlock

LEAD = "Numbers to call that fit where your clients live. They stand in a safety follow-up and a safety plan."
EMPTY = "No line yet. Add the ones you would give a client tonight."
NARROW = 600
Offer = Callable[[str, Callable[[], object]], None]


class LineRow(QWidget):
    """Name, number, hours of one line.

    Signals:
        edited: a person changed one of them.
        removed: take this line away.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, line: CrisisLine) -> None:
        super().__init__()
        self.name = TextField("Name of the line", placeholder="Name")
        self.number = TextField("Number", placeholder="Number")
        self.hours = TextField("Hours", placeholder="Hours")
        for field, text in ((self.name, line.name), (self.number, line.number), (self.hours, line.hours)):
            field.set_text(text)
            field.text_edited.connect(lambda _: self.edited.emit())
        remove = IconButton("x", f"Remove {line.name or 'this line'}", "muted")
        remove.clicked.connect(self.removed)
        self._fields: Box = row(gap=8)
        for field, share in ((self.name, 5), (self.number, 3), (self.hours, 4)):
            self._fields.addWidget(field, share)
        whole = row(gap=8, margins=(0, 6, 0, 6))
        whole.addLayout(self._fields, 1)
        whole.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(whole)

    def line(self) -> CrisisLine:
        """As it stands in the fields."""
        return CrisisLine(*(field.text().strip() for field in (self.name, self.number, self.hours)))

    def focus_first(self) -> None:
        self.name.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() / theme().scale < NARROW
        self._fields.setDirection(Box.Direction.TopToBottom if narrow else Box.Direction.LeftToRight)


class CrisisPage(SettingsPage):
    """Lines can be added, changed and taken away; taking away can be undone.

    Signals:
        undo_offered: a line was removed and can come back (str, Callable).
    """

    undo_offered = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: list[LineRow] = []
        self._lines: Box = column(gap=0)
        self._empty = TextBlock(EMPTY, "body", "muted")
        self.add, self.preset = (
            Button("Add a line", "secondary", "plus"),
            Button("Add the 988 Lifeline", "quiet"),
        )
        self.add.clicked.connect(lambda: self._add(CrisisLine("", "")))
        self.preset.clicked.connect(lambda: self._add(US_LINE))
        card = Card("Crisis lines")
        card.body.put(TextBlock(LEAD, "body", "muted"), 10, self._empty, self._lines, 10)
        card.body.put(row(self.add, self.preset, None, gap=8))
        self.body.put(card)

    def lines(self) -> tuple[CrisisLine, ...]:
        """What stands there, empty rows left out."""
        found = (one.line() for one in self.rows)
        return tuple(line for line in found if line.name or line.number)

    def reread(self) -> None:
        self.desk.autosave.flush()  # what is being typed is newer than what was read
        lines = self.desk.practice.get().crisis_lines
        if not self.rows or lines != self.lines():
            self._show(lines)

    def focus_first(self) -> None:
        self.rows[0].focus_first() if self.rows else self.add.setFocus()

    def _show(self, lines: tuple[CrisisLine, ...]) -> None:
        empty(self._lines)
        self.rows = []
        for line in lines:
            self._put(line)
        self._show_state()

    def _put(self, line: CrisisLine) -> LineRow:
        shown = LineRow(line)
        shown.edited.connect(self._save)
        shown.removed.connect(lambda: self._remove(shown))
        self.rows.append(shown)
        self._lines.put(shown)
        return shown

    def _add(self, line: CrisisLine) -> None:
        shown = self._put(line)
        self._show_state()
        if line.name:
            self._save()
        shown.focus_first()

    def _remove(self, shown: LineRow) -> None:
        before, name = self.lines(), shown.line().name
        self.rows.remove(shown)
        self._lines.removeWidget(shown)
        shown.hide()
        shown.deleteLater()
        self._show_state()
        self._save()
        self.add.setFocus()
        if name:
            self.undo_offered.emit(f"“{name}” removed.", lambda: self._restore(before))

    def _restore(self, lines: tuple[CrisisLine, ...]) -> None:
        self._show(lines)
        self._save()

    def _show_state(self) -> None:
        self._empty.setVisible(not self.rows)
        has_988 = any(one.line().number == US_LINE.number for one in self.rows)
        self.preset.setVisible(self.desk.practice.get().country == "US" and not has_988)

    def _save(self) -> None:
        lines = self.lines()

        def write() -> Saved:
            return self.desk.practice.patch_practice({"crisis_lines": lines})

        words = Words("practice", "practice", "crisis_lines", lines)
        self.desk.autosave.put("crisis_lines", write, lambda: words)
