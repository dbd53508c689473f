"""Which records this process shows: their folder, its place as the only window on it, and its look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ketacounsel.paths import records_folder
from ketacounsel.services import whereabouts
from ketacounsel.ui.dress import Dress
from ketacounsel.ui.one_window import OneWindow


class Claim(QObject):
    """A second process for the same folder raises this one instead.

    Signals:
        raise_requested: another start asks this window to come to the front.
    """

    raise_requested = Signal()

    def __init__(self, folder: Path, one: OneWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder, self._one = folder, one
        one.raise_requested.connect(self.raise_requested)
        self.dress = Dress(folder, self)
        self.dress.wear()

    def were_here(self) -> bool:
        """These records were opened before, so their folder is not one for new records."""
        return whereabouts.last(records_folder().parent) == self.folder.resolve()

    def move_to(self, folder: Path) -> bool:
        """Claim another folder. False when another window has it, which comes forward."""
        if folder.resolve() != self.folder.resolve():
            one = OneWindow(folder)
            if one.raise_other():
                return False
            self._one.close()
            self.folder, self._one = folder, one
            one.raise_requested.connect(self.raise_requested)
            one.listen()
        self.dress.deleteLater()
        self.dress = Dress(folder, self)
        self.dress.wear()
        return True

    def remember(self, name: str, *, invented: bool) -> None:
        """Open these records next time, and let their door bear their name."""
        self.dress.name_records(name, invented=invented)
        if not invented:
            whereabouts.remember(records_folder().parent, self.folder, records_folder())

    def give_up(self) -> None:
        """Let the next process have the folder."""
        self._one.close()
