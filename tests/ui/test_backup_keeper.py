"""Backups that nobody has to think of: made in time, made before the records close, and never in the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.backup_keeper import BackupKeeper
from ketacounsel.ui.backup_leaving import LeavingSheet
from ketacounsel.ui.theme import apply_theme
from tests.services.backed_up import Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    made.open()
    yield made
    made.close()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    apply_theme(qapp, "light", 1.0)
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    shown.show()
    return shown


@pytest.fixture
def keeper(desk: Desk, window: QWidget) -> Iterator[BackupKeeper]:
    made = BackupKeeper(desk.backups())
    made.begin(window)
    yield made
    made.finish()
    made.deleteLater()


def files(desk: Desk) -> list[Path]:
    return sorted(desk.computer.glob("*.kibak"))


def sheet_of(window: QWidget) -> LeavingSheet:
    return window.findChildren(LeavingSheet)[0]


def test_a_backup_that_is_due_is_made_without_asking(desk: Desk, keeper: BackupKeeper, qtbot: QtBot) -> None:
    desk.add_client("Maren Ostrowski")
    with qtbot.waitSignal(keeper.changed):
        keeper.look()
    assert len(files(desk)) == 1
    keeper.look()
    assert not keeper.running, "nothing changed since"


def test_a_lock_takes_a_backup_along(desk: Desk, keeper: BackupKeeper, qtbot: QtBot) -> None:
    desk.add_client("Maren Ostrowski")
    done: list[str] = []
    keeper.before_closing("lid", lambda: done.append("done"))
    qtbot.waitUntil(lambda: done == ["done"])
    assert len(files(desk)) == 1


def test_a_lock_does_not_wait_for_a_place_that_is_slow(
    desk: Desk, keeper: BackupKeeper, qtbot: QtBot
) -> None:
    desk.add_client("Maren Ostrowski")
    done: list[str] = []
    keeper.before_closing("lid", lambda: done.append("done"))
    keeper.stop()
    qtbot.waitUntil(lambda: done == ["done"])
    assert not list(desk.computer.glob(".*")), "nothing half made is left"


def test_closing_waits_for_the_backup_and_then_closes(
    desk: Desk, keeper: BackupKeeper, window: QWidget, qtbot: QtBot
) -> None:
    desk.add_client("Maren Ostrowski")
    done: list[str] = []
    keeper.before_closing("", lambda: done.append("done"))
    assert sheet_of(window).isVisible()
    qtbot.waitUntil(lambda: done == ["done"])
    assert len(files(desk)) == 1


def test_nothing_new_closes_at_once(desk: Desk, keeper: BackupKeeper, window: QWidget, qtbot: QtBot) -> None:
    desk.add_client("Maren Ostrowski")
    with qtbot.waitSignal(keeper.changed):
        keeper.make()
    done: list[str] = []
    keeper.before_closing("", lambda: done.append("done"))
    assert done == ["done"]
    assert not window.findChildren(LeavingSheet)


def test_a_backup_that_fails_says_what_is_safe_and_keeps_the_window_open(
    desk: Desk, keeper: BackupKeeper, window: QWidget, qtbot: QtBot
) -> None:
    desk.add_client("Maren Ostrowski")
    shutil.rmtree(desk.computer, ignore_errors=True)
    desk.computer.write_bytes(b"a file stands where the folder was")
    done: list[str] = []
    with qtbot.waitSignal(keeper.failed):
        keeper.before_closing("", lambda: done.append("done"))
    sheet = sheet_of(window)
    assert done == []
    assert "Your work is saved" in sheet.words.text()
    sheet.keep.click()
    assert done == []


def test_a_failed_backup_can_be_left_out(
    desk: Desk, keeper: BackupKeeper, window: QWidget, qtbot: QtBot
) -> None:
    desk.add_client("Maren Ostrowski")
    shutil.rmtree(desk.computer, ignore_errors=True)
    desk.computer.write_bytes(b"a file stands where the folder was")
    done: list[str] = []
    with qtbot.waitSignal(keeper.failed):
        keeper.before_closing("", lambda: done.append("done"))
    sheet_of(window).leave.click()
    assert done == ["done"]


def test_a_restore_is_tried_out_and_noted(desk: Desk, keeper: BackupKeeper, qtbot: QtBot) -> None:
    with qtbot.waitSignal(keeper.changed):
        keeper.make()
    with qtbot.waitSignal(keeper.changed):
        keeper.test()
    tested = desk.backups().state().tested
    assert tested is not None
    assert tested.ok


def test_a_test_gives_way_to_the_backup_before_closing(
    desk: Desk, keeper: BackupKeeper, window: QWidget, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(keeper.changed):
        keeper.make()
    desk.add_client("Idris Bellamy")
    keeper.test()
    done: list[str] = []
    keeper.before_closing("lid", lambda: done.append("done"))
    qtbot.waitUntil(lambda: done == ["done"])
    assert len(files(desk)) == 2, "what was added is in the last backup"
