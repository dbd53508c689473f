"""Where backups are kept: a place is added from the drives that are plugged in, or chosen as a folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ketacounsel.core.backups import COMPUTER, Place
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.overlay import Question

if TYPE_CHECKING:
    from ketacounsel.core.backups import PlaceKind
    from ketacounsel.services.backups import Backups

TITLE = "A folder for backups"


class BackupPlaces(QObject):
    """The menus behind the two buttons of Where.

    Signals:
        changed: a place was added or is no longer one.
        refused: it could not be (KetaCounselError).
        undo_offered: a place is no longer one, and can be again (str, Callable).
    """

    changed = Signal()
    refused = Signal(object)
    undo_offered = Signal(str, object)

    def __init__(self, backups: Backups, over: QWidget) -> None:
        super().__init__(over)
        self._backups = backups

    def open_add(self, below: QWidget) -> None:
        """Drives first; without any, the folder is chosen at once."""
        sticks = self._backups.sticks()
        computer = any(place.id == COMPUTER for place in self._backups.places())
        if not sticks and computer:
            self._choose_folder(below)
            return
        menu = Menu("Add a place for backups", below)
        for stick in sticks:
            menu.add(f"“{stick.name or stick}”", partial(self.add, stick, "stick"), icon="usb")
        if not computer:
            menu.add("This computer", self._add_computer, icon="hard-drive")
        menu.add("Another folder…", lambda: self._choose_folder(below), icon="plus")
        menu.open_below(below)

    def open_remove(self, below: QWidget) -> None:
        """Each place, to be left out from now on."""
        menu = Menu("Places for backups", below)
        for place in self._backups.places():
            words = f"No more backups on {_named(place)}"
            menu.add(words, partial(self.remove, place, below), icon="x")
        menu.open_below(below)

    def add(self, path: Path, kind: PlaceKind, label: str = "") -> None:
        """Keep backups there too."""
        self._do(lambda: self._backups.add_place(path, kind, label))

    def remove(self, place: Place, over: QWidget) -> None:
        """Backups that are there stay. Asked before the only place goes: then none are made any more."""
        if len(self._backups.places()) > 1:
            self._remove(place)
            return
        sentence = (
            f"{_named(place, capital=True)} is the only place. Without one no backups are made. "
            "Those that are there stay."
        )
        question = Question("Make no more backups?", sentence, "Make no more backups", "Keep the place")
        question.agreed.connect(lambda: self._remove(place))
        question.open_over(over)

    def _remove(self, place: Place) -> None:
        if not self._do(lambda: self._backups.remove_place(place.id)):
            return
        back = self._way_back(place)
        if back is not None:
            self.undo_offered.emit(f"No more backups on {_named(place)}.", back)

    def _way_back(self, place: Place) -> Callable[[], object] | None:
        if place.id == COMPUTER:
            return self._add_computer
        if place.path is None:
            return None
        return partial(self.add, place.path, place.kind, place.label)

    def _add_computer(self) -> None:
        self._do(self._backups.add_computer)

    def _choose_folder(self, over: QWidget) -> None:
        chosen = QFileDialog.getExistingDirectory(over, TITLE, str(Path.home()))
        if chosen:
            self.add(Path(chosen), "folder")

    def _do(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except KetaCounselError as refusal:
            self.refused.emit(refusal)
            return False
        self.changed.emit()
        return True


def _named(place: Place, *, capital: bool = False) -> str:
    if place.kind == "computer":
        return "This computer" if capital else "this computer"
    return f"“{place.label}”"
