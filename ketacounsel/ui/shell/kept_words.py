"""Words from a sheet that can't be opened again: shown until a person says what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from ketacounsel.ui.shell.kept_sheet import KeptSheet
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

TITLE = "Words that were not saved"
LEAD = "What they belong to can’t be opened again. They stay here, encrypted, until you discard them."


class KeptWords(Sheet):
    """Signals:
    discarded: the words are not wanted any more.
    """

    discarded = Signal()

    def __init__(self, kept: Sequence[KeptSheet]) -> None:
        super().__init__(TITLE, width=560)
        words = "\n\n".join(one.text for one in kept)
        self.body.put(TextBlock(LEAD, "body", "muted"))
        for one in kept:
            self.body.put(TextBlock(one.title, "body", "text", 600), TextBlock(one.text, "reading"))
        drop, copy = Button("Discard", "muted"), Button("Copy", "secondary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words))
        drop.clicked.connect(self._discard)
        self.foot.put(drop, None, copy)

    def focus_first(self) -> None:
        self.close_button.setFocus()

    def _discard(self) -> None:
        self.dismiss()
        self.discarded.emit()
