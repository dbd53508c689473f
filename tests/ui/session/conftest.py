"""A session two days after Maren's infusion, in a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId, InfusionId
from ketacounsel.core.rescue_words import trouble
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.session.view import SessionScreen
from tests.services.harbor_lane import give

TUESDAY_10_15 = datetime(2026, 10, 13, 16, 15, tzinfo=UTC)
NEXT_TUESDAY = datetime(2026, 10, 20, 16, 15, tzinfo=UTC)


@pytest.fixture
def infusion(desk: Desk, maren: ClientId) -> InfusionId:
    """Maren's first infusion, on Tuesday; now it is Thursday."""
    return give(desk.infusions, maren, TUESDAY_10_15)


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> Iterator[SessionScreen]:
    """The runner in a window, with nothing in it yet, wired as the shell does it."""
    window = QMainWindow()
    made = SessionScreen(desk)
    window.setCentralWidget(made)
    window.resize(1440, 900)
    desk.autosave.saved.connect(lambda saved: desk.changes.announce(saved, by=made))
    desk.changes.written.connect(lambda _: made.show_saved("15:01"))
    desk.autosave.refused.connect(lambda why: made.show_not_on_disk(trouble(why, "15:04", "")))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield made
    desk.autosave.flush()
    made.forget()


@pytest.fixture
def session(screen: SessionScreen, maren: ClientId, infusion: InfusionId) -> SessionScreen:
    """Maren's integration session, just begun."""
    screen.arrive(Go("session", client_id=maren, act="start"))
    return screen
