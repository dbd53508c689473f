"""The look of these records: who changes theme or size asks here, and it is kept for the next start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from ketacounsel.services import look as looks
from ketacounsel.services.look import Look
from ketacounsel.ui.theme import SCALES, apply_theme, theme


class Dress(QObject):
    """Puts a look in force and writes it down. Without a folder it is only worn.

    Signals:
        changed: another look is in force.
    """

    changed = Signal()

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._look = looks.read(folder) if folder is not None else Look()
        app = QApplication.instance()
        self._app = app if isinstance(app, QApplication) else None
        if self._app is not None:
            self._app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def look(self) -> Look:
        """What is in force."""
        return self._look

    def wear(self) -> None:
        """Put the look in force."""
        if self._app is not None:
            apply_theme(self._app, self._ground(), self._look.size)

    def choose_theme(self, name: str) -> None:
        """`name` is system, light or dark."""
        self._change(replace(self._look, theme=name))

    def switch_theme(self) -> None:
        """Light becomes dark and dark becomes light."""
        self.choose_theme("light" if theme().dark else "dark")

    def choose_size(self, size: float) -> None:
        """One of the six interface sizes."""
        self._change(replace(self._look, size=size))

    def step_size(self, step: int) -> None:
        """One size up, one down, or, with 0, back to 100 %."""
        at = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - self._look.size))
        self.choose_size(SCALES[0 if step == 0 else max(0, min(len(SCALES) - 1, at + step))])

    def name_records(self, name: str, *, invented: bool) -> None:
        """What the unlock window may say of these records."""
        named = replace(self._look, name=name, invented=invented)
        if named != self._look:
            self._look = named
            self._keep()

    def _change(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self.wear()
            self._keep()
            self.changed.emit()

    def _keep(self) -> None:
        if self._folder is not None and self._folder.is_dir():
            looks.write(self._folder, self._look)

    def _ground(self) -> str:
        if self._look.theme != "system":
            return self._look.theme
        dark = self._app is not None and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _on_system_changed(self) -> None:
        if self._look.theme == "system":
            self.wear()
            self.changed.emit()
