"""Strips across a screen: practice records, a session that runs, and what could not be saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.text import ElidedText, TextBlock


class _Strip(QFrame):
    """An icon, a sentence, and buttons at the right."""

    def __init__(self, edge: str, icon: str, tone: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setProperty("edge", edge)
        self._height = height
        self._icon = IconLabel(icon, tone, 18)
        self._rescale()
        hub().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self.setMinimumHeight(theme().px(self._height))


class PracticeStrip(_Strip):
    """Always there in the practice set, so that nobody takes an invented client for a real one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("practice", "info", "text_muted", 32, parent)
        words = ElidedText("Practice: every client in these records is invented", "small", "muted", 500)
        line = row(self._icon, gap=8, margins=(32, 0, 32, 0))
        line.addWidget(words, 1)
        self.setLayout(line)
        self.setAccessibleName(words.text())


class SessionStrip(_Strip):
    """At the foot of every other screen while a session runs.

    Signals:
        return_requested: back to the session.
    """

    return_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "timer", "accent", 52, parent)
        self._words = ElidedText("", "body", "text", 500)
        self.back = Button("Return to the session", "secondary")
        self.back.clicked.connect(self.return_requested)
        line = row(self._icon, gap=12, margins=(32, 6, 32, 6))
        line.addWidget(self._words, 1)
        line.put(self.back)
        self.setLayout(line)

    def set_session(self, initials: str, minutes: int, *, paused: bool = False) -> None:
        """Initials only: this strip is seen on every screen."""
        state = "Session paused" if paused else "Session running"
        self._words.setText(f"{state}: {initials}, {minutes} min")
        self.setAccessibleName(self._words.text())


class ErrorBar(_Strip):
    """Something that affects the whole screen. It says what happened, what is safe and what to do.

    Signals:
        act_requested: the label of the button that was pressed.
    """

    act_requested = Signal(str)

    def __init__(self, kind: str = "warning", parent: QWidget | None = None) -> None:
        tone = "danger" if kind == "danger" else "warning_mark"
        super().__init__(kind, "triangle-alert", tone, 52, parent)
        self._words = TextBlock("", "body", "text", 500)
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._acts = row(gap=8)
        line = row(self._icon, gap=12, margins=(32, 6, 32, 6))
        line.addWidget(self._words, 1)
        line.addLayout(self._acts)
        self.setLayout(line)
        self.hide()

    def say(self, sentence: str, *acts: str) -> None:
        """Show, and say it aloud without taking the keyboard."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        empty(self._acts)
        for act in acts:
            button = Button(act, "secondary")
            button.clicked.connect(lambda _=False, name=act: self.act_requested.emit(name))
            self._acts.put(button)
        self.show()
        announce(self, sentence)

    def message(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def clear(self) -> None:
        self.hide()
