"""Hands that press whatever can be seen, in an order a seed decides, and an ear for every fault."""

from __future__ import annotations

import random
import sys
from collections import deque
from time import monotonic
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QTextEdit,
    QWidget,
)

from ketacounsel.ui.errors import trail

WORDS = ("Slept well.", "0", "3", "14:30", "70", "</b><img src=x>", "16.10.2026", "Oct 12", "-3", "999999")
PASTED = ("ÄÖ 😀 שלום e\u0301", "x" * 3000, "a\nb\n\nc")
KEYS = [
    "Tab",
    "Tab",
    "Tab",
    "Return",
    "Space",
    "Space",
    "Escape",
    "Down",
    "Down",
    "Up",
    "Left",
    "Right",
    "Backspace",
    "Delete",
    "Home",
    "PageDown",
]
CTRL, SHIFT, BARE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier(0),
)
COMMANDS = (
    *((key, CTRL) for key in ["K", "1", "2", "Comma", "Return", "Z", "Plus", "Minus", "0", "N", "J", "I"]),
    *((key, CTRL | SHIFT) for key in ["Z", "D", "S"]),
    *((key, BARE) for key in ["F9", "F6", "F1"]),
)


class Ear(QObject):
    """Hears faults nobody caught, and parts of a page that show as a window of their own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.done: deque[str] = deque(maxlen=6)
        self._before = sys.excepthook
        sys.excepthook = self._caught
        self._app = app
        app.installEventFilter(self)

    def _caught(self, _: type[BaseException], problem: BaseException, __: TracebackType | None) -> None:
        self.heard.append(f"{trail(problem)} after {list(self.done)}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            flat = watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if not flat and not isinstance(watched, QMainWindow | QMenu | QDialog):
                self.heard.append(f"{type(watched).__name__} as a window after {list(self.done)}")
        return False

    def close(self) -> None:
        sys.excepthook = self._before
        self._app.removeEventFilter(self)


class Hands:
    """Clicks, types and gives commands in the window, for a while."""

    def __init__(self, window: QWidget, ear: Ear, seed: int) -> None:
        self._window, self._ear, self._dice = window, ear, random.Random(seed)
        self._closer = QTimer(window)
        self._closer.timeout.connect(_close_dialog)
        self._closer.start(40)

    def work(self, events: int, seconds: float) -> None:
        """So many things, or as many as there is time for."""
        end = monotonic() + seconds
        for _ in range(events):
            if monotonic() > end:
                break
            self._one()
            QTest.qWait(0)
        self._closer.stop()

    def _one(self) -> None:
        top = QApplication.activePopupWidget() or self._window
        choice = self._dice.random()
        if choice < 0.6:
            self._click(top)
        elif choice < 0.75:
            self._type(QApplication.focusWidget() or top)
        else:
            key, held = (self._dice.choice(KEYS), BARE) if choice < 0.92 else self._dice.choice(COMMANDS)
            where = QApplication.focusWidget() or top
            self._ear.done.append(f"{key} on {_name(where)}")
            QTest.keyClick(where, getattr(Qt.Key, f"Key_{key}"), held)

    def _click(self, top: QWidget) -> None:
        seen = [
            one
            for one in top.findChildren(QWidget)
            if one.isVisible() and one.isEnabled() and not one.visibleRegion().isEmpty()
            if isinstance(one, QAbstractButton) or one.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        if not seen:
            return
        spot = (one := self._dice.choice(seen)).mapTo(top, one.rect().center())
        target = top.childAt(spot) or one
        self._ear.done.append(f"click {_name(target)}")
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, BARE, target.mapFrom(top, spot))

    def _type(self, field: QWidget) -> None:
        self._ear.done.append(f"type in {_name(field)}")
        if isinstance(field, QLineEdit | QTextEdit) and self._dice.random() < 0.3:
            QApplication.clipboard().setText(self._dice.choice(PASTED))
            field.paste()
        else:
            QTest.keyClicks(field, self._dice.choice(WORDS))


def _close_dialog() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()[:30]}"
