"""The only place where things are wired together: from a folder to an open window, and back to a lock.

Locking ends the process that held the keys: what was typed is written, the place is kept, the records
are closed, a fresh process shows the unlock window, and this one ends.
"""

from __future__ import annotations

import importlib
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ketacounsel.ahead import beside, fetch, fetch_screens
from ketacounsel.core.changes import Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.paths import practice_folder, records_folder
from ketacounsel.services import whereabouts
from ketacounsel.store import presence
from ketacounsel.ui.dress import Dress
from ketacounsel.ui.ending import Ending
from ketacounsel.ui.errors import Failures, words_for
from ketacounsel.ui.going import Go
from ketacounsel.ui.idle import AWAY_IN_SESSION_MIN, AWAY_MIN, IdleWatch
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.one_window import OneWindow

if TYPE_CHECKING:
    from ketacounsel.services.vault import Keys, Unlocked
    from ketacounsel.ui.screens.first_run.view import FirstRunWindow
    from ketacounsel.ui.screens.unlock.missing import MissingWindow
    from ketacounsel.ui.screens.unlock.view import UnlockWindow
    from ketacounsel.ui.shell import Shell

    Door = UnlockWindow | MissingWindow | FirstRunWindow

NAME = "KetaCounsel"
LOG = "ketacounsel.log"
LOCK_AGAIN_MS = 1000
SETS_PATIENCE = frozenset({Topic.SESSIONS, Topic.PRACTICE})
FETCH_AFTER_MS = 100  # when the window is painted


def run(folder: Path, *, because: str = "", locked_at: str = "", passphrase: str = "") -> int:
    """Open the window on the records in `folder` and stay until it is closed.

    Args:
        because: why the records were locked: "", "you" or "idle".
        locked_at: when, as "HH:MM".
        passphrase: of a practice set, which opens without asking.
    """
    app = QApplication(sys.argv[:1])
    for put in (app.setApplicationName, app.setApplicationDisplayName, app.setOrganizationName):
        put(NAME)
    QGuiApplication.setDesktopFileName("ketacounsel")
    app.setQuitOnLastWindowClosed(False)
    one = OneWindow(folder)
    if one.raise_other():
        return 0
    one.listen()
    program = Program(app, folder, one)
    program.start(because, locked_at, passphrase)
    return app.exec()


