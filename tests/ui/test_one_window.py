"""Two starts on the same records end as one window, however close together they come."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ketacounsel.ui.one_window import OneWindow

SOON_MS = 150


def second_start(folder: Path, answers: list[bool]) -> threading.Thread:
    """Another start, which says whether it raised a window."""
    start = threading.Thread(target=lambda: answers.append(OneWindow(folder).raise_other()))
    start.start()
    return start


def test_a_second_start_waits_until_the_first_can_be_called(qtbot: QtBot, tmp_path: Path) -> None:
    first = OneWindow(tmp_path)
    assert not first.raise_other()
    answers: list[bool] = []
    with qtbot.waitSignal(first.raise_requested):
        second = second_start(tmp_path, answers)
        QTimer.singleShot(SOON_MS, first, first.listen)
    second.join()
    assert answers == [True]
    first.close()


def test_a_second_start_goes_on_alone_when_the_first_ends_before_it_can_be_called(
    qtbot: QtBot, tmp_path: Path
) -> None:
    first = OneWindow(tmp_path)
    assert not first.raise_other()
    answers: list[bool] = []
    second = second_start(tmp_path, answers)
    QTimer.singleShot(SOON_MS, first, first.close)
    qtbot.waitUntil(lambda: bool(answers))
    second.join()
    assert answers == [False]


def test_other_records_have_a_window_of_their_own(qtbot: QtBot, tmp_path: Path) -> None:
    first, other = OneWindow(tmp_path / "a"), OneWindow(tmp_path / "b")
    assert not first.raise_other()
    assert not other.raise_other()
    first.close()
    other.close()
