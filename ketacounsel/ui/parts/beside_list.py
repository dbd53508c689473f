"""Words that did not reach their record, each with where it was typed, why, and what can become of it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.rescue import Beside
from ketacounsel.ui.rescuer import Rescuer
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import column, holder
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

TITLE = "Words that are not in the record"
LEAD = "They stay here, encrypted, until you say what becomes of them."
CHANGED = "It was changed in the record since."


class BesideList(QWidget):
    """All of them, oldest first.

    Signals:
        emptied: nothing is left.
    """

    emptied = Signal()

    def __init__(self, rescuer: Rescuer, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rescuer, self._zone = rescuer, zone
        self._rows = column(gap=16)
        self.setLayout(self._rows)
        rescuer.beside_changed.connect(self.reread)
        self.reread()

    def reread(self) -> None:
        """As they stand now."""
        empty(self._rows)
        found = self._rescuer.beside()
        for one in found:
            self._rows.put(self._row(one))
        if not found:
            self.emptied.emit()

    def _row(self, one: Beside) -> QWidget:
        problem = TextBlock("", "small", "danger")
        problem.hide()
        ways = FlowLayout(8, 8)
        copy, back, drop = Button("Copy", "secondary"), Button("Put back", "soft"), Button("Discard", "muted")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(one.text))
        back.clicked.connect(lambda: self._put_back(one, problem))
        drop.clicked.connect(lambda: self._rescuer.discard(one.rescued))
        said = f"{one.where}, {_clock(one.rescued.at, self._zone)}"
        for button in (copy, back, drop):
            button.setAccessibleDescription(said)
            ways.addWidget(button)
        why = TextBlock(one.why or CHANGED, "small", "muted")
        words = TextBlock(one.text, "reading")
        return holder(column(TextBlock(said, "body", "text", 600), why, words, problem, holder(ways), gap=6))

    def _put_back(self, one: Beside, problem: TextBlock) -> None:
        try:
            self._rescuer.insist(one.rescued)
        except KetaCounselError as refusal:
            problem.setText(refusal.sentence)
            problem.show()


class WordsSheet(Sheet):
    """The same over any screen, when it is asked for."""

    def __init__(self, rescuer: Rescuer, zone: str) -> None:
        super().__init__(TITLE, width=640)
        self.list = BesideList(rescuer, zone)
        self.body.put(TextBlock(LEAD, "body", "muted"), 12, self.list)
        close = Button("Close", "secondary")
        close.clicked.connect(self.dismiss)
        self.foot.put(None, close)
        self.list.emptied.connect(self.dismiss)


class WordsCard(Card):
    """The same on Today, as long as there are any."""

    def __init__(self, rescuer: Rescuer, zone: str) -> None:
        super().__init__(TITLE, edge="warning")
        self.list = BesideList(rescuer, zone)
        self.body.put(TextBlock(LEAD, "body", "muted"), 12, self.list)
        rescuer.beside_changed.connect(lambda: self.setVisible(bool(rescuer.beside())))
        if not rescuer.beside():
            self.hide()


def _clock(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"
