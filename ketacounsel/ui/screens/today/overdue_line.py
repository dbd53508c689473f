"""One quiet line at the foot of Today when what was written for days is in no backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from ketacounsel.core.phrases import count_word, plural
from ketacounsel.ui.screens.today.side_cards import ReminderLine

if TYPE_CHECKING:
    from ketacounsel.ui.desk import Desk

LOOK_AFTER_MS = 1200  # when the day is drawn: all places are read for it
MAKING = "A backup is being made and checked."


class OverdueLine(ReminderLine):
    """Looks by itself, some time after Today was opened. Never for invented clients.

    Signals:
        places_requested: no place for backups is plugged in; Settings says more.
    """

    places_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("backup", "", ("Back up now", "Back up now"), self._on_act)
        kept = desk.safekeeping
        self._backups = kept.backups if kept is not None and not desk.invented else None
        self._keeper = desk.keeper
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOOK_AFTER_MS)
        self._later.timeout.connect(self._look)
        if self._keeper is not None:
            self._keeper.changed.connect(self._look)
            self._keeper.failed.connect(self.say)
            self._keeper.working_changed.connect(self._on_working)
        self.hide()

    def look_later(self) -> None:
        """Today was opened."""
        if self._backups is not None:
            self._later.start()

    def rest(self) -> None:
        """Today was left."""
        self._later.stop()

    def _look(self) -> None:
        if self._backups is None:
            return
        state = self._backups.state()
        if state.paused or not state.overdue_days:
            self.say("")
        elif not state.failures:
            days = f"{count_word(state.overdue_days)} {plural(state.overdue_days, 'day')}"
            self.say(f"What you wrote in the last {days} is in no backup.")
        else:
            one = state.failures[0]
            self.say(f"{one.what} {one.todo}".strip())

    def _on_working(self) -> None:
        working = self._keeper is not None and self._keeper.doing == "backup"
        self.button.setEnabled(not working)
        if working and not self.isHidden():
            self.say(MAKING)

    def _on_act(self) -> None:
        here = self._backups is not None and any(place.here for place in self._backups.places())
        if here and self._keeper is not None:
            self._keeper.make()
        else:
            self.places_requested.emit()
