"""A note drafted from a session that was really held, on a screen in a window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId, NoteId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.note.view import NoteScreen
from tests.services.harbor_lane import Clock, give, local
from tests.ui.note.evening import hold_session


@pytest.fixture
def note_id(desk: Desk, maren: ClientId, clock: Clock) -> NoteId:
    give(desk.infusions, maren, local(13, 10, 15), route="IV", dose_mg_per_kg=0.75)
    return hold_session(desk, maren, clock, "I had never tried the door.")


@pytest.fixture
def screen(desk: Desk, note_id: NoteId, qtbot: QtBot) -> Iterator[NoteScreen]:
    """The draft, opened."""
    window = QMainWindow()
    qtbot.addWidget(window)
    made = NoteScreen(desk)
    window.setCentralWidget(made)
    window.resize(1352, 820)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    made.arrive(Go("note", thing=note_id))
    qtbot.wait(20)
    yield made
    window.close()
