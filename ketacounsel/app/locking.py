"""Taking leave of open records: to lock them, to close the window, or because the computer shuts down.

Locking ends the process that held the keys: what was typed is written, the place is kept, the last work
is done, the records are closed, a fresh process shows the unlock window, and this one ends. Menus and
dialogs are closed with the window, as if they had been cancelled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ketacounsel.app.claim import Claim
from ketacounsel.app.departure import Departure
from ketacounsel.core.lock_reasons import NEW_DATA_KEY
from ketacounsel.ui.ending import Ending
from ketacounsel.ui.jobs import FOREVER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ketacounsel.app.records import OpenRecords
    from ketacounsel.app.rotating import Rotating
    from ketacounsel.ui.clipboard import Clipboard

LOCK_AGAIN_MS = 1000
LET_GO_MS = 50
END_BY_MS = 1500


class Locking(QObject):
    """Every way from open records to none."""

    def __init__(self, app: QApplication, claim: Claim, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._claim = app, claim
        self._records: OpenRecords | None = None
        self._departure: Departure | None = None
        self.clipboard: Clipboard | None = None
        self.rotating: Rotating | None = None
        self._because = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOCK_AGAIN_MS)
        self._later.timeout.connect(self._lock_again)
        self._ending = Ending(app, self)
        self._ending.told.connect(self._end_now)
        self._ending.leaving.connect(self._on_leaving)
        app.lastWindowClosed.connect(self._on_last_window_closed)

    @property
    def records(self) -> OpenRecords | None:
        """What is open."""
        return None if self._records is None or self._records.closed else self._records

    def watch(self, records: OpenRecords) -> None:
        """These are the records to take leave of."""
        self._records = records
        records.setParent(self)
        records.lock_requested.connect(self.lock)
        records.shell.restore_requested.connect(self.restore)
        records.shell.undo_restore_requested.connect(self.undo_restore)
        records.shell.data_key_requested.connect(self.change_data_key)
        records.shell.closing.connect(self.end)

    # -- lock -----------------------------------------------------------------------------------

    def lock(self, because: str) -> None:
        """Write, do the last work, close, hand over to a fresh process, end. Never asks.

        When the disk refuses the last words, the window is covered and locks as soon as they are written;
        who takes the cover away wants to save them in another way, and the lock is put off. A lock that is
        under way is not begun again: a lid that is shut is followed by sleep.
        """
        if self.records is None or self._departure is not None:
            return
        shell = self.records.shell
        self._close_dialogs(shell)
        shell.give_keyboard_back()
        if not shell.put_away():
            if not shell.covered:
                shell.cover()
            self._because = because
            self._later.start()
            return
        self._depart(self.records, because, lambda: self._start_locked(because))

    def _depart(self, records: OpenRecords, because: str, begin: Callable[[], None]) -> None:
        """Everything typed is written: `begin` starts the process that comes after this one."""
        if self._departure is not None and not self._departure.call_off():
            return
        self._departure = Departure(begin)
        shell = records.shell
        shell.hide()
        records.hurry()
        shell.last_work.do(because, lambda: self._hand_over(because))

    def _close_dialogs(self, shell: QWidget) -> None:
        for window in self._app.topLevelWidgets():
            if window is not shell and window.isVisible():
                window.hide()

    def _lock_again(self) -> None:
        if self.records is not None and self.records.shell.covered:
            self.lock(self._because)

    def _hand_over(self, because: str) -> None:
        self._leave(because, LET_GO_MS)
        if self._departure is not None:
            self._departure.now()

    def _start_locked(self, because: str) -> None:
        from ketacounsel.app.processes import start_locked

        start_locked(self._claim.folder, because)

    # -- another set of records ---------------------------------------------------------------------

    def restore(self, backup: str) -> None:
        """As a lock; the fresh process shows the way back from this backup."""
        from ketacounsel.app.processes import start_restoring

        self._give_way(lambda: start_restoring(self._claim.folder, backup))

    def undo_restore(self, set_id: str) -> None:
        """As a lock; the fresh process puts the records from before the restore back."""
        from ketacounsel.app.processes import start_undoing

        self._give_way(lambda: start_undoing(self._claim.folder, set_id))

    def _give_way(self, begin: Callable[[], None]) -> None:
        """Only when everything typed is on the disk; the window says why when it is not."""
        if self.records is None or self._departure is not None:
            return
        self._close_dialogs(self.records.shell)
        if self.records.shell.put_away():
            self._depart(self.records, "you", begin)

    # -- another data key ---------------------------------------------------------------------------

    def change_data_key(self) -> None:
        """As a lock, but this process goes on until the records are written under the agreed key."""
        records = self.records
        agreed = records.safekeeping.agreed if records is not None else None
        if records is None or agreed is None or not records.shell.put_away():
            return
        from ketacounsel.app.rotating import Rotating

        self.rotating = Rotating(self._claim.folder, agreed, self)
        self.rotating.done.connect(lambda: self._ask_again(NEW_DATA_KEY))
        self.rotating.given_up.connect(lambda: self._ask_again(""))
        self.rotating.left.connect(self.end)
        self.rotating.show(records.shell.size())
        records.shell.hide()
        records.hurry()
        records.shell.last_work.do("you", self._rotate)

    def _rotate(self) -> None:
        if self.clipboard is not None:
            self.clipboard.forget()
        if self.records is not None:
            self.records.close("you")
        if self.rotating is not None:
            self.rotating.begin()

    def _ask_again(self, because: str) -> None:
        """This process held the keys, so it ends."""
        self._claim.give_up()
        Departure(lambda: self._start_locked(because)).now()

    # -- end ------------------------------------------------------------------------------------

    def end(self) -> None:
        """Close what is open and end the process."""
        self._leave()
        self._app.exit(0)

    def _leave(self, because: str = "", within_ms: int = FOREVER) -> None:
        if self.clipboard is not None:
            self.clipboard.forget()
        if self.records is not None:
            self.records.close(because, within_ms)
        self._claim.give_up()

    def _end_now(self) -> None:
        """The computer shuts down: write what can be written, and be gone."""
        if self._departure is None:
            self._on_leaving()
        elif not self._departure.call_off():
            return
        self._departure = Departure(lambda: None, by_ms=END_BY_MS)
        if self.records is not None:
            self.records.hurry()
        self._leave(within_ms=LET_GO_MS)
        self._departure.now()

    def _on_leaving(self) -> None:
        if self.records is not None:
            self.records.shell.put_away()

    def _on_last_window_closed(self) -> None:
        """A door was closed: nothing is open, so there is nothing to do but end."""
        if self.records is None and self.rotating is None:
            self.end()
