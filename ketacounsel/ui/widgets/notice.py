"""A tinted box that says how things stand: an icon, the one thing that matters, and what is behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import Box, column, row
from ketacounsel.ui.widgets.text import TextBlock

LOOKS = {"": ("accent", "muted"), "warning": ("warning_mark", "text")}


class Notice(QFrame):
    """Calm, or `warning` where somebody should look."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._name = name
        self._icon = IconLabel("", "accent", 26)
        self._headline = TextBlock("", "body", "text", 600)
        self._lines: Box = column(gap=4)
        line = row(gap=16, margins=(18, 14, 18, 14))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(column(self._headline, self._lines, gap=2), 1)
        self.setLayout(line)

    def say(self, headline: str, lines: Sequence[str], icon: str, kind: str = "") -> None:
        """Show this; a screen reader is given it as one text."""
        tone, ink = LOOKS[kind]
        self._icon.set_icon(icon, tone)
        self._headline.setText(headline)
        empty(self._lines)
        for words in lines:
            self._lines.put(TextBlock(words, "small", ink))
        if self.property("edge") != kind:
            self.setProperty("edge", kind)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setAccessibleName(f"{self._name}. {headline}")
        self.setAccessibleDescription(" ".join(lines))