class Program(QObject):
    """One run of the program: first run or unlock window, then the shell, then lock or end."""

    def __init__(self, app: QApplication, folder: Path, one: OneWindow) -> None:
        super().__init__()
        self._app, self._folder, self._one = app, folder, one
        self._jobs = Jobs(self)
        self._failures = Failures(folder / LOG if folder.is_dir() else None, self)
        self._failures.failed.connect(self._tell)
        self._door: Door | None = None
        self._shell: Shell | None = None
        self._unlocked: Unlocked | None = None
        self._idle: IdleWatch | None = None
        self._dress = Dress(folder, self)
        self._dress.wear()
        one.raise_requested.connect(self._come_forward)
        app.lastWindowClosed.connect(self._on_last_window_closed)
        self._because = ""
        self._lock_later = QTimer(self)
        self._lock_later.setSingleShot(True)
        self._lock_later.setInterval(LOCK_AGAIN_MS)
        self._lock_later.timeout.connect(self._lock_again)
        self._ending = Ending(app, self)
        self._ending.told.connect(self._end_now)
        self._ending.leaving.connect(self._on_leaving)

    def start(self, because: str = "", locked_at: str = "", passphrase: str = "") -> None:
        """Show the door that fits: new records, the unlock window, or, for a practice set, none."""
        if presence.exists(self._folder):
            if passphrase:
                from ketacounsel.services import vault

                self._open(vault.derive(self._folder, passphrase))
            else:
                self._show_unlock(because, locked_at)
        elif self._were_here() or not self._folder.parent.parent.is_dir():
            self._show_missing()
        else:
            self._show_first_run()

    def _were_here(self) -> bool:
        """These records were opened before, so their folder is not one for new records."""
        return whereabouts.last(records_folder().parent) == self._folder.resolve()

    # -- doors ----------------------------------------------------------------------------------

    def _show_unlock(self, because: str, locked_at: str) -> None:
        from ketacounsel.ui.screens.unlock.view import Sign, UnlockWindow

        folder, look = self._folder, self._dress.look
        door = UnlockWindow(
            self._jobs,
            with_passphrase=lambda secret: _vault().derive(folder, secret),
            with_recovery_key=lambda secret: _vault().derive_from_recovery_key(folder, secret),
            sign=Sign(look.name, because, locked_at, _practice_hint() if look.invented else ""),
        )
        door.opened.connect(self._open)
        door.other_records_requested.connect(self._choose_other_records)
        self._show_door(door)
        QTimer.singleShot(FETCH_AFTER_MS, self, lambda: beside(fetch))

    def _show_missing(self) -> None:
        from ketacounsel.ui.screens.unlock.missing import STILL, MissingWindow

        door = MissingWindow(str(self._folder))
        door.retry_requested.connect(lambda: self._look_again(door, STILL))
        door.other_records_requested.connect(self._choose_other_records)
        door.new_records_requested.connect(self._show_first_run)
        self._show_door(door)

    def _look_again(self, door: MissingWindow, still: str) -> None:
        if presence.exists(self._folder):
            self.move_to(self._folder)
        else:
            door.show_problem(still)

    def _show_first_run(self) -> None:
        from ketacounsel.ui.screens.first_run.view import FirstRunWindow

        wizard = FirstRunWindow(self._jobs, self._folder, _now)
        wizard.founded.connect(self._open_new)
        wizard.practice_set_requested.connect(self._make_practice_set)
        wizard.other_records_requested.connect(self._choose_other_records)
        self._show_door(wizard)

    def _show_door(self, door: Door) -> None:
        old, self._door = self._door, door
        if old is not None:
            door.resize(old.size())
        door.show()
        _let_go(old)

    def _choose_other_records(self) -> None:
        """Records elsewhere: those in the chosen folder, or a place for new ones."""
        title = "The folder of your records"
        chosen = QFileDialog.getExistingDirectory(self._door, title, str(self._folder.parent))
        if chosen:
            self.move_to(Path(chosen))

    def move_to(self, folder: Path, passphrase: str = "") -> None:
        """Leave this door for that of another folder. No key was held yet, so no new process is needed."""
        if folder.resolve() != self._folder.resolve():
            one = OneWindow(folder)
            if one.raise_other():
                self._end()
                return
            self._one.close()
            self._folder, self._one = folder, one
            one.raise_requested.connect(self._come_forward)
            one.listen()
        self._dress.deleteLater()
        self._dress = Dress(folder, self)
        self._dress.wear()
        self.start(passphrase=passphrase)

    def _make_practice_set(self) -> None:
        from ketacounsel import practice_set

        folder = practice_folder()

        def make() -> None:
            if not practice_set.exists(folder):
                practice_set.make(folder, practice_set.Wishes.for_now())

        self._jobs.run(make, lambda _: self.move_to(folder, practice_set.PASSPHRASE), self._failures.tell)

    # -- the open records -----------------------------------------------------------------------

    def _open(self, keys: Keys) -> None:
        from ketacounsel.services import vault

        try:
            unlocked = vault.open_records(self._folder, keys)
        except KetaCounselError as refusal:
            self._refuse(refusal)
            return
        self._show_shell(unlocked)

    def _open_new(self, unlocked: Unlocked, first: Go) -> None:
        self._dress.name_records("", invented=False)
        self._show_shell(unlocked, first)

    def _show_shell(self, unlocked: Unlocked, first: Go | None = None) -> None:
        from ketacounsel.services.office import open_office
        from ketacounsel.ui.shell import Shell
        from ketacounsel.wiring import make_desk

        self._unlocked = unlocked
        office = open_office(unlocked, _now)
        desk = make_desk(office, self._jobs, _now, dress=self._dress, folder=self._folder)
        self._shell = shell = Shell(desk)
        shell.lock_requested.connect(self.lock)
        shell.closing.connect(self._end)
        shell.practice_set_requested.connect(_start_practice_set)
        if self._door is not None:
            shell.resize(self._door.size())
        shell.return_to(desk.practice.place())
        shell.show()
        if first is not None:
            shell.go(first)
        _let_go(self._door)
        self._door = None
        self._remember(desk.practice.get().name, invented=desk.invented)
        self._watch(shell)
        QTimer.singleShot(FETCH_AFTER_MS, self, lambda: beside(fetch_screens))
        for notice in unlocked.notices:
            shell.show_problem(notice)
        if unlocked.checks_pending:
            self._jobs.run(unlocked.run_checks, lambda _: None, self._failures.tell)

    def _refuse(self, refusal: KetaCounselError) -> None:
        if self._door is None:
            self._show_unlock("", "")
        self._tell(refusal.sentence)

    def _tell(self, words: str) -> None:
        window = self._shell or self._door
        if window is not None:
            window.show_problem(words)

    def _remember(self, name: str, *, invented: bool) -> None:
        self._dress.name_records(name, invented=invented)
        if not invented:
            try:
                whereabouts.remember(records_folder().parent, self._folder, records_folder())
            except OSError as problem:
                self._tell(words_for(problem))

    def _watch(self, shell: Shell) -> None:
        self._idle = IdleWatch(self._app, self)
        self._idle.away.connect(lambda _: self.lock("idle"))
        shell.desk.changes.announced.connect(lambda topics, _: self._set_patience(shell, topics))
        self._set_patience(shell, SETS_PATIENCE)

    def _set_patience(self, shell: Shell, topics: frozenset[Topic]) -> None:
        """Listening is not being away, so a running session has a patience of its own."""
        if not topics & SETS_PATIENCE:
            return
        running = shell.desk.sessions.running() is not None
        key, usual = ("idle_session_min", AWAY_IN_SESSION_MIN) if running else ("idle_min", AWAY_MIN)
        minutes = shell.desk.practice.setting(key, usual)
        if self._idle is not None:
            self._idle.be_patient_for(minutes if isinstance(minutes, int) and minutes > 0 else usual)

    # -- lock and end ---------------------------------------------------------------------------

    def lock(self, because: str) -> None:
        """Write, close, hand over to a fresh process, end. Never asks.

        When the disk refuses the last words, the window is covered and locks as soon as they are written;
        who takes the cover away wants to save them in another way, and the lock is put off.
        """
        shell = self._shell
        if shell is None:
            return
        if not shell.put_away():
            if not shell.covered:
                shell.cover()
            self._because = because
            self._lock_later.start()
            return
        shell.hide()
        self._close_records()
        self._one.close()
        _start_afresh(self._folder, because)
        self._app.exit(0)

    def _lock_again(self) -> None:
        if self._shell is not None and self._shell.covered:
            self.lock(self._because)

    def _end_now(self) -> None:
        """The computer shuts down: write what can be written, and be gone."""
        if self._shell is not None:
            self._shell.put_away()
        self._end()

    def _on_leaving(self) -> None:
        if self._shell is not None:
            self._shell.put_away()

    def _end(self) -> None:
        self._close_records()
        self._one.close()
        self._app.exit(0)

    def _on_last_window_closed(self) -> None:
        """A door was closed: nothing is open, so there is nothing to do but end."""
        if self._shell is None:
            self._end()

    def _close_records(self) -> None:
        self._shell = None
        self._jobs.finish()
        if self._unlocked is not None:
            self._unlocked.close()
            self._unlocked = None

    def _come_forward(self) -> None:
        window = self._shell or self._door
        if window is not None:
            come_forward(window)


def come_forward(window: QWidget) -> None:
    """Another start asked for these records: show this window."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _let_go(door: QWidget | None) -> None:
    if door is not None:
        door.close()
        door.deleteLater()


def _now() -> datetime:
    return datetime.now(UTC)


def _vault() -> ModuleType:
    """Keys are derived on the bench, so what that needs is imported there too."""
    return importlib.import_module("ketacounsel.services.vault")


def _practice_hint() -> str:
    from ketacounsel.practice_set import PASSPHRASE

    return f"Practice set. Its passphrase: {PASSPHRASE}"


def _start_practice_set() -> None:
    """The practice set in a process of its own: these records stay open beside it."""
    import subprocess

    subprocess.Popen([sys.executable, "-m", "ketacounsel", "--practice"], start_new_session=True)


def _start_afresh(folder: Path, because: str) -> None:
    """Start the unlock window in a process that never held a key."""
    import subprocess

    command = [sys.executable, "-m", "ketacounsel", str(folder)]
    command += ["--locked-because", because, "--locked-at", f"{datetime.now().astimezone():%H:%M}"]
    subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own program and two words
