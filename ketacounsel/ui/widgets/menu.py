"""Menus and small floating panels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from ketacounsel.ui.theme import icon as themed_icon
from ketacounsel.ui.widgets.layout import Box, column


class Menu(QMenu):
    """Words with icons, 40 high: menu.add("Discharge", do_it, icon="history"); menu.open_below(button)."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def add(self, text: str, act: Callable[[], object], *, icon: str = "", enabled: bool = True) -> QAction:
        action = QAction(text.replace("&", "&&"), self)
        if icon:
            action.setIcon(themed_icon(icon))
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False: act())
        self.addAction(action)
        return action

    def open_below(self, widget: QWidget) -> None:
        self.setMinimumWidth(widget.width())
        self.popup(widget.mapToGlobal(QPoint(0, widget.height() + 4)))


class Popover(QFrame):
    """A floating panel that closes by Esc or a tap beside it: put things into `.body`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setProperty("role", "popover")
        self.setAccessibleName(name)
        self.body: Box = column(gap=8, margins=(16, 16, 16, 16))
        self.setLayout(self.body)

    def open_below(self, widget: QWidget) -> None:
        self.open_at(widget.mapToGlobal(QPoint(0, widget.height() + 4)))

    def open_at(self, place: QPoint) -> None:
        """Inside the screen, as near to `place` as can be; the first field gets the keyboard."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(place.x(), screen.right() - self.width()))
        top = max(screen.top(), min(place.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.focusNextPrevChild(True)
