"""One run of the program: first run or unlock window, then the shell, then lock or end."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel import hardening
from ketacounsel.ahead import beside, fetch
from ketacounsel.app.claim import Claim
from ketacounsel.app.doors import Doors
from ketacounsel.app.locking import Locking
from ketacounsel.core.errors import KetaCounselError, StateInDoubt
from ketacounsel.services import drives
from ketacounsel.ui.errors import Failures
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.one_window import OneWindow
from ketacounsel.ui.theme import STYLE

if TYPE_CHECKING:
    from ketacounsel.core.ids import CounselorId
    from ketacounsel.services.vault import Keys, Unlocked
    from ketacounsel.ui.going import Go
    from ketacounsel.ui.shell import Shell

NAME = "KetaCounsel"
LOG = "ketacounsel.log"
FETCH_AFTER_MS = 100  # when the window is painted
SETTLE_AFTER_MS = 100  # when the window is painted


@dataclass(frozen=True, slots=True)
class Start:
    """What is wanted at the start.

    `because`: why the records were locked, a word of core.lock_reasons.LOCKED; `locked_at`: when ("HH:MM").
    `passphrase`: of a practice set, which opens without asking. `restore`: the backup to put in place, "" to
    choose one. `undo_restore`: the set from before a restore that is to come back.
    """

    because: str = ""
    locked_at: str = ""
    passphrase: str = field(default="", repr=False)
    restore: str | None = None
    undo_restore: str = ""


NOTHING_ELSE = Start()


def run(folder: Path, start: Start = NOTHING_ELSE) -> int:
    """Open the window on the records in `folder` and stay until it is closed."""
    app = QApplication([*sys.argv[:1], *STYLE])
    for put in (app.setApplicationName, app.setApplicationDisplayName, app.setOrganizationName):
        put(NAME)
    QGuiApplication.setDesktopFileName("ketacounsel")
    app.setQuitOnLastWindowClosed(False)
    one = OneWindow(folder)
    if one.raise_other():
        return 0
    program = Program(app, folder, one)
    QTimer.singleShot(SETTLE_AFTER_MS, one, lambda: _settle(one, program))
    program.start(start)
    return app.exec()


def _settle(one: OneWindow, program: Program) -> None:
    """What a start left for later: cover, the way to call this window, and the search for garbage."""
    hardening.hide()
    program.guard_clipboard()
    one.listen()
    gc.freeze()
    gc.enable()


class Program(QObject):
    """Joins the claim, the doors, the open records and the leave-taking."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        one: OneWindow,
        *,
        plugged_in: drives.PluggedIn = drives.plugged_in,
    ) -> None:
        super().__init__()
        self._app = app
        self._jobs = Jobs(self)
        self._failures = Failures(folder / LOG if folder.is_dir() else None, self)
        self._failures.failed.connect(self._tell)
        self._claim = Claim(folder, one, self)
        self._claim.raise_requested.connect(self._come_forward)
        self._doors = Doors(self._claim, self._jobs, self._failures.tell, _now, self, plugged_in=plugged_in)
        self._doors.passphrase_awaited.connect(self._fetch_ahead)
        self._doors.unlocked.connect(self._open)
        self._doors.founded.connect(self._open_new)
        self._doors.restored.connect(lambda keys: self._open(keys, first=_today()))
        self._locking = Locking(app, self._claim, self)
        self._doors.left_to_another.connect(self._locking.end)

    @property
    def shell(self) -> Shell | None:
        """The window on open records."""
        records = self._locking.records
        return records.shell if records is not None else None

    def start(self, wanted: Start = NOTHING_ELSE) -> None:
        """Show the door that fits: new records, the unlock window, or, for a practice set, none."""
        if wanted.passphrase:
            self._doors.open_with(wanted.passphrase)
        elif wanted.restore is not None:
            self._doors.show_restore(Path(wanted.restore) if wanted.restore else None)
        elif wanted.undo_restore:
            self._doors.undo_restore(wanted.undo_restore)
        else:
            self._doors.show_fitting(wanted.because, wanted.locked_at)

    def guard_clipboard(self) -> None:
        """What is copied stays there for a moment only."""
        from ketacounsel.ui.clipboard import Clipboard

        self._locking.clipboard = Clipboard(self)

    def _fetch_ahead(self) -> None:
        """While the passphrase is typed."""
        QTimer.singleShot(FETCH_AFTER_MS, self, lambda: beside(fetch))

    def _open(self, keys: Keys, first: Go | None = None, *, accept_older: bool = False) -> None:
        from ketacounsel.services import vault

        try:
            unlocked = vault.open_records(self._claim.folder, keys, accept_older=accept_older)
        except StateInDoubt as doubt:
            self._doors.show_refusal(doubt, lambda: self._open(keys, first, accept_older=True))
            return
        except KetaCounselError as refusal:
            self._doors.show_refusal(refusal)
            return
        self._show(unlocked, first)

    def _open_new(self, unlocked: Unlocked, first: Go) -> None:
        self._claim.dress.name_records("", invented=False)
        self._show(unlocked, first)

    def _show(self, unlocked: Unlocked, first: Go | None = None) -> None:
        if typed_key := self._doors.typed_key:
            self._ask_who(unlocked, first, typed_key)
        else:
            self._show_as(unlocked, first)

    def _ask_who(self, unlocked: Unlocked, first: Go | None, typed_key: str) -> None:
        """The recovery key is nobody's own: where several people work, the counselor says who it is."""
        from ketacounsel.services import who

        def go_in(person: CounselorId) -> None:
            self._show_as(who.seated(unlocked, person), first, typed_key)

        def leave() -> None:  # a value with slots takes no connection itself
            unlocked.close()

        people = who.may_sit_here(unlocked)
        if len(people) > 1:
            self._doors.ask_who(people, go_in, leave)
        elif people:
            go_in(people[0].id)
        else:
            self._show_as(unlocked, first, typed_key)

    def _show_as(self, unlocked: Unlocked, first: Go | None, typed_key: str = "") -> None:
        from ketacounsel.app.records import OpenRecords

        records = OpenRecords(unlocked, self._claim, self._jobs, self._failures, _now)
        self._locking.watch(records)
        door = self._doors.window
        records.show(door.size() if door is not None else None, first)
        self._doors.let_go()
        records.begin(self._app)
        if typed_key:
            records.offer_passphrase(typed_key)

    def _tell(self, words: str) -> None:
        window = self.shell or self._doors.window
        if window is not None:
            window.show_problem(words)

    def _come_forward(self) -> None:
        window = self.shell or self._doors.window
        if window is not None:
            come_forward(window)


def come_forward(window: QWidget) -> None:
    """Another start asked for these records: show this window."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _today() -> Go:
    from ketacounsel.ui.going import Go

    return Go("today")


def _now() -> datetime:
    return datetime.now(UTC)
