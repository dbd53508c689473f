"""Maren's record, and her workspace on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from ketacounsel.services.office import Office
from ketacounsel.services.records import Records
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.client.view import ClientScreen
from tests.ui.client.story import Story, maren_of_the_drawings

Opened = Callable[..., ClientScreen]


@pytest.fixture
def story(office: Office, records: Records) -> Story:
    """The course of the drawings: three infusions of six."""
    return maren_of_the_drawings(office, records)


@pytest.fixture
def open_client(desk: Desk, qtbot: QtBot) -> Iterator[Opened]:
    """Opens a client at a tab, in a window of a size."""
    made: list[ClientScreen] = []

    def open_it(client_id: str, tab: str = "", thing: str = "", width: int = 1352) -> ClientScreen:
        screen = made[0] if made else ClientScreen(desk)
        if not made:
            made.append(screen)
            screen.resize(width, 836)
            with qtbot.waitActive(screen):
                screen.show()
                screen.activateWindow()
        screen.arrive(Go("client", client_id=client_id, tab=tab, thing=thing))
        qtbot.wait(1)
        return screen

    yield open_it
    for screen in made:
        screen.leave()
        screen.close()
        screen.deleteLater()
