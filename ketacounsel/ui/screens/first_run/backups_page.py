"""Where backups of the new records are kept: this computer, the sticks that are plugged in, a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog

from ketacounsel.services.drives import PluggedIn
from ketacounsel.ui.parts.wizard import WizardPage
from ketacounsel.ui.screens.first_run.pages import stands
from ketacounsel.ui.screens.first_run.viewmodel import FirstRunViewModel
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.check import CheckTile
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.text import TextBlock

LOOK_EVERY_MS = 2000
LEAD = (
    "A backup is made when you lock or close, and every 30 minutes while something changed. "
    "It is encrypted like the records, and opens with the same passphrase or recovery key."
)
NOWHERE = "Without a backup, what happens to this computer happens to your records."
ONLY_HERE = (
    "A USB stick or another folder keeps your records when this computer is lost. Plug one in to add it."
)
ENOUGH = "A place that is not plugged in is left out until it is back."


class BackupsPage(WizardPage):
    """A stick is chosen already when it is there; one that is plugged in now appears by itself."""

    def __init__(self, vm: FirstRunViewModel, plugged_in: PluggedIn) -> None:
        super().__init__(stands(4), "Where to keep backups", LEAD)
        self._vm, self._plugged_in = vm, plugged_in
        self.computer = CheckTile("This computer", "Quick to come back from a slip or a damaged file")
        self.computer.setChecked(True)
        self.computer.clicked.connect(lambda _: self._keep())
        self.sticks: dict[Path, CheckTile] = {}
        self.folders: dict[Path, CheckTile] = {}
        self._tiles = column(self.computer, gap=10)
        self.choose = Button("Another folder…", "secondary", "plus")
        self.choose.clicked.connect(self._on_choose)
        self._hint = TextBlock("", "body", "muted")
        self.body.put(self._tiles, row(self.choose, None), 4, self._hint)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._find)

    def arrive(self) -> None:
        self._find()
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._look.stop()
        super().hideEvent(event)

    def add_folder(self, folder: Path) -> None:
        """Keep backups there too."""
        if folder not in self.folders:
            self.folders[folder] = self._tile(folder.name or str(folder), str(folder))
        self.folders[folder].setChecked(True)
        self._keep()

    def _find(self) -> None:
        """A stick that came is chosen; one that went is no longer shown."""
        there = self._plugged_in()
        for root in there:
            if root not in self.sticks:
                self.sticks[root] = self._tile(root.name or str(root), "USB stick or drive, plugged in now")
                self.sticks[root].setChecked(True)
        for root in [root for root in self.sticks if root not in there]:
            self.sticks.pop(root).deleteLater()
        self._keep()

    def _tile(self, name: str, detail: str) -> CheckTile:
        tile = CheckTile(f"“{name}”", detail)
        tile.clicked.connect(lambda _: self._keep())
        self._tiles.put(tile)
        return tile

    def _keep(self) -> None:
        sticks = tuple(root for root, tile in self.sticks.items() if tile.isChecked())
        folders = tuple(folder for folder, tile in self.folders.items() if tile.isChecked())
        here = self.computer.isChecked()
        self._vm.kept_in = replace(self._vm.kept_in, computer=here, sticks=sticks, folders=folders)
        away = bool(sticks or folders)
        self._hint.setText(ENOUGH if away else ONLY_HERE if here else NOWHERE)
        self._hint.set_tone("muted" if away or here else "warning")

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "A folder for backups", str(Path.home()))
        if chosen:
            self.add_folder(Path(chosen))
