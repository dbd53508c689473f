"""Whatever is pressed, in whatever order: no fault, no stray window, and nothing typed waits for ever."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ketacounsel.practice_set import PASSPHRASE
from ketacounsel.services import vault
from ketacounsel.services.office import open_office
from ketacounsel.ui.dress import Dress
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.shell import Shell
from ketacounsel.wiring import make_desk
from tests.journeys.monkey import Ear, Hands
from tests.practice_set.made import NOW, a_copy

EVENTS, SECONDS = 150, 2.0
PLUGIN = "This plugin does not support"  # the window system of the tests has no windows to raise


@pytest.mark.qt_log_ignore(PLUGIN)
@pytest.mark.parametrize(("place", "seed"), [("today", 1), ("session", 2), ("infusions", 3)])
def test_nothing_that_can_be_pressed_is_a_fault(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, place: str, seed: int
) -> None:
    folder = a_copy(tmp_path)
    unlocked = vault.open_records(folder, vault.derive(folder, PASSPHRASE))
    dress, jobs = Dress(folder), Jobs()
    dress.wear()
    now = [NOW]

    def clock() -> object:
        now[0] += timedelta(milliseconds=20)
        return now[0]

    desk = make_desk(open_office(unlocked, clock), jobs, dress=dress, folder=folder)  # type: ignore[arg-type]
    shell = Shell(desk)
    client = desk.clients.find("maren", 1)[0][0]
    shell.show()
    shell.go(_start(place, client))
    qtbot.wait(50)
    ear = Ear(qapp)
    try:
        Hands(shell, ear, seed).work(EVENTS, SECONDS)
        assert desk.autosave.flush()
        assert shell.put_away()
    finally:
        ear.close()
        jobs.finish()
        shell.close()
        delete(shell)
        unlocked.close()
    assert not ear.heard


def _start(place: str, client: str) -> Go:
    if place == "today":
        return Go("today")
    if place == "session":
        return Go("session", client_id=client, act="start")
    return Go("client", client_id=client, tab=place)
