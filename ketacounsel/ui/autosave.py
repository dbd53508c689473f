"""Writes what was typed while it is being typed: a throttle, never a wait for a pause."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ketacounsel.core.changes import Saved
from ketacounsel.core.errors import NotOnDisk
from ketacounsel.ui.errors import outcome

SAVE_EVERY_MS = 200
FIRST_RETRY_MS, LONGEST_RETRY_MS = 1_000, 10_000


class Autosave(QObject):
    """Keeps the newest write for each key and does them a fifth of a second after the first.

    Only the disk is tried again. A write refused for any other reason would be refused forever:
    it is told once, its words stay in their field, and the writes behind it are done.

    Signals:
        saved: one write is on disk (Saved).
        refused: the disk took no write; the text waits and is tried again (NotOnDisk).
        turned_away: this write can't be done; it waits no more (its key, Exception).
        waiting_changed: whether something waits (bool).
    """

    saved = Signal(object)
    refused = Signal(object)
    turned_away = Signal(object, object)
    waiting_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[Hashable, Callable[[], Saved]] = {}
        self._patience_ms = FIRST_RETRY_MS
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
        """Write now whatever waits. False when something typed did not reach the disk."""
        self._tick.stop()
        whole, disk = True, None
        for key, write in tuple(self._waiting.items()):
            if self._waiting.get(key) is not write:  # done meanwhile by somebody who heard of the last one
                continue
            result = outcome(write)
            if isinstance(result, NotOnDisk):
                whole, disk = False, result
                continue
            if self._waiting.get(key) is write:
                del self._waiting[key]
            if isinstance(result, Exception):
                whole = False
                self.turned_away.emit(key, result)
            else:
                self.saved.emit(result)
        if disk is not None:
            self._tick.start(self._patience_ms)
            self._patience_ms = min(2 * self._patience_ms, LONGEST_RETRY_MS)
            self.refused.emit(disk)
            return False
        self._patience_ms = FIRST_RETRY_MS
        if not self._waiting:
            self.waiting_changed.emit(False)
        return whole
