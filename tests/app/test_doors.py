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
from ketacounsel.core.errors import (
    DamagedKeyFile,
    DamagedRecords,
    EmptyRecords,
    KetaCounselError,
    NewerRecords,
    OlderRecords,
    OtherRecords,
)
from ketacounsel.paths import records_folder
from ketacounsel.services import founding
from ketacounsel.services.founding import Founding
from ketacounsel.store import presence
from ketacounsel.store.kdf import KdfCost
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.one_window import OneWindow
from ketacounsel.ui.screens.first_run.view import FirstRunWindow
from ketacounsel.ui.screens.restore.view import RestoreWindow
from ketacounsel.ui.screens.unlock.missing import MissingWindow
from ketacounsel.ui.screens.unlock.trouble import TroubleWindow
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


def unlock_in(doors: Doors, qtbot: QtBot) -> None:
    """With the right passphrase."""
    door = doors.window
    assert isinstance(door, UnlockWindow)
    door.secret.setText(WORDS)
    with qtbot.waitSignal(doors.unlocked):
        door.button.click()


def test_records_of_a_newer_version_say_so_and_take_another_try(
    folder: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    doors, _ = doors_of(folder, jobs)
    doors.unlocked.connect(lambda _: doors.show_refusal(NewerRecords()))
    doors.show_fitting()
    unlock_in(doors, qtbot)
    door = doors.window
    assert isinstance(door, UnlockWindow)
    assert door.field.message() == NewerRecords().sentence
    assert (door.button.text(), door.button.isEnabled()) == ("Unlock", True)
    assert not door.secret.isReadOnly()
    doors.let_go()


@pytest.mark.parametrize("trouble", [DamagedRecords(), EmptyRecords(), OtherRecords(), DamagedKeyFile()])
def test_records_that_can_not_be_opened_lead_to_their_newest_backup(
    trouble: KetaCounselError, folder: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    doors, _ = doors_of(folder, jobs)
    doors.show_refusal(trouble)
    door = doors.window
    assert isinstance(door, TroubleWindow)
    assert (trouble.what in door.said.text(), door.go_on.isVisible()) == (True, False)
    qtbot.waitUntil(lambda: "No backup of these records" in door.newest.text())
    door.restore.click()
    assert isinstance(doors.window, RestoreWindow)
    doors.window.back.click()
    assert isinstance(doors.window, UnlockWindow)
    doors.let_go()


def test_records_in_doubt_can_be_gone_on_with(folder: Path, jobs: Jobs, qtbot: QtBot) -> None:
    doors, _ = doors_of(folder, jobs)
    went_on: list[bool] = []
    doors.show_refusal(OlderRecords(3, now(), now()), lambda: went_on.append(True))
    door = doors.window
    assert isinstance(door, TroubleWindow)
    door.go_on.click()
    assert went_on == [True]
    doors.let_go()


def test_a_damaged_key_file_is_found_at_the_passphrase_and_leads_there_too(
    folder: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    for name in (presence.COPY_A, presence.COPY_B):
        (folder / name).write_bytes(b"nothing of ours")
    doors, _ = doors_of(folder, jobs)
    doors.show_fitting()
    door = doors.window
    assert isinstance(door, UnlockWindow)
    door.secret.setText(WORDS)
    door.button.click()
    qtbot.waitUntil(lambda: isinstance(doors.window, TroubleWindow))
    jobs.finish()
    doors.let_go()


def test_missing_records_can_come_from_a_backup_and_nothing_is_written_where_the_drive_was(
    tmp_path: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    gone, _ = doors_of(tmp_path / "stick" / "practice" / "records", jobs)
    gone.show_fitting()
    assert isinstance(gone.window, MissingWindow)
    gone.window.backup.click()
    assert isinstance(gone.window, RestoreWindow)
    jobs.finish()
    assert not (tmp_path / "stick").exists()
    gone.let_go()


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


def test_the_usual_place_on_a_new_account_is_for_new_records_not_missed(
    tmp_path: Path, jobs: Jobs, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "new" / "share"))
    doors, _ = doors_of(records_folder(), jobs)
    doors.show_fitting()
    assert isinstance(doors.window, FirstRunWindow)
    doors.let_go()


def test_the_first_window_stands_within_its_screen(folder: Path, jobs: Jobs, qtbot: QtBot) -> None:
    doors, _ = doors_of(folder, jobs)
    doors.show_fitting()
    assert doors.window is not None
    room = doors.window.screen().availableSize()
    assert doors.window.width() < room.width() and doors.window.height() < room.height()
    doors.let_go()


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


def test_a_door_opened_with_the_recovery_key_says_so_once(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> None:
    made = founding.prepare(WORDS, now(), KdfCost(memory_kib=8, passes=1))
    founding.found(tmp_path / "records", DANA, made, now(), key_checked=True).close()
    doors, _ = doors_of(tmp_path / "records", jobs)
    doors.show_fitting()
    unlock_in(doors, qtbot)
    assert doors.typed_key == ""
    doors.show_unlock()
    door = doors.window
    assert isinstance(door, UnlockWindow)
    door.other_way.click()
    door.secret.setText(made.recovery_key)
    with qtbot.waitSignal(doors.unlocked):
        door.button.click()
    assert doors.typed_key == made.recovery_key
    doors.let_go()
    assert doors.typed_key == ""


def test_new_records_in_a_sync_folder_are_refused_until_it_is_chosen_again(
    folder: Path, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    doors, _ = doors_of(folder, jobs)
    doors.show_fitting()
    door = doors.window
    synced = tmp_path / "Dropbox" / "records"
    doors.use(synced)
    assert doors.window is door
    assert isinstance(door, UnlockWindow)
    assert "Dropbox copies the files of this folder" in door.field.message()
    doors.use(synced)
    assert isinstance(doors.window, FirstRunWindow)
    doors.let_go()


def test_records_that_are_in_a_sync_folder_open(
    folder: Path, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    synced = tmp_path / "OneDrive" / "records"
    synced.parent.mkdir()
    folder.rename(synced)
    doors, _ = doors_of(tmp_path / "elsewhere" / "records", jobs)
    doors.show_fitting()
    doors.use(synced)
    assert isinstance(doors.window, UnlockWindow)
    doors.let_go()
