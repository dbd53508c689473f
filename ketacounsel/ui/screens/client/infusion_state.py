"""How far an infusion's record has come, and what can be said of it next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from ketacounsel.core.infusions import Infusion
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.chip import StatusChip
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

CHIPS = {
    "planned": ("Planned", "outline"),
    "given": ("Given", "infusion"),
    "waiting": ("Waiting for the clinic", "neutral"),
    "complete": ("Complete", "infusion"),
    "cancelled": ("Cancelled", "neutral"),
    "stopped_early": ("Dose stopped early", "infusion"),
}
SENTENCES = {
    "planned": "Date and time are enough until it was given.",
    "given": "",
    "waiting": "Dose and monitoring follow when the clinic’s record comes.",
    "stopped_early": "The total is what was given until then.",
}
NEXT = {
    "planned": ("It was given", "waiting"),
    "given": ("The record is complete", "complete"),
    "waiting": ("The record is complete", "complete"),
    "cancelled": ("Take back", "planned"),
}
MENU = {
    "planned": "Planned",
    "waiting": "Given, waiting for the clinic",
    "complete": "Given, record complete",
    "stopped_early": "Dose stopped early",
}


class StateLine(QWidget):
    """A sentence on the state and the next thing to say of it; chip and menu go into the card's head.

    Signals:
        state_chosen: another state, not cancelled (str).
        cancel_requested: it will not be given; a reason is to be asked.
        course_requested: the course it belongs to (True), or a new one (False).
    """

    state_chosen = Signal(str)
    cancel_requested = Signal()
    course_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ""
        self.chip = StatusChip()
        self.more = IconButton("ellipsis", "State and course of this infusion", "muted")
        self._words = TextBlock("", "small", "muted")
        self._next = Button("", "soft")
        self._next.clicked.connect(self._do_next)
        self.more.clicked.connect(self._open_menu)
        line = row(gap=12, margins=(0, 0, 0, 8))
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.put(self._next)
        self.setLayout(line)

    def show_infusion(self, infusion: Infusion) -> None:
        told = infusion.details
        self._state = told.state
        self.chip.set_state(*CHIPS[told.state])
        sentence = told.cancel_reason if told.state == "cancelled" else SENTENCES.get(told.state, "")
        self._words.setText(sentence)
        words = NEXT.get(told.state, ("", ""))[0]
        self._next.set_text(words)
        self._next.setVisible(bool(words))
        self.setVisible(bool(words or sentence))

    def _do_next(self) -> None:
        if self._state in NEXT:
            self.state_chosen.emit(NEXT[self._state][1])

    def _open_menu(self) -> None:
        menu = Menu("State of this infusion", self)
        for state, words in MENU.items():
            if state != self._state:
                menu.add(words, partial(self.state_chosen.emit, state))
        if self._state != "cancelled":
            menu.add("Cancel this infusion…", self.cancel_requested.emit)
        menu.addSeparator()
        menu.add("Course…", partial(self.course_requested.emit, True))
        menu.add("Begin a new course…", partial(self.course_requested.emit, False))
        menu.open_below(self.more)


class OfferLine(QWidget):
    """ "Book the integration session? Thu 22 Oct, 14:30 is free and on day +2."

    Signals:
        booked: the proposed time was taken (datetime UTC).
        other_requested: another time should be chosen; the proposed one goes along (datetime UTC).
    """

    booked = Signal(object)
    other_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: datetime | None = None
        self._words = TextBlock("", "body")
        take, other, no = Button("Book", "soft"), Button("Another time…", "link"), Button("Not now", "link")
        line = row(gap=12, margins=(0, 0, 0, 12))
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.put(take, other, no)
        self.setLayout(line)
        take.clicked.connect(lambda: self._answer(self.booked))
        other.clicked.connect(lambda: self._answer(self.other_requested))
        no.clicked.connect(self.hide)
        self.hide()

    def offer(self, at: datetime | None, words: str) -> None:
        """Nothing to offer hides it."""
        self._at = at
        self._words.setText(words)
        self.setVisible(at is not None)

    def _answer(self, signal: SignalInstance) -> None:
        self.hide()
        signal.emit(self._at)


class CancelSheet(Sheet):
    """Why an infusion will not be given. It is kept, struck through, with the reason."""

    def __init__(self, cancel: Callable[[str], None]) -> None:
        super().__init__("Cancel this infusion")
        self._cancel = cancel
        self.reason = TextField("Reason", placeholder="For example: the clinic moved it")
        self._field = Field("Reason", self.reason)
        go, keep = Button("Cancel the infusion", "primary"), Button("Keep it", "soft")
        words = "It stays in the record with its reason, and the others are counted anew."
        self.body.put(TextBlock(words, "body", "muted"), self._field)
        self.foot.put(None, keep, go)
        go.clicked.connect(self._save)
        self.reason.returnPressed.connect(self._save)
        keep.clicked.connect(self.dismiss)

    def _save(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._field.set_error("A few words on why, so that it can be read later.")
            return
        self.dismiss()
        self._cancel(reason)
