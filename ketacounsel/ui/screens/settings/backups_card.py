"""Backups: how well the records are covered, in words; where and when copies are made; the copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from ketacounsel.core.backup_words import near, state_words, where_words
from ketacounsel.core.backups import BackupFile, BackupState
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.settings.backup_places import BackupPlaces
from ketacounsel.ui.screens.settings.backup_progress import BackupProgress
from ketacounsel.ui.screens.settings.backup_rows import BackupRows
from ketacounsel.ui.screens.settings.rows import SettingRow
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.field import ComboField
from ketacounsel.ui.widgets.layout import Box, holder, row
from ketacounsel.ui.widgets.notice import Notice
from ketacounsel.ui.widgets.overlay import Question
from ketacounsel.ui.widgets.text import TextBlock

if TYPE_CHECKING:
    from ketacounsel.core.backups import When
    from ketacounsel.services.backups import Backups
    from ketacounsel.ui.backup_keeper import BackupKeeper

TIMES: tuple[tuple[When, str, str], ...] = (
    ("often", "Every 30 minutes", "While you work, and when you lock or close."),
    ("evening", "Each evening", "At 18:00, and when you lock or close."),
)
KEPT = "Kept for 14 days, then weekly, monthly for a year and yearly for seven."
NOWHERE = "No place for backups is here. Plug in the stick, or add a place."
INVENTED = "Invented records make no backups by themselves."
NARROW = 420


class BackupsCard(Card):
    """All acts on backups; the bench for them is the keeper's.

    Signals:
        restore_requested: put the records back from a backup; its path (str).
        undo_offered: a place is no longer one, and can be again (str, Callable).
    """

    restore_requested = Signal(str)
    undo_offered = Signal(str, object)

    def __init__(self, desk: Desk, backups: Backups, keeper: BackupKeeper) -> None:
        super().__init__("Backups", rows=True)
        self._desk, self._backups, self._keeper = desk, backups, keeper
        self._problem = ""
        self.test = Button("Test a restore", "soft")
        self.now = Button("Back up now", "primary", "download")
        self.notice = Notice("Backups")
        self.progress = BackupProgress(keeper)
        self._said = TextBlock("", "small", "warning")
        self._said.hide()
        self.add, self.more = (
            Button("Add a place…", "soft"),
            IconButton("ellipsis", "Places for backups", "muted"),
        )
        self.when = ComboField("When backups are made", [label for _, label, _ in TIMES])
        self.when.setFixedWidth(theme().px(172))
        self._where_row = SettingRow("Where", " ", holder(row(self.add, self.more, gap=4)))
        self._when_row = SettingRow("When", " ", self.when)
        self.rows = BackupRows(desk.zone)
        self._places = BackupPlaces(backups, self)
        self._acts: Box = row(self.test, self.now, gap=8)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.add_head(self._acts)
        self.body.put(8, self.notice, self.progress, self._said, 14)
        self.add_row(self._where_row)
        self.add_row(self._when_row)
        self.body.put(self.rows, 6)

    def _connect(self) -> None:
        self.now.clicked.connect(self.back_up)
        self.test.clicked.connect(self.try_restore)
        self.add.clicked.connect(lambda: self._places.open_add(self.add))
        self.more.clicked.connect(lambda: self._places.open_remove(self.more))
        self.when.chosen.connect(self._set_when)
        self.rows.restore_requested.connect(self.restore_requested)
        self.rows.remove_requested.connect(self._remove)
        self._places.changed.connect(self._on_changed)
        self._places.refused.connect(lambda refusal: self._say(refusal.sentence))
        self._places.undo_offered.connect(self.undo_offered)
        self._keeper.changed.connect(self._on_changed)
        self._keeper.failed.connect(self._say)
        self._keeper.working_changed.connect(self._show_working)

    # -- showing --------------------------------------------------------------------------------

    def reread(self) -> BackupState:
        """Show how things stand, and say it: to read it means to look into every place."""
        state, now = self._backups.state(), self._desk.clock()
        words = state_words(state, now, self._desk.zone)
        lines = tuple(line for line in (words.detail, *words.lines, self._tested(state)) if line)
        good = words.tone == "good"
        self.notice.say(
            words.headline, lines, "shield-check" if good else "triangle-alert", "" if good else "warning"
        )
        if state.failures:
            self._problem = ""  # the notice says it
        self._said.setText(self._problem)
        self._said.setVisible(bool(self._problem))
        self._where_row.detail.setText(where_words(state.places))
        self._where_row.detail.show()
        self.more.setVisible(bool(state.places))
        self._show_when()
        self.rows.show_files(self._backups.list(), now)
        self._show_working()
        return state

    def _tested(self, state: BackupState) -> str:
        """When a restore was tested, until the next test is due."""
        tested = state.tested
        if tested is None or not tested.ok or state.test_due:
            return ""
        return f"A restore was tested {near(tested.at, self._desk.clock(), self._desk.zone)}: all came back."

    def _show_when(self) -> None:
        at = [key for key, _, _ in TIMES].index(self._backups.when())
        self.when.select(at)
        self._when_row.detail.setText(INVENTED if self._desk.invented else f"{TIMES[at][2]} {KEPT}")
        self._when_row.detail.show()

    def _show_working(self) -> None:
        """The buttons stay enabled, so that the keyboard stays on them; the bench takes one at a time."""
        stopping = self.progress.stop.hasFocus()
        self.progress.reread()
        if stopping and not self._keeper.running:
            self.now.setFocus()

    def _on_changed(self) -> None:
        self._desk.changes.written.emit(self._desk.clock())
        if not self.isVisible():
            return
        self.reread()
        announce(self, f"{self.notice.accessibleName()}. {self.notice.accessibleDescription()}")

    def _say(self, words: str) -> None:
        self._problem = words
        self._said.setText(words)
        self._said.setVisible(bool(words))
        announce(self, words)

    # -- acting ---------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Into all places that are here."""
        if self._keeper.running:
            return
        self._say("")
        here = any(place.here for place in self._backups.places())
        self._try(self._keeper.make if here else self._refuse)

    def try_restore(self) -> None:
        """Of the newest backup, beside the records."""
        if self._keeper.running:
            return
        self._say("")
        self._try(self._keeper.test)

    def _refuse(self) -> None:
        self._say(NOWHERE)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KetaCounselError as refusal:
            self._say(refusal.sentence)

    def _set_when(self, at: int) -> None:
        self._backups.set_when(TIMES[at][0])
        self._on_changed()

    def _remove(self, file: BackupFile) -> None:
        """The last one in a place is asked about; the others have newer ones beside them."""
        beside = [one for one in self._backups.list() if one.place.id == file.place.id and one.good]
        if beside != [file]:
            self._drop(file)
            return
        sentence = f"This is the last good backup on {file.place.label}. It can’t be brought back."
        question = Question("Remove the last backup there?", sentence, "Remove the last backup", "Keep it")
        question.agreed.connect(lambda: self._drop(file))
        question.open_over(self)

    def _drop(self, file: BackupFile) -> None:
        self._try(lambda: self._backups.remove(file))
        self._on_changed()

    # -- room -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() / theme().scale < NARROW
        self._acts.setDirection(Box.Direction.TopToBottom if narrow else Box.Direction.LeftToRight)
