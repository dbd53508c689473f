"""See for yourself: how the records are kept, whether they are whole, and the file as anybody finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.backup_words import near, state_words
from ketacounsel.services.safekeeping import CIPHER
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.settings.disk_sheet import DiskSheet
from ketacounsel.ui.screens.settings.rows import SettingRow
from ketacounsel.ui.screens.settings.verify_sheet import VerifySheet
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.layout import column, holder
from ketacounsel.ui.widgets.text import Text, TextBlock

if TYPE_CHECKING:
    from ketacounsel.core.backups import BackupState
    from ketacounsel.services.safekeeping import SafeKeeping

EVERYTHING = "Every page, every line of the audit, every signature."
ON_DISK = "The first bytes of the records file, as anybody finds them."
NO_BACKUP = "There is no checked backup yet."


class ProofCard(Card):
    """Facts, and two things to do."""

    def __init__(self, desk: Desk, kept: SafeKeeping) -> None:
        super().__init__("See for yourself", rows=True)
        self._desk, self._kept = desk, kept
        self._key, self._last = TextBlock("", "small", "muted"), TextBlock("", "small", "muted")
        self.verify, self.on_disk = Button("Verify…", "soft"), Button("Show…", "soft")
        self.verify.setAccessibleName("Verify these records")
        self.on_disk.setAccessibleName("Show the file as it is on disk")
        self.verify.clicked.connect(self.open_verify)
        self.on_disk.clicked.connect(self._open_disk)
        self.add_row(_fact("Encryption", TextBlock(f"{CIPHER}.", "small", "muted")))
        self.add_row(_fact("Passphrase key", self._key))
        where = TextBlock(str(kept.folder), "small", "muted")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.add_row(_fact("Where the files are", where))
        self.add_row(_fact("Last checked backup", self._last))
        self.add_row(SettingRow("Verify these records", EVERYTHING, self.verify))
        self.add_row(SettingRow("The file as it is on disk", ON_DISK, self.on_disk))

    def reread(self, state: BackupState | None = None) -> None:
        """Show what holds now; `state` when it was just read."""
        self._key.setText(f"One guess takes {self._kept.key_cost()}.")
        self._last.setText(self._backup_words(state or self._kept.backups.state()))

    def open_verify(self) -> None:
        """Look at everything."""
        VerifySheet(self._desk, self._kept).open_over(self)

    def _open_disk(self) -> None:
        DiskSheet(self._desk, self._kept).open_over(self)

    def _backup_words(self, state: BackupState) -> str:
        if state.newest is None:
            return NO_BACKUP
        now, zone, place = self._desk.clock(), self._desk.zone, state.newest.place
        where = "this computer" if place.kind == "computer" else f"“{place.label}”"
        compared = state_words(state, now, zone).detail
        return f"From {near(state.newest.made_at, now, zone)}, on {where}. {compared}".strip()


def _fact(title: str, words: TextBlock) -> QWidget:
    return holder(column(Text(title, "body", "text", 500), words, gap=2, margins=(0, 12, 0, 12)))
