"""The backups there are, newest first: when, where, how large, whether they were opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ketacounsel.core.backup_words import moment_words, size_words
from ketacounsel.core.backups import BackupFile
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.chip import StatusChip
from ketacounsel.ui.widgets.layout import Box, column, holder, row, rule
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.text import ElidedText, Text, TextBlock

AT_FIRST = 6
NONE = "None yet. The first is made while you work, or with Back up now."


class BackupRow(QWidget):
    """One backup. Its menu (right button, menu key, long press) can remove it.

    Signals:
        restore_requested: put the records back from it.
        remove_requested: delete it.
    """

    restore_requested = Signal()
    remove_requested = Signal()

    def __init__(self, file: BackupFile, when: str) -> None:
        super().__init__()
        self.file = file
        pinned = f" · {file.pinned}" if file.pinned else ""
        where = f"{file.place.label} · {size_words(file.bytes)}{pinned}"
        chip = StatusChip()
        if file.good:
            chip.set_state("Opened and checked", "calm", "check")
        else:
            chip.set_state("Can’t be used" if file.problem else "Not checked", "warning", "triangle-alert")
        restore = Button("Restore…", "link")
        restore.setAccessibleName(f"Restore the backup of {when}, {file.place.label}")
        restore.clicked.connect(self.restore_requested)
        restore.setVisible(not file.problem)
        words = column(Text(when, "body", "text", 500), ElidedText(where, "caption", "muted"), gap=1)
        line = row(gap=16, margins=(0, 9, 0, 9))
        line.addLayout(words, 1)
        line.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(restore, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = column(line, gap=0)
        if file.problem:
            whole.put(TextBlock(file.problem, "small", "warning"), 9)
        self.setLayout(whole)
        self.setAccessibleName(f"{when}, {where}, {chip.text()}")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def _open_menu(self, at: QPoint) -> None:
        menu = Menu("This backup", self)
        menu.add("Remove this backup", self.remove_requested.emit, icon="x")
        menu.popup(self.mapToGlobal(at))


class BackupRows(QFrame):
    """The newest few, and all of them on request.

    Signals:
        restore_requested: the path of a backup (str).
        remove_requested: delete this one (BackupFile).
    """

    restore_requested = Signal(str)
    remove_requested = Signal(object)

    def __init__(self, zone: str) -> None:
        super().__init__()
        self.setAccessibleName("Backups")
        self._zone = zone
        self._all = False
        self._shown: object = None
        self._column: Box = column(gap=0)
        self.setLayout(self._column)

    def show_files(self, files: Sequence[BackupFile], now: datetime) -> None:
        """In this order. What stands there already is not made anew."""
        wanted = (tuple(files), now.date(), self._all)
        if wanted == self._shown:
            return
        self._shown = wanted
        empty(self._column)
        for file in files if self._all else files[:AT_FIRST]:
            line = BackupRow(file, moment_words(file.made_at, now, self._zone))
            line.restore_requested.connect(lambda path=str(file.path): self.restore_requested.emit(path))
            line.remove_requested.connect(lambda file=file: self.remove_requested.emit(file))
            self._column.put(rule(), line)
        if not files:
            self._column.put(rule(), 12, TextBlock(NONE, "small", "muted"), 6)
        elif len(files) > AT_FIRST and not self._all:
            more = Button(f"Show all {len(files)}", "quiet")
            more.clicked.connect(lambda: self._show_all(files, now))
            self._column.put(rule(), 4, holder(row(more, None)))

    def _show_all(self, files: Sequence[BackupFile], now: datetime) -> None:
        self._all = True
        self.show_files(files, now)
