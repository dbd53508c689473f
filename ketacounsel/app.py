"""The only place where things are wired together: from a folder to an open window, and back to a lock.

Locking ends the process that held the keys: what was typed is written, the place is kept, the records
are closed, a fresh process shows the unlock window, and this one ends.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.services import look as looks
from ketacounsel.ui.errors import Failures
from ketacounsel.ui.idle import AWAY_IN_SESSION_MIN, AWAY_MIN, IdleWatch
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.one_window import OneWindow
from ketacounsel.ui.theme import SCALES, apply_theme

if TYPE_CHECKING:
    from ketacounsel.services.vault import Unlocked
    from ketacounsel.store.checks import CheckReport
    from ketacounsel.store.keyfile import Keys
    from ketacounsel.ui.screens.unlock.view import UnlockWindow
    from ketacounsel.ui.shell import Shell

NAME = "KetaCounsel"
LOG = "ketacounsel.log"


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
        self._look = looks.read(folder)
        self._jobs = Jobs(self)
        self._failures = Failures(folder / LOG if folder.is_dir() else None, self)
        self._door: UnlockWindow | None = None
        self._shell: Shell | None = None
        self._unlocked: Unlocked | None = None
        self._idle: IdleWatch | None = None
        self._dress()
        one.raise_requested.connect(self._come_forward)

    def start(self, because: str, locked_at: str, passphrase: str) -> None:
        """Show the door that fits: new records, the unlock window, or, for a practice set, none."""
        from ketacounsel.store import key_copies

        if not key_copies.exist(self._folder):
            self._show_first_run()
        elif passphrase:
            self._open(key_copies.unlock_with_passphrase(self._folder, passphrase))
        else:
            self._show_door(because, locked_at)

    # -- doors ----------------------------------------------------------------------------------

    def _show_door(self, because: str, locked_at: str) -> None:
        from ketacounsel.store import key_copies
        from ketacounsel.ui.screens.unlock.view import UnlockWindow

        folder = self._folder
        door = UnlockWindow(
            self._jobs,
            with_passphrase=lambda secret: key_copies.unlock_with_passphrase(folder, secret),
            with_recovery_key=lambda secret: key_copies.unlock_with_recovery_key(folder, secret),
            name=self._look.name,
            because=because,
            locked_at=locked_at,
        )
        door.opened.connect(self._open)
        door.show()
        self._door = door
        QTimer.singleShot(0, self, _fetch_ahead)

    def _show_first_run(self) -> None:
        from ketacounsel.ui.screens.first_run.view import FirstRunWindow

        wizard = FirstRunWindow(self._jobs, self._make_records)
        wizard.made.connect(self._open)
        wizard.show()
        self._door = wizard

    def _make_records(self, wishes: object) -> object:
        from ketacounsel.services.founding import found

        return found(self._folder, wishes)  # type: ignore[arg-type]

    # -- the open records -----------------------------------------------------------------------

    def _open(self, keys: Keys) -> None:
        from ketacounsel.services import vault
        from ketacounsel.services.office import open_office
        from ketacounsel.ui.shell import Shell
        from ketacounsel.wiring import make_desk

        try:
            unlocked = vault.open_records(self._folder, keys)
        except KetaCounselError as refusal:
            self._refuse(refusal)
            return
        desk = make_desk(open_office(unlocked, _now), self._jobs, _now)
        self._unlocked = unlocked
        shell = Shell(desk)
        shell.lock_requested.connect(self.lock)
        shell.size_step_requested.connect(self._step_size)
        shell.theme_switch_requested.connect(self._switch_theme)
        shell.closing.connect(self._end)
        self._failures.failed.connect(shell.show_problem)
        shell.return_to(desk.practice.place())
        shell.show()
        self._shell = shell
        self._close_door()
        self._remember_name(desk.practice.get().name)
        self._watch(shell)
        self._check_in_background(unlocked)

    def _refuse(self, refusal: KetaCounselError) -> None:
        if self._door is None:
            raise refusal
        self._door.show_refusal(refusal)

    def _check_in_background(self, unlocked: Unlocked) -> None:
        if unlocked.checks_pending:
            self._jobs.run(unlocked.run_checks, self._show_checked, self._failures.tell)

    def _show_checked(self, report: CheckReport) -> None:
        """Say it when the checks of large records found damage; nothing is closed under the counselor."""
        if report.problems and self._shell is not None:
            self._shell.show_problem(
                "The records file is damaged in places. What is on screen is safe. Open the newest backup."
            )

    def _close_door(self) -> None:
        if self._door is not None:
            self._door.close()
            self._door.deleteLater()
            self._door = None

    def _watch(self, shell: Shell) -> None:
        self._idle = IdleWatch(self._app, self)
        self._idle.away.connect(lambda _: self.lock("idle"))
        shell.desk.changes.announced.connect(lambda *_: self._set_patience(shell))
        self._set_patience(shell)

    def _set_patience(self, shell: Shell) -> None:
        running = shell.desk.sessions.running() is not None
        if self._idle is not None:
            self._idle.be_patient_for(AWAY_IN_SESSION_MIN if running else AWAY_MIN)

    # -- lock and end ---------------------------------------------------------------------------

    def lock(self, because: str) -> None:
        """Write, close, hand over to a fresh process, end. Never asks."""
        if self._shell is None:
            return
        self._shell.put_away()
        self._shell.hide()
        self._close_records()
        self._one.close()
        _start_afresh(self._folder, because)
        self._app.exit(0)

    def _end(self) -> None:
        self._close_records()
        self._one.close()
        self._app.exit(0)

    def _close_records(self) -> None:
        self._jobs.finish()
        if self._unlocked is not None:
            self._unlocked.close()
            self._unlocked = None
        self._shell = None

    def _come_forward(self) -> None:
        if self._shell is not None:
            self._shell.come_forward()
        elif self._door is not None:
            self._door.show()
            self._door.raise_()
            self._door.activateWindow()

    # -- the look -------------------------------------------------------------------------------

    def _dress(self) -> None:
        theme = self._look.theme
        if theme == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            theme = "dark" if dark else "light"
        apply_theme(self._app, theme, self._look.size)

    def _step_size(self, step: int) -> None:
        at = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self._look.size))
        target = 0 if step == 0 else max(0, min(len(SCALES) - 1, at + step))
        self._change_look(replace(self._look, size=SCALES[target]))

    def _switch_theme(self) -> None:
        from ketacounsel.ui.theme import theme

        self._change_look(replace(self._look, theme="light" if theme().dark else "dark"))

    def _change_look(self, look: looks.Look) -> None:
        self._look = look
        self._dress()
        if self._folder.is_dir():
            looks.write(self._folder, look)

    def _remember_name(self, name: str) -> None:
        if self._look.name != name:
            self._look = replace(self._look, name=name)
            looks.write(self._folder, self._look)


def _now() -> datetime:
    return datetime.now(UTC)


def _fetch_ahead() -> None:
    """Import what opening needs while the passphrase is typed."""

    def fetch() -> None:
        import ketacounsel.ui.shell
        import ketacounsel.wiring  # noqa: F401

    threading.Thread(target=fetch, name="fetch-ahead", daemon=True).start()


def _start_afresh(folder: Path, because: str) -> None:
    """Start the unlock window in a process that never held a key."""
    command = [sys.executable, "-m", "ketacounsel", str(folder)]
    command += ["--locked-because", because, "--locked-at", f"{datetime.now().astimezone():%H:%M}"]
    subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own program and two words
