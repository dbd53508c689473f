"""The size a window begins with: never larger than the screen, or its buttons stand outside it.

Not every desktop makes a window smaller that asks for too much.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(8, 40)


def within(wanted: QSize, available: QSize) -> QSize:
    """What of this size fits on the screen with the desktop's frame around it."""
    return wanted.boundedTo(available - FRAME)


def begin_within_screen(window: QWidget) -> None:
    """Make a window smaller that would stand outside its screen."""
    window.resize(within(window.size(), window.screen().availableSize()))
