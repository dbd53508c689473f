"""Sheets that stand open: kept with the place while they are filled in, opened again after a lock or kill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ketacounsel.core.changes import Saved
from ketacounsel.core.rescue import Words
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import outcome
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.shell import sheet_fields
from ketacounsel.ui.shell.kept_sheet import KeptSheet
from ketacounsel.ui.shell.kept_words import KeptWords
from ketacounsel.ui.shell.sheets_again import open_again
from ketacounsel.ui.widgets.overlay import Overlay

LOOK_EVERY_MS = 750
KEY = "open sheets"


@dataclass(slots=True)
class _Watched:
    """One open sheet: what stood in it at the last look."""

    values: Mapping[str, sheet_fields.Value] = field(repr=False)
    touched: list[str] = field(default_factory=list)
    focus: tuple[str, int] = ("", 0)


class SheetMemory:
    """Looks at what is open once in a while; only sheets that say what opens them again are kept."""

    def __init__(self, window: QWidget, desk: Desk, place: Callable[[], Mapping[str, object]]) -> None:
        self._window, self._desk, self._place = window, desk, place
        self._open: dict[Overlay, _Watched] = {}
        self._left: list[KeptSheet] = []
        """Kept before and not open: about to be opened, or without a place to go."""
        self._on_disk = False
        self._look = QTimer(window)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)

    def kept(self) -> list[dict[str, object]]:
        """As it belongs to the place."""
        self.take()
        return [one.plain() for one in (*self._left, *self._sheets())]

    def _sheets(self) -> list[KeptSheet]:
        return [
            KeptSheet(
                sheet.opened_by,
                sheet.title.text(),
                one.values,
                tuple(one.touched),
                one.focus[0],
                one.focus[1],
            )
            for sheet, one in self._open.items()
        ]

    # -- watching -------------------------------------------------------------------------------

    def watch(self, sheet: Overlay) -> None:
        """It was put over the window: what stands in it now is the program's."""
        if sheet in self._open or not isValid(sheet) or not (sheet.is_open and sheet.opened_by):
            return
        self._open[sheet] = _Watched(sheet_fields.values(sheet))
        sheet.closed.connect(lambda: self._forget(sheet))
        self._look.start()

    def take(self) -> bool:
        """Look at every open sheet. True when something in one has changed."""
        changed = False
        for sheet, one in tuple(self._open.items()):
            if not isValid(sheet) or not sheet.opened_by:  # what was typed in it is saved
                self._forget(sheet)
                continue
            now = sheet_fields.values(sheet)
            for name in [name for name, said in now.items() if one.values.get(name) != said]:
                one.touched = [*(known for known in one.touched if known != name), name]
                changed = True
            one.values = now
            one.focus = sheet_fields.caret(sheet) or one.focus
        return changed

    def _on_look(self) -> None:
        if self.take():
            self._write()

    def put_away(self) -> None:
        """The records close: what is open is to be on the disk before they do."""
        self.take()
        if self._left or any(one.touched for one in self._open.values()):
            self._write()

    def _write(self) -> None:
        self._on_disk = True
        self._desk.autosave.put(KEY, self._keep, self._words)

    def _words(self) -> Words:
        """For a rescue copy: what was typed, to be read and copied."""
        text = "\n".join(one.text for one in (*self._left, *self._sheets()) if one.touched)
        return Words("sheet", "", value=text)

    def _keep(self) -> Saved:
        self._desk.practice.save_place(self._place())
        return Saved(self._desk.clock(), frozenset())

    def _forget(self, sheet: Overlay) -> None:
        """It was saved, or dismissed by the person."""
        if self._open.pop(sheet, None) is None:
            return
        if not self._open:
            self._look.stop()
        if self._on_disk:
            self._write()

    # -- coming back ----------------------------------------------------------------------------

    def expect(self, kept: list[KeptSheet]) -> None:
        """They were open; until they are again they stay with the place."""
        self._left = kept
        self._on_disk = self._on_disk or bool(kept)

    def bring_back(self, screen: Screen | None) -> None:
        """Open over the screen what was open, and fill it in. Words without a sheet are shown as words."""
        expected, self._left = self._left, []
        lost = [one for one in expected if not self._brought_back(one, screen) and one.text]
        if lost:
            self._left = lost
            words = KeptWords(lost)
            words.discarded.connect(self._discard)
            words.open_over(self._window)

    def _brought_back(self, kept: KeptSheet, screen: Screen | None) -> bool:
        before = set(self._window.findChildren(Overlay))
        problem = outcome(lambda: open_again(self._desk, screen, kept.again)) if screen is not None else None
        opened = [one for one in self._window.findChildren(Overlay) if one not in before and one.is_open]
        if isinstance(problem, Exception) or not opened:
            return False
        sheet = opened[-1]
        self.watch(sheet)
        without = sheet_fields.type_again(sheet, kept.values, kept.touched)
        sheet_fields.give_caret(sheet, kept.focus, kept.caret)
        if sheet in self._open:
            self._open[sheet].touched = [one for one in kept.touched if one not in without]
            self._open[sheet].values = sheet_fields.values(sheet)
            self._open[sheet].focus = kept.focus, kept.caret
        return not any(str(kept.values[name]).strip() for name in without)

    def _discard(self) -> None:
        self._left = []
        self._write()
