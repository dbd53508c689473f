"""One signal for the whole program: these facts changed, and this screen changed them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ketacounsel.core.changes import Saved, Topic


class Changes(QObject):
    """Nobody is called by name; who shows one of the topics and did not make the change reads again.

    Signals:
        announced: facts changed (frozenset[Topic], the object that changed them).
        written: something is on disk (datetime UTC).
    """

    announced = Signal(object, object)
    written = Signal(object)

    def announce(self, saved: Saved, *, by: QObject | None = None) -> None:
        """Tell everybody what a write touched."""
        self.written.emit(saved.at)
        self.announced.emit(saved.topics, by)

    def concerns(self, topics: frozenset[Topic], mine: frozenset[Topic]) -> bool:
        """Whether a screen that shows `mine` should read again."""
        return bool(topics & mine)
