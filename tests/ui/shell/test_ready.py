"""What is opened most is there before it is asked for, and whoever asks earlier finds the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.client.overview_tab import OverviewTab
from ketacounsel.ui.screens.client.view import ClientScreen
from ketacounsel.ui.screens.note.view import NoteScreen
from ketacounsel.ui.screens.report.view import ReportScreen
from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.shell.ready import Ready
from ketacounsel.ui.widgets.focus import FocusRing


@pytest.fixture
def shell(desk: Desk, qtbot: QtBot) -> Iterator[Shell]:
    window = Shell(desk)
    qtbot.addWidget(window)
    window.go(Go("today"))
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.hide()


@pytest.fixture
def maren(desk: Desk) -> ClientId:
    return desk.clients.add(ClientDetails("Maren Ostrowski")).id


def overviews(shell: Shell) -> list[OverviewTab]:
    return shell.findChildren(OverviewTab)


def test_a_client_s_first_page_is_made_before_it_is_asked_for(
    shell: Shell, maren: ClientId, qtbot: QtBot
) -> None:
    shell.get_ready(lambda: True)
    qtbot.waitUntil(lambda: bool(overviews(shell)))
    made = overviews(shell)
    assert not made[0].isVisible()
    shell.go(Go("client", client_id=maren))
    assert overviews(shell) == made
    assert made[0].isVisible()


def test_nothing_is_shown_and_the_keyboard_stays_where_it_is(
    shell: Shell, maren: ClientId, qtbot: QtBot
) -> None:
    windows, focus = visible(shell), shell.focusWidget()
    shell.get_ready(lambda: True)
    qtbot.waitUntil(lambda: bool(overviews(shell)))
    qtbot.wait(100)
    assert (visible(shell), shell.focusWidget()) == (windows, focus)


def test_a_client_who_is_opened_half_way_has_a_whole_page(
    shell: Shell, maren: ClientId, qtbot: QtBot
) -> None:
    shell.get_ready(lambda: True)
    qtbot.waitUntil(lambda: bool(shell.findChildren(ClientScreen)))
    shell.go(Go("client", client_id=maren))
    (page,) = overviews(shell)
    assert page.isVisible()
    qtbot.wait(100)
    assert overviews(shell) == [page]


def test_runner_note_and_report_are_there_before_they_are_asked_for(
    shell: Shell, maren: ClientId, qtbot: QtBot
) -> None:
    shell.get_ready(lambda: True)
    for kind in (SessionScreen, NoteScreen, ReportScreen):
        qtbot.waitUntil(partial(holds, shell, kind))
    (made,) = shell.findChildren(ReportScreen)
    shell.go(Go("report", client_id=maren))
    assert shell.here is made


def test_a_screen_that_is_opened_while_it_is_being_made_is_made_once(
    shell: Shell, maren: ClientId, qtbot: QtBot
) -> None:
    shell.get_ready(lambda: True)
    qtbot.waitUntil(lambda: bool(shell.findChildren(SessionScreen)))
    shell.go(Go("note"))
    shell.go(Go("report", client_id=maren))
    qtbot.wait(200)
    assert [len(shell.findChildren(kind)) for kind in (SessionScreen, NoteScreen, ReportScreen)] == [1, 1, 1]


def test_it_waits_until_it_may_begin(shell: Shell, qtbot: QtBot) -> None:
    shell.get_ready(lambda: False)
    qtbot.wait(100)
    assert not shell.findChildren(ClientScreen)


def test_a_step_that_fails_ends_it_and_is_told_to_nobody(qtbot: QtBot) -> None:
    holder, taken = QWidget(), []
    qtbot.addWidget(holder)

    def steps() -> Iterator[None]:
        taken.append(1)
        yield
        raise OSError

    Ready(steps(), lambda: True, holder)
    qtbot.waitUntil(lambda: taken == [1])
    qtbot.wait(100)
    assert taken == [1]


def holds(shell: Shell, kind: type[QWidget]) -> bool:
    return bool(shell.findChildren(kind))


def visible(shell: Shell) -> set[QWidget]:
    shown = {one for one in shell.findChildren(QWidget) if one.isVisible()}
    return shown - set(shell.findChildren(FocusRing))
