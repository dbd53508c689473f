"""The windows before any records are open: unlock, missing, in trouble, first run, restore, other records."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketacounsel.app.claim import Claim
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.paths import practice_folder, records_folder
from ketacounsel.services import drives
from ketacounsel.store import presence
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.widgets.first_size import begin_within_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ketacounsel.core.backups import Found
    from ketacounsel.core.ids import CounselorId
    from ketacounsel.core.people import Counselor
    from ketacounsel.ui.screens.first_run.view import FirstRunWindow
    from ketacounsel.ui.screens.restore.view import RestoreWindow
    from ketacounsel.ui.screens.unlock.missing import MissingWindow
    from ketacounsel.ui.screens.unlock.trouble import TroubleWindow
    from ketacounsel.ui.screens.unlock.view import UnlockWindow
    from ketacounsel.ui.screens.unlock.who import WhoWindow

    Door = UnlockWindow | MissingWindow | TroubleWindow | FirstRunWindow | RestoreWindow | WhoWindow

UNDONE = "The records from before the restore are back. Those that were restored are kept for 30 days."


class Doors(QObject):
    """Shows one door at a time. No key is kept here: a door hands it on and is let go.

    Signals:
        passphrase_awaited: the unlock window is shown.
        unlocked: the secret fits (Keys).
        founded: new records were made (Unlocked, Go to be shown first).
        restored: a backup was put in place; it opens without asking again (Keys).
        left_to_another: another window has the records that were asked for; this one is not needed.
    """

    passphrase_awaited = Signal()
    unlocked = Signal(object)
    founded = Signal(object, object)
    restored = Signal(object)
    left_to_another = Signal()

    def __init__(
        self,
        claim: Claim,
        jobs: Jobs,
        tell: Callable[[BaseException], None],
        clock: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        plugged_in: drives.PluggedIn = drives.plugged_in,
    ) -> None:
        super().__init__(parent)
        self._claim, self._jobs, self._tell, self._clock = claim, jobs, tell, clock
        self._plugged_in = plugged_in
        self.window: Door | None = None
        self._doubted: Path | None = None

    @property
    def typed_key(self) -> str:
        """The recovery key that opened the records at this door; "" when it was the passphrase."""
        typed: str = getattr(self.window, "typed_key", "")
        return typed

    # -- which door -----------------------------------------------------------------------------

    def show_fitting(self, because: str = "", locked_at: str = "") -> None:
        """The door that fits what is in the folder."""
        folder = self._claim.folder
        if presence.exists(folder):
            self.show_unlock(because, locked_at)
        elif self._claim.were_here() or self._is_unplugged():
            self._show_missing()
        else:
            self._show_first_run()

    def _is_unplugged(self) -> bool:
        """The usual folder is on this computer: on a new account nothing above it was made yet."""
        folder = self._claim.folder
        return folder != records_folder() and not folder.parent.parent.is_dir()

    def show_unlock(self, because: str = "", locked_at: str = "", told: str = "") -> None:
        """The passphrase is asked for. `because` is one of core.lock_reasons.LOCKED, or nothing."""
        from ketacounsel.ui.screens.unlock.view import Sign, UnlockWindow

        folder, look = self._claim.folder, self._claim.dress.look
        door = UnlockWindow(
            self._jobs,
            with_passphrase=lambda secret: _at_the_door().with_passphrase(folder, secret, self._clock()),
            with_recovery_key=lambda secret: _at_the_door().with_recovery_key(folder, secret),
            sign=Sign(look.name, because, locked_at, _practice_hint() if look.invented else "", told),
        )
        door.opened.connect(self.unlocked)
        door.trouble_found.connect(self.show_refusal)
        door.other_records_requested.connect(self._choose_other_records)
        self._show(door)
        self.passphrase_awaited.emit()

    def ask_who(
        self, people: Sequence[Counselor], chosen: Callable[[CounselorId], None], left: Callable[[], None]
    ) -> None:
        """The recovery key opened the records, and several people work in them."""
        from ketacounsel.ui.screens.unlock.who import WhoWindow

        door = WhoWindow(people)
        door.chosen.connect(chosen)
        door.left.connect(left)
        self._show(door)

    def _show_missing(self) -> None:
        from ketacounsel.ui.screens.unlock.missing import STILL, MissingWindow

        door = MissingWindow(str(self._claim.folder))
        door.retry_requested.connect(lambda: self._look_again(door, STILL))
        door.other_records_requested.connect(self._choose_other_records)
        door.new_records_requested.connect(self._show_first_run)
        door.restore_requested.connect(self._restore_missing)
        self._show(door)

    def _look_again(self, door: MissingWindow, still: str) -> None:
        if presence.exists(self._claim.folder):
            self.move_to(self._claim.folder)
        else:
            door.show_problem(still)

    def _show_first_run(self) -> None:
        from ketacounsel.ui.screens.first_run.view import FirstRunWindow

        folder, drives_now = self._claim.folder, self._plugged_in
        wizard = FirstRunWindow(self._jobs, folder, self._clock, plugged_in=drives_now)
        wizard.restore_requested.connect(self.show_restore)
        wizard.founded.connect(self.founded)
        wizard.practice_set_requested.connect(self._make_practice_set)
        wizard.other_records_requested.connect(self._choose_other_records)
        self._show(wizard)

    def _show(self, door: Door) -> None:
        old, self.window = self.window, door
        if old is not None:
            door.resize(old.size())
        else:
            begin_within_screen(door)
        door.show()
        _let_go(old)

    def let_go(self) -> None:
        """The records are open: no door is needed."""
        _let_go(self.window)
        self.window = None

    # -- what can't be opened ---------------------------------------------------------------------

    def show_refusal(self, refusal: KetaCounselError, go_on: Callable[[], None] | None = None) -> None:
        """The secret fits, but the records can't be opened: say so and how to go on.

        `go_on` opens them all the same, where that is the counselor's to say.
        """
        from ketacounsel.ui.screens.unlock.trouble import TROUBLES
        from ketacounsel.ui.screens.unlock.view import UnlockWindow

        if isinstance(refusal, TROUBLES):
            self._show_trouble(refusal, go_on)
            return
        if not isinstance(self.window, UnlockWindow):
            self.show_unlock()
        if isinstance(self.window, UnlockWindow):
            self.window.show_refusal(refusal)

    def _show_trouble(self, trouble: KetaCounselError, go_on: Callable[[], None] | None) -> None:
        from ketacounsel.core import restore_words
        from ketacounsel.ui.parts import guesses
        from ketacounsel.ui.screens.unlock.trouble import TroubleWindow

        door = TroubleWindow(trouble, can_go_on=go_on is not None)
        door.restore_requested.connect(self.show_restore)
        door.back_requested.connect(self.show_unlock)
        door.other_records_requested.connect(self._choose_other_records)
        if go_on is not None:
            door.go_on_requested.connect(go_on)
        self._show(door)
        folder, drives_now = self._claim.folder, self._plugged_in

        def work() -> Found | None:
            restoring = _restoring()
            found: Found | None = restoring.newest_of(folder, restoring.find(roots=drives_now))
            return found

        def tell(newest: Found | None) -> None:
            if self.window is door:
                door.show_newest(restore_words.newest_words(newest, self._clock(), guesses.zone()))

        self._jobs.run(work, tell, self._tell)

    # -- restore ----------------------------------------------------------------------------------

    def show_restore(self, path: Path | None = None) -> None:
        """The way back from a backup: from this one, or from one that is chosen there."""
        from ketacounsel.ui.screens.restore.view import RestoreWindow

        folder = self._claim.folder
        door = RestoreWindow(self._jobs, folder, self._clock, plugged_in=self._plugged_in, preferred=path)
        door.restored.connect(self.restored)
        door.left.connect(self.show_fitting)
        self._show(door)

    def _restore_missing(self) -> None:
        """A drive that is not there gets nothing written into its place: the usual folder does."""
        if not self._claim.folder.parent.is_dir() and not self._claim.move_to(records_folder()):
            self.left_to_another.emit()
            return
        self.show_restore()

    def undo_restore(self, set_id: str) -> None:
        """Put the records from before a restore back; then their own passphrase is asked for."""
        folder, now = self._claim.folder, self._clock()

        def work() -> None:
            _restoring().undo_restore(folder, set_id, now)

        def fail(problem: Exception) -> None:
            self.show_fitting()
            self._tell(problem)

        self._jobs.run(work, lambda _: self.show_unlock(told=UNDONE), fail)

    # -- other records --------------------------------------------------------------------------

    def _choose_other_records(self) -> None:
        """Records elsewhere: those in the chosen folder, or a place for new ones."""
        from PySide6.QtWidgets import QFileDialog

        title = "The folder of your records"
        chosen = QFileDialog.getExistingDirectory(self.window, title, str(self._claim.folder.parent))
        if chosen:
            self.use(Path(chosen))

    def use(self, folder: Path) -> None:
        """Go there, unless other computers write there too: then the second choice counts. Records that are
        there already open, and the window says what speaks against the place."""
        from ketacounsel.services import shared_folders

        found = None if presence.exists(folder) else shared_folders.look(folder)
        if found is not None and folder != self._doubted:
            self._doubted = folder
            if self.window is not None:
                self.window.show_problem(found.sentence)
            return
        self.move_to(folder)

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


def _restoring() -> ModuleType:
    """As `_vault`, for the way back from a backup."""
    return importlib.import_module("ketacounsel.services.restoring")


def _practice_hint() -> str:
    from ketacounsel.practice_set import PASSPHRASE

    return f"Practice set. Its passphrase: {PASSPHRASE}"
