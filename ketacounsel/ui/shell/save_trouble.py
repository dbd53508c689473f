"""What the window does about words that are not on the disk: another place for them, and those to be seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from ketacounsel.ui.parts.beside_list import WordsSheet

if TYPE_CHECKING:
    from ketacounsel.ui.rescuer import Rescuer
    from ketacounsel.ui.shell.window import Shell

TITLE = "Where to keep the rescue copy"


class SaveTrouble(QObject):
    """Answers the band, wherever it stands."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)

    @property
    def _shell(self) -> Shell:
        from ketacounsel.ui.shell.window import Shell

        window = self.parent()
        if not isinstance(window, Shell):
            raise TypeError
        return window

    @property
    def _rescuer(self) -> Rescuer | None:
        return self._shell.desk.rescuer

    def choose_place(self) -> None:
        """Asked for by a button, so a dialog is in nobody's way."""
        chosen = QFileDialog.getExistingDirectory(self._shell, TITLE, str(Path.home()))
        if chosen and self._rescuer is not None:
            self._rescuer.choose(Path(chosen))

    def show_words(self) -> None:
        """Those that the record did not take."""
        rescuer = self._rescuer
        if rescuer is not None and rescuer.beside():
            WordsSheet(rescuer, self._shell.desk.zone).open_over(self._shell)
