"""Private jottings by date. Nothing of them is read until one is opened here by a click."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.sessions import SessionHead
from ketacounsel.ui.when import day_words
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.rows import RowList, RowView
from ketacounsel.ui.widgets.text import TextBlock

APART = "Kept apart from the record: never in notes, reports, search or client view."


class JottingSheet(Sheet):
    """One jotting, to read."""

    def __init__(self, when: str, words: str) -> None:
        super().__init__(f"Private jotting, {when}", width=560)
        close = Button("Close", "secondary")
        close.clicked.connect(self.dismiss)
        self.body.put(TextBlock(words, "reading"), TextBlock(APART, "caption", "muted"))
        self.foot.put(None, close)


class PrivateCard(Card):
    """Signals:
    opened: the jotting of a session should be read (session id).
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Private jottings", dense=True, edge="private", parent=parent)
        self.rows = RowList("Private jottings by date")
        self.rows.opened.connect(self.opened)
        self._none = TextBlock("None yet. They are written in a session with Ctrl J.", "small", "muted")
        self.body.put(TextBlock(APART, "small", "muted"), 6, self.rows, self._none)

    def show_heads(self, heads: Iterable[SessionHead]) -> None:
        """Sessions that have one; only their dates are shown."""
        views = [
            RowView(head.id, day_words(head.at, head.zone) if head.at else "No date", icon="lock-keyhole")
            for head in heads
        ]
        self.rows.set_rows(views)
        self.rows.setVisible(bool(views))
        self._none.setVisible(not views)
