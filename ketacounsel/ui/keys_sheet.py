"""F1: the keys for this screen, then those that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.going import Act
from ketacounsel.ui.key_list import KEYS, Key, key_words
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import KeyHint
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import Text, TextBlock


def key_rows(keys: Sequence[Key]) -> QWidget:
    """A line each: what it does at the left, the key at the right."""
    lines = column(gap=0)
    for key in keys:
        does = TextBlock(key.does, "body")
        hint = KeyHint(key_words(key.keys))
        line = row(gap=12, margins=(0, 6, 0, 6))
        line.addWidget(does, 1)
        line.addWidget(hint, 0, Qt.AlignmentFlag.AlignTop)
        holder_row = holder(line)
        holder_row.setAccessibleName(f"{key.does}: {key_words(key.keys)}")
        lines.put(holder_row)
    return holder(lines)


class KeysSheet(Sheet):
    """All keys that do something here."""

    def __init__(self, acts: Sequence[Act]) -> None:
        super().__init__("Keys for this screen", width=560)
        own = [Key(act.keys, act.name) for act in acts if act.keys]
        if own:
            self.body.put(Text("On this screen", "small", "muted", 600), key_rows(own))
        everywhere = [key for key in KEYS if key.where == "Everywhere"]
        self.body.put(Text("Everywhere", "small", "muted", 600), key_rows(everywhere))
        close = Button("Close", "secondary")
        close.clicked.connect(self.dismiss)
        self.foot.put(Text("All keys are listed in Settings", "small", "muted"), None, close)
