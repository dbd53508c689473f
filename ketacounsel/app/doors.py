"""The windows before any records are open: unlock, missing, first run, and the way to other records."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketacounsel.app.claim import Claim
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.paths import practice_folder
from ketacounsel.store import presence
from ketacounsel.ui.jobs import Jobs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ketacounsel.ui.screens.first_run.view import FirstRunWindow
    from ketacounsel.ui.screens.unlock.missing import MissingWindow
    from ketacounsel.ui.screens.unlock.view import UnlockWindow

    Door = UnlockWindow | MissingWindow | FirstRunWindow


class Doors(QObject):
    """Shows one door at a time. No key is kept here: a door hands it on and is let go.

    Signals:
        passphrase_awaited: the unlock window is shown.
        unlocked: the secret fits (Keys).
        founded: new records were made (Unlocked, Go to be shown first).
        left_to_another: another window has the records that were asked for; this one is not needed.
    """

    passphrase_awaited = Signal()
    unlocked = Signal(object)
    founded = Signal(object, object)
    left_to_another = Signal()

    def __init__(
        self,
        claim: Claim,
        jobs: Jobs,
        tell: Callable[[BaseException], None],
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._claim, self._jobs, self._tell, self._clock = claim, jobs, tell, clock
        self.window: Door | None = None

    # -- which door -----------------------------------------------------------------------------

    def show_fitting(self, because: str = "", locked_at: str = "") -> None:
        """The door that fits what is in the folder."""
        folder = self._claim.folder
        if presence.exists(folder):
            self.show_unlock(because, locked_at)
        elif self._claim.were_here() or not folder.parent.parent.is_dir():
            self._show_missing()
        else:
            self._show_first_run()

    def show_unlock(self, because: str = "", locked_at: str = "") -> None:
        """The passphrase is asked for. `because` is one of core.lock_reasons.LOCKED, or nothing."""
        from ketacounsel.ui.screens.unlock.view import Sign, UnlockWindow

        folder, look = self._claim.folder, self._claim.dress.look
        door = UnlockWindow(
            self._jobs,
            with_passphrase=lambda secret: _at_the_door().with_passphrase(folder, secret, self._clock()),
            with_recovery_key=lambda secret: _at_the_door().with_recovery_key(folder, secret),
            sign=Sign(look.name, because, locked_at, _practice_hint() if look.invented else ""),
        )
        door.opened.connect(self.unlocked)
        door.other_records_requested.connect(self._choose_other_records)
        self._show(door)
        self.passphrase_awaited.emit()

    def _show_missing(self) -> None:
        from ketacounsel.ui.screens.unlock.missing import STILL, MissingWindow

        door = MissingWindow(str(self._claim.folder))
        door.retry_requested.connect(lambda: self._look_again(door, STILL))
        door.other_records_requested.connect(self._choose_other_records)
        door.new_records_requested.connect(self._show_first_run)
        self._show(door)

    def _look_again(self, door: MissingWindow, still: str) -> None:
        if presence.exists(self._claim.folder):
            self.move_to(self._claim.folder)
        else:
            door.show_problem(still)

    def _show_first_run(self) -> None:
        from ketacounsel.ui.screens.first_run.view import FirstRunWindow

        wizard = FirstRunWindow(self._jobs, self._claim.folder, self._clock)
        wizard.founded.connect(self.founded)
        wizard.practice_set_requested.connect(self._make_practice_set)
        wizard.other_records_requested.connect(self._choose_other_records)
        self._show(wizard)

    def _show(self, door: Door) -> None:
        old, self.window = self.window, door
        if old is not None:
            door.resize(old.size())
        door.show()
        _let_go(old)

    def let_go(self) -> None:
        """The records are open: no door is needed."""
        _let_go(self.window)
        self.window = None

    def show_refusal(self, refusal: KetaCounselError) -> None:
        """The secret fits, but the records can't be opened: the door says so and takes another try."""
        from ketacounsel.ui.screens.unlock.view import UnlockWindow

        if self.window is None:
            self.show_unlock()
        if isinstance(self.window, UnlockWindow):
            self.window.show_refusal(refusal)
        elif self.window is not None:
            self.window.show_problem(refusal.sentence)

    # -- other records --------------------------------------------------------------------------

    def _choose_other_records(self) -> None:
        """Records elsewhere: those in the chosen folder, or a place for new ones."""
        from PySide6.QtWidgets import QFileDialog

        title = "The folder of your records"
        chosen = QFileDialog.getExistingDirectory(self.window, title, str(self._claim.folder.parent))
        if chosen:
            self.move_to(Path(chosen))

    def move_to(self, folder: Path) -> None:
        """Leave this door for that of another folder. No key was held yet, so no new process is needed."""
        if self._claim.move_to(folder):
            self.show_fitting()
        else:
            self.left_to_another.emit()

    def _make_practice_set(self) -> None:
        from ketacounsel import practice_set

        folder = practice_folder()

        def make() -> None:
            if not practice_set.exists(folder):
                practice_set.make(folder, practice_set.Wishes.for_now())

        self._jobs.run(make, lambda _: self._open_practice_set(folder), self._tell)

    def _open_practice_set(self, folder: Path) -> None:
        from ketacounsel.practice_set import PASSPHRASE

        if self._claim.move_to(folder):
            self.open_with(PASSPHRASE)
        else:
            self.left_to_another.emit()

    def open_with(self, passphrase: str) -> None:
        """Without a door: a practice set tells its passphrase."""
        if presence.exists(self._claim.folder):
            self.unlocked.emit(_vault().derive(self._claim.folder, passphrase))
        else:
            self.show_fitting()


def _let_go(door: QWidget | None) -> None:
    if door is not None:
        door.close()
        door.deleteLater()


def _vault() -> ModuleType:
    """Keys are derived on the bench, so what that needs is imported there too."""
    return importlib.import_module("ketacounsel.services.vault")


def _at_the_door() -> ModuleType:
    """As `_vault`, for somebody who may be guessing."""
    return importlib.import_module("ketacounsel.services.door")


def _practice_hint() -> str:
    from ketacounsel.practice_set import PASSPHRASE

    return f"Practice set. Its passphrase: {PASSPHRASE}"
