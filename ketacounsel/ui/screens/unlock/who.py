"""The door after the recovery key, where several people work: it opens everything, so it does not say who."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QSizePolicy

from ketacounsel.core.people import Counselor
from ketacounsel.ui.screens.unlock.ground import Ground
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.text import HeadingLabel, TextBlock

ASKED = "The recovery key opens these records for everybody. What you do stands in the audit under your name."


class WhoWindow(Ground):
    """One button for each person.

    Signals:
        chosen: who it is (str, the counselor's id).
        left: the window was closed without an answer.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, people: Sequence[Counselor]) -> None:
        super().__init__()
        self._answered = False
        self.buttons = [Button(one.signature, "secondary", large=True) for one in people]
        self._problem = TextBlock("", "small", "warning")
        self._problem.hide()
        self.content.put(HeadingLabel("Who are you?", "section"), TextBlock(ASKED, "body", "muted"), 18)
        for one, button in zip(people, self.buttons, strict=True):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, person=one.id: self._choose(person))
            self.content.put(button, 4)
        self.content.put(self._problem, 8)
        self.lay_out("On this computer only, encrypted")
        self.buttons[0].setFocus()
        announce(self, f"Who are you? {ASKED}")

    def show_problem(self, sentence: str) -> None:
        """Something went wrong meanwhile."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)

    def _choose(self, person: str) -> None:
        if not self._answered:
            self._answered = True
            self.chosen.emit(person)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._answered:
            self._answered = True
            self.left.emit()
