"""Keeps what the disk does not take in a rescue file, and brings it home when the disk is back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.services.rescue_places import THIS_COMPUTER
from ketacounsel.ui.errors import UNEXPECTED
from ketacounsel.ui.jobs import FOREVER, Jobs

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.core.changes import Saved
    from ketacounsel.core.rescue import Beside, Copy, Rescued, Words
    from ketacounsel.services.rescue import Rescue
    from ketacounsel.ui.autosave import Autosave

RESCUE_EVERY_MS = 200


class Rescuer(QObject):
    """Stands behind the autosave. The file is written on a bench of its own: a stick may be slow.

    Signals:
        changed: the words are elsewhere now, or can't be kept anywhere else.
        beside_changed: other words stand beside the record.
        settled: the disk took everything after it had refused.
    """

    changed = Signal()
    beside_changed = Signal()
    settled = Signal()

    def __init__(self, rescue: Rescue, autosave: Autosave, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rescue, self._autosave = rescue, autosave
        self._bench = Jobs(self)
        self._copy: Copy | None = None
        self._kept: tuple[Words, ...] = ()
        self._turn = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(RESCUE_EVERY_MS)
        self._soon.timeout.connect(self._keep)
        autosave.refused.connect(lambda _: self._soon.start(0))
        autosave.grew.connect(self._on_grew)
        autosave.set_aside.connect(self._on_set_aside)
        autosave.waiting_changed.connect(self._on_waiting)

    # -- keeping --------------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """Where the rescue copy of all that waits is; empty when there is none."""
        return self._copy.label if self._copy is not None else ""

    @property
    def is_here(self) -> bool:
        """Whether that is this computer, which has no name of its own."""
        return self.label == THIS_COMPUTER

    def choose(self, folder: Path) -> None:
        """Keep them there from now on."""
        self._rescue.places.choose(folder)
        self.keep_now()

    def keep_now(self) -> bool:
        """At once, before the records close. Whether all that waits is safe elsewhere."""
        self._soon.stop()
        words, whole = self._autosave.unsaved()
        data = self._rescue.pack(words)
        self._turn += 1
        self._take(self._rescue.write(data) if data is not None and whole else None, words)
        return self._copy is not None

    def _on_grew(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _keep(self) -> None:
        words, whole = self._autosave.unsaved()
        if not words or (words == self._kept and self._copy is not None and self._copy.path.exists()):
            return
        data = self._rescue.pack(words)
        self._turn += 1
        turn = self._turn
        if data is None:
            return
        sealed = data
        self._bench.run(
            lambda: self._rescue.write(sealed) if turn == self._turn else None,
            lambda copy: self._take(copy if whole else None, words) if turn == self._turn else None,
            lambda _: self._take(None, words) if turn == self._turn else None,
        )

    def _take(self, copy: Copy | None, words: tuple[Words, ...]) -> None:
        self._copy, self._kept = copy, words
        self.changed.emit()

    def _on_waiting(self, waiting: bool) -> None:
        if waiting or self._autosave.waiting:
            return
        self._soon.stop()
        self._turn += 1
        if self._copy is not None or self._kept:
            self._take(None, ())
            self._rescue.settled()
            self.settled.emit()

    def finish(self, within_ms: int = FOREVER) -> None:
        """Before the records close: nothing is written any more."""
        self._soon.stop()
        self._bench.finish(within_ms)

    # -- coming home ----------------------------------------------------------------------------

    def bring_home(self) -> int:
        """What earlier sittings left goes to the disk as if it was typed now; how many things that were."""
        found = self._rescue.find()
        for one in found:
            write: Callable[[], Saved] = partial(self._rescue.put_back, one)
            self._autosave.put(("rescued", *one.words.place), write, partial(_words_of, one))
        if found and self._autosave.flush():
            self._rescue.settled()
        return len(found) - len(self._rescue.beside()) if not self._autosave.waiting else 0

    # -- beside the record ----------------------------------------------------------------------

    def beside(self) -> tuple[Beside, ...]:
        """Words the record did not take."""
        return self._rescue.beside()

    def insist(self, rescued: Rescued) -> Saved:
        """Put them in place of what is there."""
        saved = self._rescue.insist(rescued)
        self.beside_changed.emit()
        return saved

    def discard(self, rescued: Rescued) -> None:
        """They are not needed."""
        self._rescue.discard(rescued)
        self.beside_changed.emit()

    def _on_set_aside(self, words: Words, problem: Exception) -> None:
        self._rescue.set_aside(words, problem.what if isinstance(problem, KetaCounselError) else UNEXPECTED)
        data = self._rescue.pack(self._autosave.unsaved()[0])
        if data is not None:
            sealed = data
            self._bench.run(lambda: self._rescue.write(sealed), lambda _: None, lambda _: None)
        self.beside_changed.emit()


def _words_of(rescued: Rescued) -> Words:
    return rescued.words
