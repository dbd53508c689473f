"""The window on the way back from a backup: choose, unlock, look inside, restore."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent

from ketacounsel.core.restore_words import MOVED_ASIDE, NOTHING_HERE, act_words
from ketacounsel.services import drives
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.parts.wizard import Wizard, WizardPage
from ketacounsel.ui.screens.restore.pages import STEPS, ChoosePage, LookPage, RestorePage, UnlockPage
from ketacounsel.ui.screens.restore.viewmodel import RestoreViewModel
from ketacounsel.ui.widgets.overlay import Question
from ketacounsel.ui.widgets.text import TextBlock

PAGE = 760
CHOOSE, UNLOCK, LOOK, RESTORE = range(len(STEPS))
ONLY_READ = "The backup itself is only read. It is never changed or moved."


class RestoreWindow(Wizard):
    """Before the last button nothing here is changed.

    Signals:
        restored: the records are in place and open without asking again (Keys).
        left: Back on the first page.
    """

    restored = Signal(object)
    left = Signal()

    def __init__(
        self,
        jobs: Jobs,
        folder: Path,
        clock: Callable[[], datetime],
        *,
        plugged_in: drives.PluggedIn = drives.plugged_in,
        preferred: Path | None = None,
    ) -> None:
        super().__init__(STEPS, "safety_ok", PAGE)
        self.vm = RestoreViewModel(jobs, folder, clock, plugged_in, preferred)
        self._at = CHOOSE
        self.typed_key = ""
        """The recovery key that unlocked the backup, so that a new passphrase can be offered with it."""
        self.choose, self.unlock = ChoosePage(self.vm), UnlockPage(self.vm)
        self.look, self.restoring = LookPage(self.vm), RestorePage()
        self.pages: list[WizardPage] = [self.choose, self.unlock, self.look, self.restoring]
        self.aside = TextBlock("", "small", "muted")
        self.bar.put(self.back)
        self.bar.addWidget(self.problem, 1)
        self.bar.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bar.put(self.go_on)
        self.show_pages(self.pages)
        self._connect()
        self._show(CHOOSE)
        self.vm.search()

    def _connect(self) -> None:
        vm = self.vm
        self.back.clicked.connect(self._on_back)
        self.go_on.clicked.connect(self._on_go_on)
        self.look.stop_requested.connect(vm.stop)
        self.choose.ready_changed.connect(lambda _: self._show_bar())
        vm.found_changed.connect(self._on_found)
        vm.missed.connect(self._on_missed)
        vm.unlocked.connect(self._on_unlocked)
        vm.looked.connect(self._on_looked)
        vm.look_failed.connect(self._on_look_failed)
        vm.restored.connect(lambda done: self.restored.emit(done.keys))
        vm.restore_failed.connect(self._on_restore_failed)
        vm.working_changed.connect(self._on_working)

    # -- going on and back ----------------------------------------------------------------------

    @property
    def at(self) -> int:
        """The step that is shown, from 0."""
        return self._at

    def _show(self, at: int) -> None:
        self._at = at
        self.show_page(at, ONLY_READ)
        self._show_bar()
        self.pages[at].arrive()
        self._show_bar()
        self.tell_page(at)

    def _show_bar(self) -> None:
        at, vm = self._at, self.vm
        self.back.setEnabled(not (vm.working and at in (UNLOCK, RESTORE)))
        self.go_on.set_text(self._go_on_words())
        self.go_on.setEnabled(not vm.working and self._can_go_on())
        shown = at == LOOK and vm.look is not None
        self.aside.setVisible(shown)
        if vm.look is not None:
            self.aside.setText(MOVED_ASIDE if vm.look.replaces else NOTHING_HERE)

    def _can_go_on(self) -> bool:
        if self._at == LOOK:
            return self.vm.look is not None or bool(self.look.trouble.text())
        return self._at == RESTORE or self.pages[self._at].ready()

    def _go_on_words(self) -> str:
        vm = self.vm
        if self._at == UNLOCK:
            return "Opening…" if vm.working else "Unlock"
        if self._at == RESTORE:
            return "Restoring…" if vm.working else "Try again"
        if self._at == LOOK:
            stopped = "Choose another backup" if self.look.trouble.text() else "Restore"
            return act_words(vm.look.inside) if vm.look is not None else stopped
        return "Continue"

    def _on_go_on(self) -> None:
        vm = self.vm
        if self._at == CHOOSE:
            self._show(UNLOCK)
        elif self._at == UNLOCK and self.unlock.complete():
            vm.unlock(self.unlock.secret.text(), recovery=self.unlock.recovery)
        elif self._at == LOOK and vm.look is None:
            self._leave_look(CHOOSE)
        elif self._at == LOOK and vm.look is not None and vm.look.replaces:
            self._ask()
        elif self._at in (LOOK, RESTORE):
            self._restore()

    def _on_back(self) -> None:
        if self._at == CHOOSE:
            self.left.emit()
        elif self._at == RESTORE:
            self._show(LOOK)
        elif self._at == LOOK:
            self._leave_look(UNLOCK)
        else:
            self._show(CHOOSE)

    def _leave_look(self, to: int) -> None:
        self.vm.give_up()
        self.look.trouble.say("")
        self._show(to)

    def _ask(self) -> None:
        """The one question: what is here gives way."""
        look = self.vm.look
        if look is None:
            return
        title = "Put the backup in place of other records?" if look.others else "Replace the records here?"
        whose = "The records here are others than those of the backup. " if look.others else ""
        sentence = f"{whose}{MOVED_ASIDE} Until then you can go back to them from Today."
        ask = Question(title, sentence, act_words(look.inside), "Keep the records here")
        ask.agreed.connect(self._restore)
        ask.open_over(self)

    def _restore(self) -> None:
        self.restoring.trouble.say("")
        if self._at != RESTORE:
            self._show(RESTORE)
        self.vm.restore()

    # -- what came of it ------------------------------------------------------------------------

    def _on_found(self) -> None:
        self.choose.reread()
        if self._at == CHOOSE:
            self.choose.focus_first()

    def _on_missed(self, sentence: str) -> None:
        if self._at == CHOOSE:
            self.choose.trouble.say(sentence)
        else:
            self.unlock.show_miss(sentence)

    def _on_unlocked(self) -> None:
        self.typed_key = self.unlock.secret.text() if self.unlock.recovery else ""
        self.unlock.secret.clear()
        self._show(LOOK)
        self.look.show_reading()
        self.vm.look_inside()

    def _on_looked(self) -> None:
        if self._at != LOOK:
            self.vm.give_up()
            return
        self.look.show_inside()
        self._show_bar()
        self.tell_page(LOOK)
        self.go_on.setFocus()

    def _on_look_failed(self, sentence: str) -> None:
        if self._at == LOOK:
            self.look.show_trouble(sentence)
            self._show_bar()
            self.back.setFocus()

    def _on_restore_failed(self, sentence: str) -> None:
        self.restoring.trouble.say(sentence)
        self._show_bar()
        self.back.setFocus()

    def _on_working(self) -> None:
        self.unlock.show_trying(self.vm.working)
        self._show_bar()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is on the bench need not be waited for."""
        self.vm.leave()
        super().closeEvent(event)
