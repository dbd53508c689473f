"""A report that was sent: when, to whom, how, and what it held."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.report_choices import FiledCopy
from ketacounsel.core.report_compile import period_words
from ketacounsel.ui.when import day_and_time
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.text import Text, TextBlock

UNCOVERED = (
    "No release covers this copy today, so it stays here. Record one in a new report, or give a reason there."
)
HOW = {"printed": "Printed", "saved": "Saved as PDF"}


class SentCard(Card):
    """The facts of a filed copy.

    Signals:
        again_requested: a report of today is wanted.
    """

    again_requested = Signal()

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__("As it was sent", dense=True, parent=parent)
        self._zone = zone
        self._facts = {name: TextBlock("", "body") for name in ("For", "When", "Period", "Reason")}
        self._lines = {}
        self.body.set_gap(12)
        for name, words in self._facts.items():
            line = QWidget()
            line.setLayout(column(Text(name, "small", "muted"), words, gap=2))
            self._lines[name] = line
            self.body.put(line)
        again = Button("New progress report", "secondary", "file-plus")
        again.clicked.connect(lambda _=False: self.again_requested.emit())
        self._uncovered = TextBlock(UNCOVERED, "small", "warning")
        self._uncovered.hide()
        self.body.put(self._uncovered, row(again, None))

    def say_uncovered(self) -> None:
        """It can't leave once more like this."""
        self._uncovered.show()

    def show_copy(self, copy: FiledCopy) -> None:
        """The facts of this one."""
        self._uncovered.hide()
        head = copy.head
        self._facts["For"].setText(head.addressee or "The prescriber")
        when = day_and_time(head.made_at, self._zone)
        self._facts["When"].setText(f"{HOW.get(head.how, head.how)} {when}")
        self._facts["Period"].setText(period_words(head.from_on, head.to_on))
        self._facts["Reason"].setText(copy.reason)
        self._lines["Reason"].setVisible(bool(copy.reason))
