"""The windows before the records are open, each where it fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.app.claim import Claim
from ketacounsel.app.doors import Doors
from ketacounsel.core.errors import DamagedRecords
from ketacounsel.services import founding
from ketacounsel.services.founding import Founding
from ketacounsel.store.kdf import KdfCost
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.one_window import OneWindow
from ketacounsel.ui.screens.first_run.view import FirstRunWindow
from ketacounsel.ui.screens.unlock.missing import MissingWindow
from ketacounsel.ui.screens.unlock.view import UnlockWindow
from tests.patience import settle

WORDS = "maple tuba fjord ninety oxen gauze"
DANA = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", passphrase=WORDS, pin="274951")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records that open with WORDS."""
    place = tmp_path / "records"
    made = founding.prepare(WORDS, now(), KdfCost(memory_kib=8, passes=1))
    founding.found(place, DANA, made, now(), key_checked=True).close()
    return place


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    bench = Jobs()
    yield bench
    bench.finish()


def doors_of(folder: Path, jobs: Jobs) -> tuple[Doors, list[BaseException]]:
    told: list[BaseException] = []
    return Doors(Claim(folder, OneWindow(folder)), jobs, told.append, now), told


def test_records_ask_for_their_passphrase_and_hand_on_the_keys(
    folder: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    doors, _ = doors_of(folder, jobs)
    doors.show_fitting("lid", "18:02")
    door = doors.window
    assert isinstance(door, UnlockWindow)
    door.secret.setText(WORDS)
    with qtbot.waitSignal(doors.unlocked):
        door.button.click()
    doors.let_go()
    assert doors.window is None


def test_records_that_can_not_be_opened_say_so_and_take_another_try(
    folder: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    doors, _ = doors_of(folder, jobs)
    doors.unlocked.connect(lambda _: doors.show_refusal(DamagedRecords()))
    doors.show_fitting()
    door = doors.window
    assert isinstance(door, UnlockWindow)
    door.secret.setText(WORDS)
    door.button.click()
    qtbot.waitUntil(lambda: bool(door.field.message()))
    assert door.field.message() == DamagedRecords().sentence
    assert (door.button.text(), door.button.isEnabled()) == ("Unlock", True)
    assert not door.secret.isReadOnly()
    doors.let_go()


def test_an_empty_place_is_for_new_records_and_an_unplugged_one_is_missed(
    tmp_path: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    new, _ = doors_of(tmp_path / "records", jobs)
    new.show_fitting()
    assert isinstance(new.window, FirstRunWindow)
    new.let_go()
    gone, _ = doors_of(tmp_path / "stick" / "practice" / "records", jobs)
    gone.show_fitting()
    assert isinstance(gone.window, MissingWindow)
    gone.let_go()


def test_another_folder_s_door_has_the_size_of_the_one_before(
    folder: Path, tmp_path: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    doors, _ = doors_of(tmp_path / "empty", jobs)
    doors.show_fitting()
    assert doors.window is not None
    doors.window.resize(1000, 760)
    doors.move_to(folder)
    assert isinstance(doors.window, UnlockWindow)
    assert doors.window.size() == QSize(1000, 760)
    settle(0)
    doors.let_go()
