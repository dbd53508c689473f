"""The one theme in force. Painted widgets ask `theme()` while painting, so a switch needs no rewiring."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ketacounsel.ui.theme.tokens import Theme


class ThemeHub(QObject):
    """Holds the theme in force.

    Signals:
        changed: another ground or interface size is in force; sizes must be read again.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None

    @property
    def theme(self) -> Theme:
        if self._theme is None:
            raise RuntimeError("apply_theme() comes before the first widget")
        return self._theme

    def put(self, theme: Theme) -> None:
        self._theme = theme


_HUB = ThemeHub()


def hub() -> ThemeHub:
    """The app's one ThemeHub."""
    return _HUB


def theme() -> Theme:
    """The theme in force."""
    return _HUB.theme
