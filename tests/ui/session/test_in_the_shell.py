"""The runner in the program's window: its keys, its way out and the strip that leads back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId, InfusionId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.shell import Shell


@pytest.fixture
def shell(desk: Desk, maren: ClientId, infusion: InfusionId, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.go(Go("session", client_id=maren, act="start"))
    yield made
    desk.autosave.flush()
    runner(made).forget()


def runner(shell: Shell) -> SessionScreen:
    return next(one for one in shell.findChildren(SessionScreen))


def press(key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    QTest.keyClick(focus, key, modifiers)


def current(shell: Shell) -> str:
    session = runner(shell).runner
    assert session is not None
    return session.current


def test_ctrl_enter_goes_on_by_one_step(shell: Shell) -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert current(shell) == "safety"


def test_f9_hides_the_session_at_once_and_comes_back_to_the_same_caret(shell: Shell) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "Sleep")
    press(Qt.Key.Key_F9)
    assert QApplication.focusWidget() is not focus
    press(Qt.Key.Key_F9)
    assert QApplication.focusWidget() is focus
    QTest.keyClicks(focus, ", and work")
    assert focus.property("text") == "Sleep, and work"


def test_the_client_view_button_does_what_f9_does(shell: Shell) -> None:
    focus = QApplication.focusWidget()
    runner(shell).frame.top.client_view_requested.emit()
    assert QApplication.focusWidget() is not focus


def test_f6_walks_through_the_parts_of_the_runner(shell: Shell) -> None:
    seen: list[QWidget | None] = []
    for _ in range(5):
        press(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(
            next((part for part in runner(shell).regions() if focus and part.isAncestorOf(focus)), None)
        )
    assert None not in seen
    assert len({id(part) for part in seen}) == 5


def test_left_alone_the_session_runs_on_and_the_same_step_comes_back(
    shell: Shell, desk: Desk, maren: ClientId
) -> None:
    runner(shell).acting.go_to("meaning")
    runner(shell).acting.leave_running()
    assert desk.sessions.running() is not None
    shell.go(Go("session", client_id=maren))
    assert current(shell) == "meaning"
    assert runner(shell).isVisible()


def test_saved_says_the_time_of_the_last_true_write(shell: Shell, desk: Desk) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "Sleep")
    desk.autosave.flush()
    assert runner(shell).frame.top.saved.text() == "Saved 13:52"
