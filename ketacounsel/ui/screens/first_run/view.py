"""The first-run window: steps at the left, one page at a time, and a bar that goes on and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QStackedWidget, QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.services import founding
from ketacounsel.ui.chrome.mark import window_icon
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.first_run.pages import (
    ClientPage,
    PassphrasePage,
    WelcomePage,
    WizardPage,
    YouPage,
)
from ketacounsel.ui.screens.first_run.recovery_page import RecoveryPage
from ketacounsel.ui.screens.first_run.steps import StepColumn
from ketacounsel.ui.screens.first_run.viewmodel import STEPS, FirstRunViewModel
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.ui.widgets.layout import column, holder, row, scrolled
from ketacounsel.ui.widgets.text import TextBlock

if TYPE_CHECKING:
    from ketacounsel.services.vault import Prepared

NARROW, LOW, HIGH, PAGE = 960, 540, 840, 720
WELCOME, YOU, PASSPHRASE, RECOVERY, CLIENT = range(len(STEPS))


class FirstRunWindow(QWidget):
    """Five steps; nothing typed is lost on Back, and nothing is on the disk before the last.

    Signals:
        founded: the records were made and are open (Unlocked, where to go first: Go).
        practice_set_requested: the counselor wants to look at invented records first.
        other_records_requested: the counselor wants another folder.
    """

    founded = Signal(object, object)
    practice_set_requested = Signal()
    other_records_requested = Signal()

    def __init__(
        self,
        jobs: Jobs,
        folder: Path,
        clock: Callable[[], datetime],
        prepare: Callable[[str, datetime], Prepared] = founding.prepare,
    ) -> None:
        super().__init__()
        self.vm = FirstRunViewModel(jobs, folder, clock, prepare)
        self._at = WELCOME
        self.setWindowTitle("KetaCounsel")
        self.setWindowIcon(window_icon())
        self.setMinimumSize(480, 450)
        self.resize(1440, 900)
        self.welcome = WelcomePage(str(folder))
        self.you, self.passphrase = YouPage(self.vm), PassphrasePage(self.vm)
        self.recovery, self.client = RecoveryPage(self.vm), ClientPage()
        self.pages: list[WizardPage] = [self.welcome, self.you, self.passphrase, self.recovery, self.client]
        self._steps = StepColumn(STEPS)
        self._stack = QStackedWidget()
        self._areas: list[QScrollArea] = []
        self.back, self.later = Button("Back", "soft", large=True), Button("Do this later", "quiet")
        self.go_on = Button("Begin", "primary", large=True)
        self.problem = TextBlock("", "small", "danger")
        self._lay_out()
        self._connect()
        self._show(WELCOME)

    def _lay_out(self) -> None:
        for page in self.pages:
            page.setMaximumWidth(theme().px(PAGE))
            content = row(gap=0, margins=(40, 0, 40, 40))
            content.put(None)
            content.addWidget(page, 100)
            content.put(None)
            area = scrolled(holder(content))
            self._areas.append(area)
            self._stack.addWidget(area)
        foot = QFrame()
        foot.setProperty("role", "bar")
        foot.setProperty("edge", "top")
        bar = row(self.back, gap=16, margins=(40, 15, 40, 15))
        bar.addWidget(self.problem, 1)
        bar.put(self.later, self.go_on)
        foot.setLayout(bar)
        right = column(gap=0)
        right.addWidget(self._stack, 1)
        right.put(foot)
        whole = row(self._steps, gap=0)
        whole.addLayout(right, 1)
        self.setLayout(whole)
        hub().changed.connect(self._fold)

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
        """Beside the buttons, where the answer was expected."""
        self.problem.setText(sentence)
        self.welcome.practice_failed()
        announce(self, sentence)

    def _show(self, at: int) -> None:
        self._at = at
        self.problem.setText("")
        self._stack.setCurrentIndex(at)
        self._steps.show_step(at)
        self._areas[at].verticalScrollBar().setValue(0)
        self._show_bar()
        self.pages[at].arrive()
        announce(self, self.pages[at].title.text())
        if at in (WELCOME, CLIENT):
            self.go_on.setFocus()

    def _show_bar(self) -> None:
        at, working = self._at, self.vm.working
        self.back.setVisible(at != WELCOME)
        self.back.setEnabled(not working)
        self.later.setVisible(at in (RECOVERY, CLIENT))
        self.later.set_text("Later" if at == CLIENT else "Do this later")
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
        if self._at == CLIENT:
            self._finish(Go("today"))
        else:
            self._show(CLIENT)

    def _finish(self, first: Go) -> None:
        try:
            unlocked = self.vm.found()
        except (KetaCounselError, OSError) as problem:
            no_room = "The records can’t be made in this folder. Nothing was written. Choose another folder."
            self.show_problem(no_room if isinstance(problem, OSError) else words_for(problem))
            return
        self.founded.emit(unlocked, first)

    # -- window ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, except on a button, which it presses."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = QApplication.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif self.go_on.isEnabled():
            self.go_on.click()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            install_focus_ring(app)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The steps stand aside when there is no room for them; the page says its own step."""
        scale = theme().scale
        self._steps.setVisible(self.width() / scale >= NARROW and self.height() / scale >= LOW)
        top = theme().px(72 if self.height() / scale >= HIGH else 24)
        for page, area in zip(self.pages, self._areas, strict=True):
            page.setMaximumWidth(theme().px(PAGE))
            content = area.widget()
            if content is not None:
                content.setContentsMargins(0, top, 0, 0)
