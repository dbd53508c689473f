"""Every control of every screen has a name, and is large enough for a finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.parts.client_choice import AnswerTile
from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.radios import Option
from tests.services.harbor_lane import ZONE, Clock, give, local

LEAST, CLIENT_FACING = 40, 56
TABS = ("overview", "sessions", "infusions", "measures", "goals", "plan", "details")
PAGES = ("you", "look", "security", "crisis")


@pytest.fixture
def shell(desk: Desk, maren: ClientId, qtbot: QtBot) -> Iterator[Shell]:
    """The window of a practice with one client two days after her infusion, who comes today."""
    give(desk.infusions, maren, local(13, 10, 15))
    desk.sessions.book(maren, local(15, 14), zone=ZONE)
    made = Shell(desk)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    for runner in made.findChildren(SessionScreen):
        runner.forget()
    desk.jobs.finish()


def controls(window: QWidget) -> list[QWidget]:
    """What takes the keyboard or a tap, and can be used now."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and (one.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(one, QAbstractButton))
        and (isinstance(one, QTextEdit) or not isinstance(one, QAbstractScrollArea))
    ]


def nameless(window: QWidget) -> list[str]:
    return [type(one).__name__ for one in controls(window) if not accessible_name(one).strip()]


def too_small(window: QWidget, least: int = LEAST) -> list[tuple[str, int, int]]:
    """A segment is 34 high inside a track of 40 that takes the tap; a line of the note is its paragraph."""
    found = []
    for one in controls(window):
        around = one.parentWidget()
        target = around if isinstance(one, Option) and isinstance(around, Segmented) else one
        if min(target.width(), target.height()) < least and not isinstance(one, QTextEdit):
            found.append((accessible_name(one), target.width(), target.height()))
    return found


def check(window: QWidget, qtbot: QtBot) -> None:
    qtbot.wait(60)
    assert len(controls(window)) > 4
    assert nameless(window) == []
    qtbot.waitUntil(lambda: too_small(window) == [])  # every line comes to stand where it will stay


@pytest.mark.parametrize("screen", ["today", "clients", "client", "report", "settings"])
def test_screens(shell: Shell, maren: ClientId, qtbot: QtBot, screen: str) -> None:
    shell.go(Go(screen, client_id=maren))
    check(shell, qtbot)


@pytest.mark.parametrize("tab", TABS)
def test_tabs_of_the_client(shell: Shell, maren: ClientId, qtbot: QtBot, tab: str) -> None:
    shell.go(Go("client", client_id=maren, tab=tab))
    check(shell, qtbot)


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_settings(shell: Shell, qtbot: QtBot, page: str) -> None:
    shell.go(Go("settings", tab=page))
    check(shell, qtbot)


def test_every_step_of_a_session(shell: Shell, maren: ClientId, qtbot: QtBot) -> None:
    shell.go(Go("session", client_id=maren, act="start"))
    runner = shell.here
    assert isinstance(runner, SessionScreen)
    assert runner.runner is not None
    for line in runner.runner.lines():
        runner.acting.go_to(line.key)
        check(shell, qtbot)


def test_a_draft(shell: Shell, desk: Desk, maren: ClientId, clock: Clock, qtbot: QtBot) -> None:
    session = desk.sessions.start(maren).head.id
    desk.sessions.put_answers(session, {("tell", "for_the_note"): "A door"})
    clock.forward(minutes=50)
    desk.sessions.end(session)
    note = desk.notes.draft_from(session)
    shell.go(Go("note", client_id=maren, thing=note))
    check(shell, qtbot)


def test_the_form_in_a_client_s_hands(shell: Shell, maren: ClientId, qtbot: QtBot) -> None:
    shell.go(Go("measure", client_id=maren, thing="who5", act="client"))
    qtbot.wait(60)
    assert nameless(shell) == []
    tiles = [one for one in controls(shell) if isinstance(one, AnswerTile)]
    assert len(tiles) > 3
    assert all(one.height() >= CLIENT_FACING for one in tiles)
    assert too_small(shell) == []


def test_sheets(shell: Shell, maren: ClientId, qtbot: QtBot) -> None:
    shell.go(Go("clients", act="add"))
    check(shell, qtbot)
