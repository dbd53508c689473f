"""Today on screen, at 13:52 on Thursday 15 October."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.today.view import TodayScreen

Opened = Callable[..., TodayScreen]


@pytest.fixture
def open_today(desk: Desk, qtbot: QtBot) -> Iterator[Opened]:
    """Opens Today in a window of that width."""
    made: list[TodayScreen] = []

    def open_it(width: int = 1352, act: str = "") -> TodayScreen:
        screen = TodayScreen(desk)
        made.append(screen)
        desk.changes.announced.connect(screen.heard)
        screen.resize(width, 836)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        screen.arrive(Go("today", act=act))
        qtbot.wait(20)
        return screen

    yield open_it
    for screen in made:
        desk.changes.announced.disconnect(screen.heard)
        screen.leave()
        screen.close()
        screen.deleteLater()
