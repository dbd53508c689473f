"""What the tests of a running session do and look at again and again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.session.fields.texts import WordsEditor
from ketacounsel.ui.screens.session.sheets import LineSheet
from ketacounsel.ui.screens.session.step_page import StepPage
from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.screens.session.viewmodel import Runner
from tests.ui.seen import the


def press(qtbot: QtBot, button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def running(session: SessionScreen) -> Runner:
    assert session.runner is not None
    return session.runner


def page(session: SessionScreen) -> StepPage:
    here = session.pages.here
    assert isinstance(here, StepPage)
    return here


def words_field(session: SessionScreen, key: str) -> WordsEditor:
    editor = page(session).editors[key]
    assert isinstance(editor, WordsEditor)
    return editor


def answer(session: SessionScreen, words: str) -> None:
    """Type into the sheet that asks for a line, and take it."""
    sheet = the(session.window(), LineSheet)
    QTest.keyClicks(sheet.line, words)
    sheet.act.click()


def stored(desk: Desk, session: SessionScreen) -> dict[tuple[str, str], object]:
    return dict(desk.sessions.open(running(session).id).answers)
