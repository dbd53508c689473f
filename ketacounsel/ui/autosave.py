"""Writes what was typed while it is being typed: a throttle, never a wait for a pause."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ketacounsel.core.changes import Saved
from ketacounsel.core.disk_errors import DiskFull
from ketacounsel.core.errors import DamagedRecords, NotOnDisk
from ketacounsel.core.rescue import Words
from ketacounsel.ui.errors import outcome

SAVE_EVERY_MS = 200
FIRST_RETRY_MS, LONGEST_RETRY_MS = 1_000, 10_000
SLOW_S, PAUSES = 0.4, 4
WAITS = (NotOnDisk, DamagedRecords)
"""Not the words' doing: they wait and are tried again."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    write: Callable[[], Saved]
    words: Callable[[], Words] | None


class Autosave(QObject):
    """Keeps the newest write for each key and does them a fifth of a second after the first.

    Only the disk is tried again. A write refused for any other reason would be refused forever: it is told
    once, its words are handed on to be kept beside the record, and the writes behind it are done.

    Signals:
        saved: one write is on disk (Saved).
        saving: the disk was slow the last time, and is about to be written to.
        refused: the disk took no write; the text waits and is tried again (NotOnDisk, DamagedRecords).
        grew: something more was typed while the disk takes nothing, or takes it slowly.
        set_aside: words that can't be written where they were typed (Words, Exception).
        turned_away: this write can't be done; it waits no more (its key, Exception).
        waiting_changed: whether something waits (bool).
    """

    saved = Signal(object)
    saving = Signal()
    refused = Signal(object)
    grew = Signal()
    set_aside = Signal(object, object)
    turned_away = Signal(object, object)
    waiting_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[Hashable, _Waiting] = {}
        self._patience_ms = FIRST_RETRY_MS
        self._refused, self._took_s = False, 0.0
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.flush)

    @property
    def waiting(self) -> bool:
        """Whether something typed is not on disk yet."""
        return bool(self._waiting)

    def unsaved(self) -> tuple[tuple[Words, ...], bool]:
        """What waits, as it can be kept elsewhere; and whether that is all of it."""
        told = [outcome(one.words) if one.words else None for one in self._waiting.values()]
        found = tuple(one for one in told if isinstance(one, Words))
        return found, len(found) == len(told)

    def put(
        self, key: Hashable, write: Callable[[], Saved], words: Callable[[], Words] | None = None
    ) -> None:
        """Let `write` be done soon; a newer one for the same key takes its place.

        `words` says what is written and where, so that it can be kept when the disk takes nothing.
        """
        self._waiting[key] = _Waiting(write, words)
        if not self._tick.isActive():
            self._tick.start(self._pause_ms)
            self.waiting_changed.emit(True)
        if self._refused or self._slow:
            self.grew.emit()

    @property
    def _slow(self) -> bool:
        return self._took_s > SLOW_S

    @property
    def _pause_ms(self) -> int:
        """A slow disk keeps the window waiting while it is written to: most of the time it shall not."""
        return min(round(PAUSES * self._took_s * 1000), LONGEST_RETRY_MS) if self._slow else SAVE_EVERY_MS

    def drop(self, key: Hashable) -> None:
        """Forget a write that has lost its meaning, because its thing is gone."""
        self._waiting.pop(key, None)

    def flush(self) -> bool:
        """Write now whatever waits. False when something typed did not reach the disk."""
        self._tick.stop()
        if self._slow and self._waiting:
            self.saving.emit()
        whole, disk, started = True, None, time.perf_counter()
        for key, one in tuple(self._waiting.items()):
            if self._waiting.get(key) is not one:  # done meanwhile by somebody who heard of the last one
                continue
            result = self._written(one)
            if isinstance(result, WAITS):
                whole, disk = False, result
                continue
            if self._waiting.get(key) is one:
                del self._waiting[key]
            if isinstance(result, Exception):
                whole = False
                self._turn_away(key, one, result)
            else:
                self.saved.emit(result)
        self._took_s = time.perf_counter() - started
        if disk is not None:
            self._wait_for(disk)
            return False
        self._patience_ms, self._refused = FIRST_RETRY_MS, False
        if not self._waiting:
            self.waiting_changed.emit(False)
        return whole

    def _written(self, one: _Waiting) -> Saved | Exception:
        result = outcome(one.write)
        if isinstance(result, DiskFull) and result.room_made:
            result = outcome(one.write)
        return result

    def _wait_for(self, disk: NotOnDisk | DamagedRecords) -> None:
        self._tick.start(self._patience_ms)
        self._patience_ms = min(2 * self._patience_ms, LONGEST_RETRY_MS)
        self._refused = True
        self.refused.emit(disk)

    def _turn_away(self, key: Hashable, one: _Waiting, problem: Exception) -> None:
        words = outcome(one.words) if one.words else None
        if isinstance(words, Words):
            self.set_aside.emit(words, problem)
        self.turned_away.emit(key, problem)
