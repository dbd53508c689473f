"""Walls of text that are pasted are parted and lose no word; typing is taken back word by word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.long_text import LONGEST_PARAGRAPH, LongText, part_walls


@pytest.mark.parametrize(
    "wall",
    [
        "The sea was there. " * 3000,
        "and then the sea and then " * 3000,
        "海がそこにあった。" * 3000,
        "w" * 50_000,
        "e\u0301" * 20_000,
        "👩\u200d👩\u200d👧" * 9_000,
        "short. " + "w" * 3000 + " short again.",
    ],
)
def test_a_wall_of_text_is_parted_and_nothing_of_it_is_lost(wall: str) -> None:
    parted = part_walls(wall)
    assert max(len(line) for line in parted.split("\n")) <= LONGEST_PARAGRAPH
    assert "".join(parted.split()) == "".join(wall.split())


def test_words_and_letters_with_marks_stay_whole() -> None:
    words = " ".join(f"word{place}" for place in range(2000))
    assert part_walls(words).split() == words.split()
    assert not any(line.startswith("\u0301") for line in part_walls("e\u0301" * 5000).split("\n"))
    assert not any(line.startswith("\u200d") for line in part_walls("👩\u200d👧" * 5000).split("\n") if line)


def test_what_is_short_enough_is_pasted_as_it_is() -> None:
    words = "First line\n\n  second, with  two spaces\n" + "w" * LONGEST_PARAGRAPH
    assert part_walls(words) == words


def test_ctrl_z_takes_back_a_word_and_not_all_that_was_typed(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light", 1.0)
    field = LongText("Words")
    qtbot.addWidget(field)
    field.set_text("Before. ")
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, "slept well again")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "Before. slept well "
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "Before. slept "
    QTest.keyClick(
        field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert field.text() == "Before. slept well "
    for _ in range(5):
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "Before. "
