"""Over the note: which of the notes to sign this is, and the way to the one before and the next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.screens.note.signing import Round
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.text import Text


class RoundBar(QWidget):
    """Shown while notes are reviewed in turn.

    Signals:
        step_requested: −1 for the note before, 1 for the next.
    """

    step_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.count = Text("", "body", "muted")
        self._said = Text("", "body", "accent")
        self.previous = Button("Previous", "soft", icon="chevron-left")
        self.next = Button("Next", "soft", trailing_icon="chevron-right")
        self.previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next.clicked.connect(lambda: self.step_requested.emit(1))
        title = Text("Notes to sign", "body", weight=500)
        self.setLayout(row(title, self.count, self._said, None, self.previous, self.next, gap=12))
        self.hide()

    def show_round(self, around: Round | None, said: str = "") -> None:
        """Which note of how many; hidden outside a round."""
        self.setVisible(around is not None and len(around.notes) > 1)
        if around is not None:
            self.count.setText(around.words)
            self._said.setText(said)
            self.previous.setEnabled(around.can_step(-1))
            self.next.setEnabled(around.can_step(1))
