"""The window on open records, and what goes on beside it: the idle watch, the checks, the fetching ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ketacounsel.ahead import beside, fetch_screens
from ketacounsel.app.claim import Claim
from ketacounsel.app.processes import start_practice_set
from ketacounsel.app.saving import SavingAgain
from ketacounsel.core.changes import Topic
from ketacounsel.ui.capture import SETTING as OUT_OF_SHARING
from ketacounsel.ui.capture import can_keep_out, keep_out
from ketacounsel.ui.errors import Failures, words_for
from ketacounsel.ui.going import Go
from ketacounsel.ui.idle import AWAY_IN_SESSION_MIN, AWAY_MIN, IdleWatch
from ketacounsel.ui.jobs import FOREVER, Jobs
from ketacounsel.ui.lock_key import LockKey
from ketacounsel.ui.widgets.first_size import begin_within_screen

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from ketacounsel.services.vault import Unlocked
    from ketacounsel.services.verify import VerifyReport
    from ketacounsel.ui.system_locks import SystemLocks

FETCH_AFTER_MS = 100  # when the window is painted
CHECK_AFTER_MS = 1500  # when the counselor has begun to read
LISTEN_AFTER_MS = 300  # when the window is shown and the first screen made
BENCH_MS = 200  # a lock waits no longer for what is on the bench
TO_DO = "Open the newest backup before you go on."
SETS_PATIENCE = frozenset({Topic.SESSIONS, Topic.PRACTICE})


class OpenRecords(QObject):
    """Made of unlocked records, and closes them.

    Signals:
        lock_requested: by the counselor or a watch; the reason in a word of core.lock_reasons.LOCKED (str).
    """

    lock_requested = Signal(str)

    def __init__(
        self, unlocked: Unlocked, claim: Claim, jobs: Jobs, failures: Failures, clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        from ketacounsel.services.office import open_office
        from ketacounsel.services.rescuing import open_rescue
        from ketacounsel.services.safekeeping import SafeKeeping
        from ketacounsel.ui.backup_keeper import BackupKeeper
        from ketacounsel.ui.shell import Shell
        from ketacounsel.wiring import make_desk

        self._unlocked, self._claim, self._jobs, self._failures = unlocked, claim, jobs, failures
        office = open_office(unlocked, clock)
        self.safekeeping = SafeKeeping(unlocked, clock)
        self._keeper = BackupKeeper(self.safekeeping.backups, self)
        self.desk = make_desk(
            office,
            jobs,
            dress=claim.dress,
            folder=claim.folder,
            safekeeping=self.safekeeping,
            keeper=self._keeper,
            rescue=open_rescue(office, unlocked, self.safekeeping.backups, clock),
        )
        self._saving = SavingAgain(unlocked, self.desk, self)
        self.shell = Shell(self.desk)
        self.shell.lock_requested.connect(self.lock_requested)
        self.shell.practice_set_requested.connect(start_practice_set)
        self._checking = Jobs(self)
        self._idle: IdleWatch | None = None
        self._locks: SystemLocks | None = None
        self.closed = False

    def show(self, size: QSize | None, first: Go | None) -> None:
        """Show the window where the counselor was, or at `first`."""
        shell = self.shell
        if size is not None:
            shell.resize(size)
        else:
            begin_within_screen(shell)
        shell.return_to(self.desk.practice.place())
        shell.show()
        if first is not None:
            shell.go(first)

    def begin(self, app: QApplication) -> None:
        """What starts when the window is there."""
        self._remember()
        self._watch(app)
        QTimer.singleShot(LISTEN_AFTER_MS, self, self._listen)
        self._keep_backups()
        QTimer.singleShot(FETCH_AFTER_MS, self, self._make_ready)
        for notice in (*self._unlocked.notices, *self._saving.notices):
            self.shell.show_problem(notice)
        self._saving.begin(self._check_all)
        QTimer.singleShot(CHECK_AFTER_MS, self, self._check)

    def offer_passphrase(self, typed_key: str) -> None:
        """Who came in with the recovery key may have forgotten the passphrase: offered once."""
        from ketacounsel.ui.screens.settings.passphrase_sheet import PassphraseSheet

        PassphraseSheet(self.desk, self.safekeeping, typed_key).open_over(self.shell)

    def _make_ready(self) -> None:
        fetching = beside(fetch_screens)
        self.shell.get_ready(lambda: not (fetching.is_alive() or self.closed))

    def hurry(self) -> None:
        """The records close soon: long work on the bench shall end."""
        self._jobs.hurry()

    def close(self, because: str = "", within_ms: int = FOREVER) -> None:
        """Wait for the benches, then close the store: after this nothing can be read.

        A bench that takes longer is left alone, for a process that ends right after this.
        """
        self.closed = True
        for bench in (self._jobs, self._checking, self._keeper, self._saving):
            bench.finish(within_ms)
        self._unlocked.close(because)
        if self._locks is not None:
            self._locks.release()

    def _check(self) -> None:
        """What takes longer is looked at beside the work, on a bench of its own."""
        if not self.closed:
            look = partial(self._unlocked.run_checks, lambda: not self.closed)
            self._checking.run(look, self._on_checked, self._failures.tell)

    def _check_all(self) -> None:
        """The disk failed or was away, and is back."""
        if not self.closed:
            self._checking.run(self._unlocked.verify, self._on_checked, self._failures.tell)

    def _on_checked(self, found: VerifyReport) -> None:
        if found.problems and not self.closed:
            self.shell.show_problem(f"{' '.join(found.problems)} {TO_DO}")

    def _remember(self) -> None:
        try:
            self._claim.remember(self.desk.practice.get().name, invented=self.desk.invented)
        except OSError as problem:
            self.shell.show_problem(words_for(problem))

    def _settle_bench(self, because: str, done: Callable[[], None]) -> None:
        """What the bench is doing is ended and filed; a lock waits only where that is quick."""
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(done)
        if because:
            patience.start(BENCH_MS)
            self._jobs.settle(lambda: patience.start(0) if patience.isActive() else None)
        else:
            self._jobs.settle(done)

    def _keep_backups(self) -> None:
        self.shell.last_work.add(self._settle_bench)
        self._keeper.begin(self.shell)
        self.shell.last_work.add(self._keeper.before_closing)

    # -- what locks -----------------------------------------------------------------------------

    def _listen(self) -> None:
        """The system says when it is locked, put to sleep or its lid shut."""
        from ketacounsel.ui.system_locks import SystemLocks

        if not self.closed:
            self._locks = SystemLocks(self.shell, self)
            self._locks.locked.connect(self.lock_requested)

    def _watch(self, app: QApplication) -> None:
        LockKey(app, self).pressed.connect(lambda: self.lock_requested.emit("you"))
        self._idle = IdleWatch(app, self)
        self._idle.away.connect(lambda _: self.lock_requested.emit("idle"))
        self.desk.changes.announced.connect(lambda topics, _: self._set_patience(topics))
        self._set_patience(SETS_PATIENCE)
        self.desk.changes.announced.connect(lambda topics, _: self._keep_out(topics))
        self._keep_out(SETS_PATIENCE)

    def _keep_out(self, topics: frozenset[Topic]) -> None:
        """Of screen sharing, where the practice wishes it and the system can."""
        if Topic.PRACTICE in topics and can_keep_out():
            keep_out(self.shell, self.desk.practice.setting(OUT_OF_SHARING, False) is True)

    def _set_patience(self, topics: frozenset[Topic]) -> None:
        """Listening is not being away, so a running session has a patience of its own."""
        if not topics & SETS_PATIENCE:
            return
        running = self.desk.sessions.running() is not None
        key, usual = ("idle_session_min", AWAY_IN_SESSION_MIN) if running else ("idle_min", AWAY_MIN)
        minutes = self.desk.practice.setting(key, usual)
        if self._idle is not None:
            self._idle.be_patient_for(minutes if isinstance(minutes, int) and minutes > 0 else usual)
