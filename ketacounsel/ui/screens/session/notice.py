"""What the runner says instead of a session: another one runs, or this one is over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.layout import Box, column, row
from ketacounsel.ui.widgets.text import HeadingLabel, TextBlock

Choice = tuple[str, Callable[[], None]]


class Notice(QWidget):
    """A title, a sentence, and what can be done; the first is the main thing."""

    def __init__(self) -> None:
        super().__init__()
        self.title = HeadingLabel("", "page")
        self.sentence = TextBlock("", "reading", "muted")
        self._acts: Box = row(gap=8)
        inner = QWidget()
        inner.setLayout(column(self.title, self.sentence, 8, self._acts, gap=8))
        self._inner = inner
        line = row(None, gap=0, margins=(24, 0, 24, 0))
        line.addWidget(inner, 8)
        line.addStretch(1)
        whole = column(gap=0)
        whole.addStretch(2)
        whole.addLayout(line)
        whole.addStretch(3)
        self.setLayout(whole)

    def say(self, title: str, sentence: str, *choices: Choice) -> None:
        self._inner.setMaximumWidth(theme().px(560))
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(title)
        empty(self._acts)
        for place, (words, act) in enumerate(choices):
            button = Button(words, "secondary" if place else "primary")
            button.clicked.connect(lambda _=False, do=act: do())
            self._acts.put(button)
            if not place:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._acts.put(None)
        announce(self, f"{title}. {sentence}")
