"""A session was open when the program ended: go on, or end it and draft the note."""

from __future__ import annotations

from collections.abc import Callable

from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import holder
from ketacounsel.ui.widgets.text import TextBlock


class OpenSessionCard(Card):
    """One sentence and two ways on."""

    def __init__(self, on_continue: Callable[[], None], on_end: Callable[[], None]) -> None:
        super().__init__("Your session is still open", edge="warning")
        self._words = TextBlock("", "body", "text")
        self._problem = TextBlock("", "small", "danger")
        self._problem.hide()
        self.go_on = Button("Continue session", "primary")
        end = Button("End it and draft the note", "soft")
        self.go_on.clicked.connect(on_continue)
        end.clicked.connect(on_end)
        ways = FlowLayout(12, 8)
        ways.addWidget(self.go_on)
        ways.addWidget(end)
        self.body.put(self._words, 12, holder(ways), self._problem)

    def say(self, sentence: str) -> None:
        """What is open and up to when everything is here."""
        self._words.setText(sentence)
        self._problem.hide()

    def refuse(self, sentence: str) -> None:
        """It could not be ended; everything is as it was."""
        self._problem.setText(sentence)
        self._problem.show()
