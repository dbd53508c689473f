"""Writes what was typed while it is being typed: a throttle, never a wait for a pause."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ketacounsel.core.changes import Saved
from ketacounsel.core.errors import KetaCounselError

SAVE_EVERY_MS = 200
RETRY_MS = 10_000


class Autosave(QObject):
    """Keeps the newest write for each key and does them a fifth of a second after the first.

    Signals:
        saved: one write is on disk (Saved).
        refused: a write was refused; its text waits and is tried again (KetaCounselError).
        waiting_changed: whether something waits (bool).
    """

    saved = Signal(object)
    refused = Signal(object)
    waiting_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[Hashable, Callable[[], Saved]] = {}
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.flush)

    @property
    def waiting(self) -> bool:
        """Whether something typed is not on disk yet."""
        return bool(self._waiting)

    def put(self, key: Hashable, write: Callable[[], Saved]) -> None:
        """Let `write` be done soon; a newer one for the same key takes its place."""
        self._waiting[key] = write
        if not self._tick.isActive():
            self._tick.start(SAVE_EVERY_MS)
            self.waiting_changed.emit(True)

    def drop(self, key: Hashable) -> None:
        """Forget a write that has lost its meaning, because its thing is gone."""
        self._waiting.pop(key, None)

    def flush(self) -> bool:
        """Write now whatever waits. False when the disk refused; the text then still waits."""
        self._tick.stop()
        for key, write in tuple(self._waiting.items()):
            try:
                saved = write()
            except KetaCounselError as refusal:
                self.refused.emit(refusal)
                self._tick.start(RETRY_MS)
                return False
            if self._waiting.get(key) is write:
                del self._waiting[key]
            self.saved.emit(saved)
        self.waiting_changed.emit(False)
        return True
