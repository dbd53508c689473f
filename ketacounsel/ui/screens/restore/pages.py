"""The pages on the way back: choose, unlock, look inside, restore."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from ketacounsel.core import restore_words
from ketacounsel.core.restore_words import THIS_COMPUTER, Point
from ketacounsel.ui.parts.wizard import WizardPage
from ketacounsel.ui.screens.restore.choice import BackupChoice, Line
from ketacounsel.ui.screens.restore.figures import Figures
from ketacounsel.ui.screens.restore.viewmodel import RestoreViewModel
from ketacounsel.ui.widgets.accessible import announce, named
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.field import Field, PassField
from ketacounsel.ui.widgets.layout import Box, column, holder, row, rule
from ketacounsel.ui.widgets.text import Text, TextBlock

STEPS = ("Choose a backup", "Unlock it", "Look inside", "Restore")
LOOK_EVERY_MS, SHOW_EVERY_MS = 2000, 120
SUFFIX = "Backups (*.kibak);;All files (*)"
NONE_FOUND = (
    "No backup was found on this computer or on a plugged-in drive. "
    "Plug the stick in and it appears here, or choose the file yourself."
)
SEARCHING = "Looking on this computer and on plugged-in drives…"


def stands(at: int) -> str:
    """Restore from a backup, step 3 of 4."""
    return f"Restore from a backup, step {at + 1} of {len(STEPS)}"


class Trouble(QWidget):
    """A sentence beside the thing that went wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._words = TextBlock("", "body", "danger")
        line = row(gap=10)
        line.addWidget(IconLabel("triangle-alert", "danger", 20), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.setLayout(line)
        self.hide()

    def text(self) -> str:
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Empty to say nothing."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)


class ChoosePage(WizardPage):
    """The newest good one is chosen already."""

    def __init__(self, vm: RestoreViewModel) -> None:
        super().__init__(stands(0), "Choose a backup", SEARCHING)
        self._vm = vm
        self.choice = BackupChoice()
        self.file = Button("Choose a file…", "secondary", "file-text")
        self.trouble = Trouble()
        self.body.put(self.choice, self.trouble, row(self.file, None))
        self.choice.chosen.connect(self._on_chosen)
        self.file.clicked.connect(self._on_file)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(vm.search_again)

    def arrive(self) -> None:
        self._look.start()
        self.reread()
        self.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        self._look.stop()
        super().hideEvent(event)

    def ready(self) -> bool:
        return self._vm.chosen is not None

    def reread(self) -> None:
        """Show what was found."""
        vm = self._vm
        several = len({one.records_uuid for one in vm.found if one.records_uuid}) > 1
        lines = [
            Line(
                restore_words.title_of(one, vm.now(), vm.zone),
                restore_words.detail_of(one, with_code=several),
                bool(one.problem),
                one.label != THIS_COMPUTER,
            )
            for one in vm.found
        ]
        chosen = vm.found.index(vm.chosen) if vm.chosen in vm.found else -1
        self.choice.show_lines(lines, chosen)
        self.lead.setText(self._lead(several=several))
        self.ready_changed.emit(self.ready())

    def _lead(self, *, several: bool) -> str:
        if not self._vm.found:
            return NONE_FOUND if self._vm.searched else SEARCHING
        words = "Found on this computer and on plugged-in drives, the newest first."
        code = " The code of your records stands on the recovery sheet."
        return words + code if several else words

    def focus_first(self) -> None:
        """The chosen one has the keyboard; with none, the button for a file."""
        if self._vm.chosen is not None:
            self.choice.focus_first()
        else:
            self.file.setFocus()

    def _on_chosen(self, at: int) -> None:
        self.trouble.say("")
        self._vm.choose(self._vm.found[at])
        self.ready_changed.emit(True)

    def _on_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a backup", str(Path.home()), SUFFIX)
        if chosen:
            self.trouble.say("")
            self._vm.add(Path(chosen))


class UnlockPage(WizardPage):
    """Passphrase or recovery key."""

    def __init__(self, vm: RestoreViewModel) -> None:
        lead = "Use the passphrase of the day it was made, or the recovery key from the printed sheet."
        super().__init__(stands(1), "Unlock the backup", lead)
        self._vm, self.recovery = vm, False
        self.which = TextBlock("", "body", "text")
        self.secret = PassField("Passphrase")
        self.secret.setProperty("large", True)
        self.field = Field("Passphrase", self.secret)
        self.other_way = Button("Use recovery key", "link")
        card = Card()
        card.body.put(self.which, 16, self.field, 8, row(self.other_way, None))
        self.body.put(card)
        self.other_way.clicked.connect(self._change_way)
        self.secret.text_edited.connect(lambda _: self.field.clear_message())

    def arrive(self) -> None:
        vm = self._vm
        if vm.chosen is not None:
            said = restore_words.title_of(vm.chosen, vm.now(), vm.zone)
            self.which.setText(f"{said}\n{restore_words.detail_of(vm.chosen)}")
        self.field.clear_message()
        self.secret.setFocus()
        self.secret.selectAll()

    def complete(self) -> bool:
        if not self.secret.text():
            self.secret.setFocus()
        return bool(self.secret.text())

    def show_miss(self, sentence: str) -> None:
        """It does not fit, or the backup can't be read."""
        self.field.set_error(sentence)
        announce(self, sentence)
        self.secret.setFocus()
        self.secret.selectAll()

    def show_trying(self, trying: bool) -> None:
        self.secret.setReadOnly(trying)
        self.other_way.setEnabled(not trying)

    def _change_way(self) -> None:
        self.recovery = not self.recovery
        label = "Recovery key" if self.recovery else "Passphrase"
        self.field.set_label(label)
        self.field.set_hint("six groups from the printed sheet" if self.recovery else "")
        self.secret.setAccessibleName(label)
        self.secret.clear()
        self.other_way.set_text("Use passphrase" if self.recovery else "Use recovery key")
        self.field.clear_message()
        self.secret.setFocus()


class LookPage(WizardPage):
    """First the reading, which can be stopped; then what the backup holds.

    Signals:
        stop_requested: leave the reading.
    """

    stop_requested = Signal()

    def __init__(self, vm: RestoreViewModel) -> None:
        super().__init__(stands(2), "This is what the backup holds", "")
        self._vm = vm
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        named(self.bar, "How much of the backup is read")
        self.stop = Button("Stop", "soft")
        self.stop.setAccessibleName("Stop reading the backup")
        self.stop.clicked.connect(self._on_stop)
        line = row(gap=16)
        line.addWidget(self.bar, 1)
        line.put(self.stop)
        self._reading = holder(line)
        self.trouble = Trouble()
        self._inside: Box = column(gap=0)
        self.body.put(self._reading, self.trouble, self._inside)
        self._tick = QTimer(self)
        self._tick.setInterval(SHOW_EVERY_MS)
        self._tick.timeout.connect(lambda: self.bar.setValue(round(100 * vm.share())))

    def ready(self) -> bool:
        return self._vm.look is not None

    def show_reading(self) -> None:
        """Nothing is known yet."""
        empty(self._inside)
        self.title.setText("Reading the backup")
        self.lead.setText("Every page of it is read and checked before anything is changed.")
        self.trouble.say("")
        self.bar.setValue(0)
        self.stop.setEnabled(True)
        self._reading.show()
        self._tick.start()
        self.setFocus()  # not on Stop: another Enter must not end what the first began

    def show_trouble(self, sentence: str) -> None:
        """It could not be read."""
        self._end_reading()
        self.title.setText("This backup was not read")
        self.lead.setText("")
        self.trouble.say(sentence)

    def show_inside(self) -> None:
        """Counts, and what follows from restoring it."""
        vm = self._vm
        self._end_reading()
        if vm.look is None or vm.chosen is None:
            return
        look, now = vm.look, vm.now()
        self.title.setText("This is what the backup holds")
        self.lead.setText(restore_words.whence(vm.chosen, look.inside, vm.zone))
        told = restore_words.points(
            look.inside,
            now,
            vm.zone,
            replaces=look.replaces,
            others=look.others,
            newer_lines=look.newer_lines,
        )
        self._inside.put(Figures(restore_words.figures(look.inside, now, vm.zone)), 24)
        for point in told:
            self._inside.put(rule(), 15, _point(point), 15)

    def _end_reading(self) -> None:
        self._tick.stop()
        self._reading.hide()
        empty(self._inside)

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop_requested.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)


class RestorePage(WizardPage):
    """It is being put in place, which takes a moment; or it could not be."""

    def __init__(self) -> None:
        lead = "The records are put in place. Keep the computer on; it takes a moment."
        super().__init__(stands(3), "Restoring", lead)
        self.trouble = Trouble()
        self.body.put(self.trouble)


def _point(point: Point) -> QWidget:
    line = row(gap=16)
    line.addWidget(IconLabel(point.icon, point.tone, 20), 0, Qt.AlignmentFlag.AlignTop)
    words = column(Text(point.title, "body", "text", 500), TextBlock(point.words, "small", "muted"), gap=2)
    line.addLayout(words, 1)
    return holder(line)
