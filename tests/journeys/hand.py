"""A counselor's hand: it clicks, presses and types on what is really there, and counts what it costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt import exceptions
from pytestqt.qtbot import QtBot

from ketacounsel.ui.widgets.accessible import accessible_name

PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Hand:
    """Clicks and keys that are commands count; typed words and Tab between fields do not."""

    qtbot: QtBot
    window: QWidget
    count: int = 0
    tabs: int = 0

    def click(self, name: str) -> None:
        """Click the button of that name, which must be in sight and not covered."""
        button = self.see(name)
        self.count += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.qtbot.wait(1)  # what the click asked for is shown

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """A key that is a command, where the keyboard is."""
        self.count += 1
        QTest.keyClick(self.focus(), key, held)
        self.qtbot.wait(1)

    def type(self, words: str) -> None:
        """Words, digits of a rating or of a PIN: one sign after another, wherever the keyboard goes."""
        for sign in words:
            QTest.keyClicks(self.focus(), sign)

    def tab(self) -> None:
        """From field to field."""
        self.tabs += 1
        QTest.keyClick(self.focus(), Qt.Key.Key_Tab)

    def focus(self) -> QWidget:
        """What has the keyboard."""
        self.until(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def see(self, name: str) -> QAbstractButton:
        """Wait until the button is there and can be pressed."""
        self.until(lambda: self._reachable(name) is not None, name)
        found = self._reachable(name)
        assert found is not None
        return found

    def can(self, name: str) -> bool:
        """Whether such a button can be pressed now."""
        self.qtbot.wait(1)
        return self._reachable(name) is not None

    def until(self, look: Callable[[], bool], what: str = "") -> None:
        try:
            self.qtbot.waitUntil(look)
        except exceptions.TimeoutError as problem:
            raise AssertionError(f"waited in vain for {what}; there was {self._names()}") from problem

    def _buttons(self) -> Iterator[QAbstractButton]:
        window = QApplication.activeModalWidget() or self.window
        return (one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled())

    def _reachable(self, name: str) -> QAbstractButton | None:
        fitting = (one for one in self._buttons() if re.search(name, accessible_name(one)))
        return next((one for one in fitting if _in_sight(one)), None)

    def _names(self) -> list[str]:
        return [accessible_name(one) for one in self._buttons()]


def _in_sight(button: QAbstractButton) -> bool:
    """Scrolled to where it can be seen, and nothing lies over it."""
    above = button.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(button)
        above = above.parentWidget()
    window = button.window()
    spot = button.mapTo(window, QPoint(button.width() // 2, button.height() // 2))
    hit = window.childAt(spot)
    return hit is not None and (hit is button or button.isAncestorOf(hit))
