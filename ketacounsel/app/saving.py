"""Saving on a disk that gives trouble: words of earlier sittings come home, and room is kept for the last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ketacounsel.services import shared_folders
from ketacounsel.services.rescuing import keep_reserve
from ketacounsel.ui.jobs import FOREVER, Jobs

if TYPE_CHECKING:
    from ketacounsel.services.vault import Unlocked
    from ketacounsel.ui.desk import Desk

RESERVE_AFTER_MS = 3000  # when the counselor has begun to read
HOME = "Words from an earlier sitting that had not reached the disk are in the record now."
BESIDE = "Some words from an earlier sitting are not in the record. They are on Today."


class SavingAgain(QObject):
    """Made before the window, so that a screen shows what came home."""

    def __init__(self, unlocked: Unlocked, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._unlocked, self._rescuer, self._autosave = unlocked, desk.rescuer, desk.autosave
        self._bench = Jobs(self)
        self._closed = False
        came = self._rescuer.bring_home() if self._rescuer is not None else 0
        self._told = (HOME,) if came else ()
        if desk.rescuer is not None:
            desk.rescuer.settled.connect(self._reserve)

    @property
    def notices(self) -> tuple[str, ...]:
        """What is to be told of it."""
        beside = (BESIDE,) if self._rescuer is not None and self._rescuer.beside() else ()
        return (*self._told, *beside, *shared_folders.notices(self._unlocked.folder))

    def begin(self, look_at_all: Callable[[], None]) -> None:
        """Once the window is there. `look_at_all` is asked for when the records were opened anew."""
        self._unlocked.store.on_reopened = partial(QTimer.singleShot, 0, self, look_at_all)
        if self._autosave.waiting:
            self._autosave.flush()  # the disk still takes nothing: the window says so from its first moment
        QTimer.singleShot(RESERVE_AFTER_MS, self, self._reserve)

    def finish(self, within_ms: int = FOREVER) -> None:
        """Before the records close."""
        self._closed = True
        if self._rescuer is not None:
            self._rescuer.finish(within_ms)
        self._bench.finish(within_ms)

    def _reserve(self) -> None:
        if not self._closed:
            keep = partial(keep_reserve, self._unlocked.folder)
            self._bench.run(keep, lambda _: None, lambda _: None)
