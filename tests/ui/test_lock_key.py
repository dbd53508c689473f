"""Ctrl L locks while a menu or a dialog has the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.lock_key import LockKey

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def press(key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    """Where the keyboard is, as the system hands it in."""
    window = QApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key, held)


def test_it_locks_from_a_menu(window: QWidget, qapp: QApplication, qtbot: QtBot) -> None:
    key = LockKey(qapp, window)
    menu = QMenu(window)
    menu.addAction("Discharge")
    menu.popup(window.mapToGlobal(QPoint(0, 0)))
    qtbot.waitUntil(menu.isVisible)
    with qtbot.waitSignal(key.pressed):
        press(Qt.Key.Key_L)
    menu.close()


def test_it_locks_from_a_dialog(window: QWidget, qapp: QApplication, qtbot: QtBot) -> None:
    key = LockKey(qapp, window)
    dialog = QDialog(window)
    dialog.setModal(True)
    QLineEdit(dialog).setFocus()
    dialog.show()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    with qtbot.waitSignal(key.pressed):
        press(Qt.Key.Key_L)
    dialog.close()


def test_other_keys_go_where_they_go(window: QWidget, qapp: QApplication, qtbot: QtBot) -> None:
    key = LockKey(qapp, window)
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    with qtbot.assertNotEmitted(key.pressed):
        press(Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier)
        press(Qt.Key.Key_K)
    assert line.text() == "l"
