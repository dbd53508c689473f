"""Ctrl Z: what was just removed comes back, else the open screen takes its last step back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ketacounsel.ui.chrome.undo_bar import UndoBar
from ketacounsel.ui.screen import Screen


class Undoing:
    """The bar that offers it, and the keys."""

    def __init__(self, host: QWidget, here: Callable[[], Screen | None]) -> None:
        self._here = here
        self._bar = UndoBar(host)
        self._bar.undo_requested.connect(self._bring_back)
        self._take_back: Callable[[], object] | None = None

    def offer(self, sentence: str, take_back: Callable[[], object]) -> None:
        """Something was removed and can come back."""
        self._take_back = take_back
        self._bar.say(sentence)

    def withdraw(self) -> None:
        """The window belongs to the client now: no bar over it."""
        self._bar.hide()

    def undo(self) -> None:
        """What the bar says can come back, else the last step on this screen."""
        here = self._here()
        if self._bar.isVisible():
            self._bar.hide()
            self._bring_back()
        elif here is not None:
            here.undo()

    def redo(self) -> None:
        """The last step on this screen once more."""
        here = self._here()
        if here is not None:
            here.redo()

    def _bring_back(self) -> None:
        take_back, self._take_back = self._take_back, None
        if take_back is not None:
            take_back()
