"""Which measures may be given now, why one may not, and what was begun and waits."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.measures import Measure
from ketacounsel.core.sittings import Sitting
from ketacounsel.services.measures import Offer
from ketacounsel.ui.when import near_day_and_time
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.text import Text, TextBlock


class GiveCard(Card):
    """A line for each measure.

    Signals:
        asked: a measure, and how: "table", "client", "paper" or "total" (measure id, str).
        go_on_requested: a sitting that was begun is gone on with (its id).
        discard_requested: a sitting that was begun is put aside (its id).
    """

    asked = Signal(str, str)
    go_on_requested = Signal(str)
    discard_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Give", dense=True, parent=parent)
        self.first: Button | None = None

    def show_offers(
        self,
        pairs: list[tuple[Measure, Offer]],
        begun: tuple[tuple[Measure, Sitting], ...],
        now: tuple[datetime, str],
    ) -> None:
        """`now` is the present and the practice's zone."""
        self.clear()
        self.first = None
        for measure, sitting in begun:
            self.add_row(self._begun(measure, sitting, now))
        for measure, offer in pairs:
            self.add_row(self._offer(measure, offer))

    def _begun(self, measure: Measure, sitting: Sitting, now: tuple[datetime, str]) -> QWidget:
        answered = sum(value is not None for value in sitting.answers.values())
        asked = len([item for item in measure.scored_items if not item.asked_when])
        at = near_day_and_time(sitting.taken_at, now[0], now[1])
        words = f"{answered} of {asked} answered, begun {at[:1].lower() + at[1:] if at[0] in 'TY' else at}"
        go_on = Button("Continue", "secondary")
        drop = Button("Discard", "muted")
        go_on.clicked.connect(lambda: self.go_on_requested.emit(sitting.id))
        drop.clicked.connect(lambda: self.discard_requested.emit(sitting.id))
        return self._line(measure, words, [go_on, drop])

    def _offer(self, measure: Measure, offer: Offer) -> QWidget:
        paper = Button("Earlier form…", "muted")
        paper.clicked.connect(lambda: self.asked.emit(measure.id, "paper"))
        total = Button("Enter a total…", "muted")
        total.clicked.connect(lambda: self.asked.emit(measure.id, "total"))
        acts = [paper] if measure.items else []
        if offer.allowed and measure.items:
            here = Button("Enter answers", "soft", "table-2")
            here.clicked.connect(lambda: self.asked.emit(measure.id, "table"))
            acts = [here]
            if not measure.asked_aloud:
                hand = Button("Hand over", "soft", "user-round")
                hand.clicked.connect(lambda: self.asked.emit(measure.id, "client"))
                acts.append(hand)
        if measure.has_total:
            acts.append(total)
        words = (
            f"Due: {offer.reason}" if offer.allowed and offer.reason else offer.reason or measure.long_title
        )
        return self._line(measure, words, acts)

    def _line(self, measure: Measure, words: str, acts: list[Button]) -> QWidget:
        told = TextBlock(words, "small", "muted")
        buttons = FlowLayout(4, 4)
        for button in acts:
            button.setAccessibleName(f"{measure.title}: {button.text()}")
            buttons.addWidget(button)
        self.first = self.first or (acts[0] if acts else None)
        line = row(gap=12, margins=(0, 8, 0, 8))
        line.addLayout(column(None, Text(measure.title, "body", "text", 600), told, None, gap=2), 2)
        line.addWidget(holder(buttons), 3, Qt.AlignmentFlag.AlignVCenter)
        return holder(line)
