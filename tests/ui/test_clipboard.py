"""What is copied out of the records is hidden from histories, and gone soon, at a lock and at the end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ketacounsel.ui.clipboard import CLEAR_AFTER_MS, Clipboard

SECRET = "Maren said the door was never locked"


def ours() -> bool:
    """Whose it is, the screenless platform can't tell."""
    return True


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[Clipboard]:
    made = Clipboard(clear_after_ms=30, is_ours=ours)
    yield made
    made.forget()
    made.deleteLater()


def text() -> str:
    return QGuiApplication.clipboard().text()


def test_half_a_minute_is_the_rule() -> None:
    assert CLEAR_AFTER_MS == 30_000


def test_words_copied_from_a_field_are_taken_out_again(guard: Clipboard, qtbot: QtBot) -> None:
    line = QLineEdit(SECRET)
    qtbot.addWidget(line)
    line.selectAll()
    line.copy()
    assert text() == SECRET
    qtbot.waitUntil(lambda: text() == "")


def test_they_carry_the_hints_that_histories_heed(guard: Clipboard) -> None:
    QGuiApplication.clipboard().setText(SECRET)
    held = QGuiApplication.clipboard().mimeData()
    assert bytes(held.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert held.hasFormat("org.nspasteboard.ConcealedType")
    assert any("ExcludeClipboardContentFromMonitorProcessing" in one for one in held.formats())
    assert held.text() == SECRET


def test_copying_again_begins_a_new_half_minute(guard: Clipboard, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(SECRET)
    QGuiApplication.clipboard().setText("another")
    assert text() == "another"
    qtbot.waitUntil(lambda: text() == "")


def test_at_a_lock_they_go_at_once(qapp: QApplication) -> None:
    guard = Clipboard(is_ours=ours)
    QGuiApplication.clipboard().setText(SECRET)
    guard.forget()
    assert text() == ""
    guard.deleteLater()


def test_what_another_program_put_there_is_left_alone(qapp: QApplication) -> None:
    guard = Clipboard(is_ours=lambda: False)
    QGuiApplication.clipboard().setText("of another program")
    guard.forget()
    assert text() == "of another program"
    guard.deleteLater()


def test_an_empty_clipboard_is_left_alone(guard: Clipboard) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    guard.forget()
    assert text() == ""


def test_importing_it_loads_no_window() -> None:
    code = "import sys, ketacounsel.app; print('ketacounsel.ui.clipboard' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
