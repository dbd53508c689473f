"""The unlock window: one field, one button, and a wait that grows with every miss."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.core.errors import (
    DamagedKeyFile,
    DamagedRecords,
    MustWait,
    WrongPassphrase,
    WrongRecoveryKey,
)
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.unlock.missing import STILL, MissingWindow
from ketacounsel.ui.screens.unlock.view import Sign, UnlockWindow
from ketacounsel.ui.screens.unlock.viewmodel import wait_words
from ketacounsel.ui.theme import apply_theme

RIGHT = "maple tuba fjord ninety oxen gauze"


def passphrase(secret: str) -> object:
    """Opens for the right words; a key file can be damaged too."""
    if secret == "damaged":
        raise DamagedKeyFile
    if secret == "too soon":
        raise MustWait(1)
    if secret == "the fourth":
        wrong = WrongPassphrase()
        wrong.wait_s = 1
        raise wrong
    if secret != RIGHT:
        raise WrongPassphrase
    return "keys"


def recovery_key(secret: str) -> object:
    if secret != "7F3A9":
        raise WrongRecoveryKey
    return "keys"


@pytest.fixture
def door(qapp: QApplication, qtbot: QtBot) -> Iterator[UnlockWindow]:
    apply_theme(qapp, "light", 1.0)
    jobs = Jobs()
    sign = Sign("Harbor Lane Counseling", "you", "14:20")
    window = UnlockWindow(jobs, with_passphrase=passphrase, with_recovery_key=recovery_key, sign=sign)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    jobs.finish()


def attempt(qtbot: QtBot, door: UnlockWindow, secret: str) -> None:
    door.secret.clear()
    QTest.keyClicks(door.secret, secret)
    with qtbot.waitSignal(door.vm.missed):
        QTest.keyClick(door.secret, Qt.Key.Key_Return)


def test_the_right_passphrase_opens(qtbot: QtBot, door: UnlockWindow) -> None:
    QTest.keyClicks(door.secret, RIGHT)
    with qtbot.waitSignal(door.opened) as told:
        QTest.keyClick(door.secret, Qt.Key.Key_Return)
    assert told.args == ["keys"]
    assert door.secret.text() == ""


def test_a_wrong_passphrase_stays_selected_and_is_told_in_words(qtbot: QtBot, door: UnlockWindow) -> None:
    attempt(qtbot, door, "something else")
    said = "That passphrase doesn’t open these records. Check Caps Lock, or use your recovery key."
    assert door.field.message() == said
    assert door.secret.selectedText() == "something else" or door.secret.hasSelectedText()


def test_the_wait_is_told_in_words() -> None:
    assert wait_words(1) == "You can try again in 1 second."
    assert wait_words(30) == "You can try again in 30 seconds."


def test_a_miss_that_brings_a_wait_tells_it(qtbot: QtBot, door: UnlockWindow) -> None:
    attempt(qtbot, door, "the fourth")
    assert door.wait.text() == "You can try again in 1 second."
    assert not door.button.isEnabled()
    qtbot.waitUntil(door.button.isEnabled)


def test_a_wait_from_before_a_restart_is_told_at_the_first_try(qtbot: QtBot, door: UnlockWindow) -> None:
    attempt(qtbot, door, "too soon")
    assert door.field.message() == "After several wrong passphrases there is a short wait."
    assert door.wait.text() == "You can try again in 1 second."
    qtbot.waitUntil(door.button.isEnabled)


def test_a_damaged_key_file_is_not_a_wrong_passphrase(qtbot: QtBot, door: UnlockWindow) -> None:
    attempt(qtbot, door, "damaged")
    assert "damaged" in door.field.message()
    assert "The records themselves were not touched." in door.field.message()
    assert door.wait.text() == ""


def test_damaged_records_are_told_after_the_passphrase_fits(qtbot: QtBot, door: UnlockWindow) -> None:
    door.show_refusal(DamagedRecords())
    assert door.field.message() == DamagedRecords().sentence


def test_the_recovery_key_opens_too(qtbot: QtBot, door: UnlockWindow) -> None:
    door.other_way.click()
    assert door.secret.accessibleName() == "Recovery key"
    QTest.keyClicks(door.secret, "7F3A9")
    with qtbot.waitSignal(door.opened):
        door.button.click()


def test_the_door_says_nothing_of_clients_but_where_it_leads(qtbot: QtBot, door: UnlockWindow) -> None:
    with qtbot.waitSignal(door.other_records_requested):
        door.other_records.click()


def test_records_on_a_stick_that_is_not_there_are_not_lost(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, "light", 1.0)
    window = MissingWindow("/media/dana/stick/records")
    qtbot.addWidget(window)
    window.show_problem(STILL)
    assert window.said.text() == STILL
    with qtbot.waitSignal(window.retry_requested):
        window.again.click()
