"""What a place says when there is nothing in it yet: one sentence, and one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column
from ketacounsel.ui.widgets.text import Text, TextBlock


class EmptyState(QWidget):
    """Icon, a line, a muted sentence, and an optional action as `.action`."""

    def __init__(
        self,
        title: str,
        sentence: str = "",
        *,
        action: str = "",
        icon: str = "",
        kind: str = "secondary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.action: Button | None = Button(action, kind) if action else None
        self._title, self._sentence = Text(title, "section"), TextBlock(sentence, "body", "muted")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lay = column(gap=8, margins=(24, 32, 24, 32))
        centre = Qt.AlignmentFlag.AlignHCenter
        if icon:
            lay.addWidget(IconLabel(icon, "text_faint", 22), 0, centre)
        lay.addWidget(self._title, 0, centre)
        lay.addWidget(self._sentence)
        if self.action is not None:
            lay.put(8)
            lay.addWidget(self.action, 0, centre)
        self.setLayout(lay)
        self._sentence.setVisible(bool(sentence))

    def set_words(self, title: str, sentence: str = "") -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
