"""Who this is, where the course stands, and the three things done most."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ketacounsel.ui.screens.client.viewmodel import ClientModel
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.chip import Avatar, Chip, IconLabel
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.text import ElidedText, TextBlock

ROOMY, TIGHT = 1060, 760
ACTS = {"add_infusion": "Add infusion", "report": "Report"}


class ClientHeader(QWidget):
    """Avatar, name, chip, one line of facts; Add infusion, Report, Start session.

    Signals:
        act_requested: one of add_infusion, report, start, reopen.
    """

    act_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gone, self._room = False, float(ROOMY)
        self._avatar = Avatar("", size=52, calm=True)
        self._name = ElidedText("", "page")
        self._chip, self._low_chip = Chip(), Chip()
        self._meta = ElidedText("", "body", "muted")
        self._add = Button("Add infusion", "soft", "infusion")
        self._report = Button("Report", "soft", "reports")
        self._more = IconButton("ellipsis", "More for this client", "soft")
        self.start = Button("Start session", "primary", "play")
        self.reopen = Button("Reopen", "primary", "rotate-ccw")
        self._connect()
        title = row(gap=12)
        title.addWidget(self._name, 0)
        title.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        title.addStretch(1)
        below = row(self._low_chip, gap=10)
        below.addWidget(self._meta, 1)
        line = row(self._avatar, gap=16, margins=(32, 2, 32, 14))
        line.addLayout(column(title, below, gap=2), 1)
        line.put(row(self._add, self._report, self._more, self.reopen, self.start, gap=12))
        self.setLayout(line)
        self.set_room(ROOMY)

    def _connect(self) -> None:
        for act, button in (
            ("add_infusion", self._add),
            ("report", self._report),
            ("start", self.start),
            ("reopen", self.reopen),
        ):
            button.clicked.connect(lambda _=False, act=act: self.act_requested.emit(act))
        self._more.clicked.connect(self._open_more)

    def show_model(self, model: ClientModel) -> None:
        if model.work is None:
            return
        client = model.work.client
        self._avatar.set_initials(client.initials)
        self._name.setText(client.name)
        for chip in (self._chip, self._low_chip):
            chip.set_state(*model.chip)
        self._meta.setText(model.meta)
        self._gone = model.discharged
        self.start.set_text("Continue session" if model.running else "Start session")
        self.set_room(self._room)

    def set_room(self, width: float) -> None:
        """`width` in pixels at 100 %. In less room two buttons go into a menu, the chip below the name."""
        self._room = width
        roomy, tight, words = width >= ROOMY, width < TIGHT, bool(self._chip.text())
        self._avatar.setVisible(not tight)
        self._chip.setVisible(words and not tight)
        self._low_chip.setVisible(words and tight)
        self._add.setVisible(roomy and not self._gone)
        self._report.setVisible(roomy)
        self._more.setVisible(not roomy)
        self.start.setVisible(not self._gone)
        self.reopen.setVisible(self._gone)

    def _open_more(self) -> None:
        menu = Menu("More for this client", self)
        for act, words in ACTS.items():
            if not (self._gone and act == "add_infusion"):
                menu.add(words, partial(self.act_requested.emit, act))
        menu.open_below(self._more)


class AlertStrip(QFrame):
    """What the counselor pinned to this client: the first thing to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setProperty("edge", "warning")
        self._words = TextBlock("", "body", "warning", 500)
        line = row(IconLabel("info", "warning", 18), gap=10, margins=(32, 8, 32, 8))
        line.addWidget(self._words, 1)
        self.setLayout(line)
        self.hide()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(f"Pinned: {words}" if words else "")
        self.setVisible(bool(words))
