"""The first-run window: one page at a time, and records only at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.services import drives, founding
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.parts.wizard import Wizard, WizardPage
from ketacounsel.ui.screens.first_run.backups_page import BackupsPage
from ketacounsel.ui.screens.first_run.pages import ClientPage, PassphrasePage, WelcomePage, YouPage
from ketacounsel.ui.screens.first_run.recovery_page import RecoveryPage
from ketacounsel.ui.screens.first_run.viewmodel import STEPS, FirstRunViewModel
from ketacounsel.ui.widgets.button import Button

if TYPE_CHECKING:
    from ketacounsel.services.vault import Prepared

PAGE = 720
WELCOME, YOU, PASSPHRASE, RECOVERY, BACKUPS, CLIENT = range(len(STEPS))
LEFT = ("four minutes", "three minutes", "two minutes", "two minutes", "a minute", "a minute")
LATER = {WELCOME: "Restore from a backup", RECOVERY: "Do this later", CLIENT: "Later"}


class FirstRunWindow(Wizard):
    """Six steps; nothing typed is lost on Back, and nothing is on the disk before the last.

    Signals:
        founded: the records were made and are open (Unlocked, where to go first: Go).
        practice_set_requested: the counselor wants to look at invented records first.
        other_records_requested: the counselor wants another folder.
        restore_requested: there are records already, in a backup.
    """

    founded = Signal(object, object)
    practice_set_requested = Signal()
    other_records_requested = Signal()
    restore_requested = Signal()

    def __init__(
        self,
        jobs: Jobs,
        folder: Path,
        clock: Callable[[], datetime],
        prepare: Callable[[str, datetime], Prepared] = founding.prepare,
        plugged_in: drives.PluggedIn = drives.plugged_in,
    ) -> None:
        super().__init__(STEPS, "clock", PAGE)
        self.vm = FirstRunViewModel(jobs, folder, clock, prepare)
        self._at = WELCOME
        self.welcome = WelcomePage(str(folder))
        self.you, self.passphrase = YouPage(self.vm), PassphrasePage(self.vm)
        self.recovery, self.client = RecoveryPage(self.vm), ClientPage()
        self.backups = BackupsPage(self.vm, plugged_in)
        self.pages: list[WizardPage] = [
            self.welcome, self.you, self.passphrase, self.recovery, self.backups, self.client,
        ]  # fmt: skip
        self.later = Button("", "quiet")
        self.bar.put(self.back)
        self.bar.addWidget(self.problem, 1)
        self.bar.put(self.later, self.go_on)
        self.show_pages(self.pages)
        QWidget.setTabOrder(self.go_on, self.later)
        self._connect()
        self._show(WELCOME)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self._show(self._at - 1))
        self.later.clicked.connect(self._on_later)
        self.go_on.clicked.connect(self._on_go_on)
        self.welcome.practice_set_requested.connect(self.practice_set_requested)
        self.welcome.other_records_requested.connect(self.other_records_requested)
        self.recovery.ready_changed.connect(lambda _: self._show_bar())
        self.vm.keys_made.connect(lambda: self._show(RECOVERY))
        self.vm.keys_failed.connect(self.show_problem)
        self.vm.working_changed.connect(lambda _: self._show_bar())

    # -- going on and back ----------------------------------------------------------------------

    @property
    def at(self) -> int:
        """The step that is shown, from 0."""
        return self._at

    def show_problem(self, sentence: str) -> None:
        """Beside the buttons; what was asked for on the first page can be asked for again."""
        self.welcome.practice_failed()
        super().show_problem(sentence)

    def _show(self, at: int) -> None:
        self._at = at
        self.show_page(at, f"About {LEFT[at]} left. You can change every answer later in Settings.")
        self._show_bar()
        self.pages[at].arrive()
        self.tell_page(at)
        if at in (WELCOME, BACKUPS, CLIENT):
            self.go_on.setFocus()

    def _show_bar(self) -> None:
        at, working = self._at, self.vm.working
        self.back.setVisible(at != WELCOME)
        self.back.setEnabled(not working)
        self.later.setVisible(at in LATER)
        self.later.set_text(LATER.get(at, ""))
        self.later.set_kind("secondary" if at == WELCOME else "quiet")
        self.later.set_large(at == WELCOME)
        words = {WELCOME: "Begin", CLIENT: "Add client"}.get(at, "Continue")
        self.go_on.set_text("Making your keys…" if working else words)
        self.go_on.setEnabled(not working and self.pages[at].ready())

    def _on_go_on(self) -> None:
        if not self.pages[self._at].complete():
            return
        if self._at == PASSPHRASE:
            self.vm.make_keys()
        elif self._at == CLIENT:
            self._finish(Go("clients", act="add"))
        else:
            self._show(self._at + 1)

    def _on_later(self) -> None:
        if self._at == WELCOME:
            self.restore_requested.emit()
        elif self._at == CLIENT:
            self._finish(Go("today"))
        else:
            self._show(self._at + 1)

    def _finish(self, first: Go) -> None:
        try:
            unlocked = self.vm.found()
        except (KetaCounselError, OSError) as problem:
            no_room = "The records can’t be made in this folder. Nothing was written. Choose another folder."
            self.show_problem(no_room if isinstance(problem, OSError) else words_for(problem))
            return
        self.founded.emit(unlocked, first)
