"""The laptop is gone. There is a new one, the stick, and the recovery sheet or the passphrase."""

from __future__ import annotations

import gc
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ketacounsel.app import Program
from ketacounsel.core.people import ClientDetails
from ketacounsel.services import founding
from ketacounsel.services.backups import Backups
from ketacounsel.services.founding import Founding
from ketacounsel.services.office import open_office
from ketacounsel.services.records import Records
from ketacounsel.store.kdf import KdfCost
from ketacounsel.ui.one_window import OneWindow
from ketacounsel.ui.screens.settings.passphrase_sheet import PassphraseSheet
from ketacounsel.ui.shell import Shell
from tests.journeys.hand import Hand
from tests.ui.seen import shown, the

WORDS = "maple tuba fjord ninety oxen gauze"
DANA = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", passphrase=WORDS, pin="274951")
BUDGET = 6


class Lost:
    """What is left: the stick, and the sheet with the recovery key."""

    def __init__(self, stick: Path, recovery_key: str, made_at: datetime) -> None:
        self.stick, self.recovery_key, self.made_at = stick, recovery_key, made_at


@pytest.fixture
def lost(tmp_path: Path) -> Lost:
    """Two days ago there was a backup with one client, whose session was planned for yesterday."""
    at = datetime.now(UTC) - timedelta(days=2)
    laptop, stick = tmp_path / "lost laptop" / "records", tmp_path / "Dana’s USB"
    stick.mkdir()
    made = founding.prepare(WORDS, at, KdfCost(memory_kib=8, passes=1))
    unlocked = founding.found(laptop, DANA, made, at, key_checked=True)
    office = open_office(unlocked, lambda: at)
    maren = office.clients.add(ClientDetails("Maren Ostrowski"))
    office.sessions.book(maren.id, at + timedelta(days=1), zone="UTC")
    records = Records(unlocked.store, lambda: at, unlocked.counselor_id)
    backups = Backups(records, laptop, unlocked.keys, roots=lambda: [stick], name=lambda: "studio-laptop")
    backups.remove_place("computer")
    backups.add_place(stick, "stick")
    backups.make()
    unlocked.close()
    for file in laptop.iterdir():
        file.unlink()
    return Lost(stick, made.recovery_key, at)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path, lost: Lost) -> Iterator[Program]:
    """The program on the new laptop, with the stick plugged in; started for the first time."""
    hooks = sys.excepthook, threading.excepthook, qapp.quitOnLastWindowClosed()
    folder = tmp_path / "new laptop" / "records"
    folder.parent.mkdir()
    qapp.setQuitOnLastWindowClosed(False)
    made = Program(qapp, folder, OneWindow(folder), plugged_in=lambda: [lost.stick])
    made.start()
    yield made
    the_window(qapp).close()
    qtbot.waitUntil(lambda: made.shell is None, timeout=15_000)
    for thread in threading.enumerate():
        if thread.name == "fetch-ahead":
            thread.join()
    qtbot.waitUntil(lambda: not put_off(), timeout=15_000)
    let_go(qapp, made)
    sys.excepthook, threading.excepthook = hooks[:2]
    qapp.setQuitOnLastWindowClosed(hooks[2])
    signal.set_wakeup_fd(-1)


def put_off() -> list[QTimer]:
    """What the program put off by a moment, and is still to come; also what is kept from the collector."""
    gc.unfreeze()
    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer) and isValid(thing)]
    return [timer for timer in timers if timer.parent() is None and timer.isActive()]


def let_go(qapp: QApplication, program: Program) -> None:
    """The process would end here; the windows go with it."""
    for window in qapp.topLevelWidgets():
        window.deleteLater()
    program.deleteLater()
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()  # who was told to exit waits for nothing any more, until the next time it is started


def the_window(qapp: QApplication) -> QWidget:
    """The one that is there."""
    (window,) = (one for one in qapp.topLevelWidgets() if one.isVisible())
    return window


def at_the_window(qapp: QApplication, qtbot: QtBot, hand: Hand | None = None) -> Hand:
    """The hand on the window that is there now, with its count so far."""
    window = the_window(qapp)
    qtbot.waitActive(window)
    hand = hand or Hand(qtbot, window)
    hand.window = window
    return hand


def arrived(qtbot: QtBot, program: Program) -> Shell:
    qtbot.waitUntil(lambda: program.shell is not None, timeout=15_000)
    assert program.shell is not None
    return program.shell


def test_six_clicks_and_the_passphrase(
    qapp: QApplication, qtbot: QtBot, program: Program, lost: Lost
) -> None:
    hand = at_the_window(qapp, qtbot)
    hand.click("Restore from a backup")
    at_the_window(qapp, qtbot, hand)
    hand.click("Dana’s USB")
    hand.click("Continue")
    hand.type(WORDS)
    hand.click("Unlock")
    hand.click("Restore 1 client")
    shell = arrived(qtbot, program)
    assert hand.count <= BUDGET
    said = " ".join(shown(shell))
    assert "Restored to" in said and "Sessions that were planned since then." in said
    at_the_window(qapp, qtbot, hand)
    assert hand.can("Maren Ostrowski, ")
    assert not hand.can("Go back to the records from before")
    hand.click("Everything is there")
    assert "Restored to" not in " ".join(shown(shell))


def test_the_recovery_sheet_opens_it_too_and_a_new_passphrase_is_offered(
    qapp: QApplication, qtbot: QtBot, program: Program, lost: Lost
) -> None:
    hand = at_the_window(qapp, qtbot)
    hand.click("Restore from a backup")
    at_the_window(qapp, qtbot, hand)
    hand.click("Continue")
    hand.click("Use recovery key")
    hand.type(lost.recovery_key)
    hand.click("Unlock")
    hand.click("Restore 1 client")
    shell = arrived(qtbot, program)
    assert hand.count <= BUDGET
    assert the(shell, PassphraseSheet).isVisible()


def test_tab_and_five_times_enter(qapp: QApplication, qtbot: QtBot, program: Program) -> None:
    hand = at_the_window(qapp, qtbot)
    hand.tab()
    hand.press(Qt.Key.Key_Return)
    at_the_window(qapp, qtbot, hand)
    hand.see("Continue")
    hand.press(Qt.Key.Key_Return)
    hand.type(WORDS)
    hand.press(Qt.Key.Key_Return)
    hand.see("Restore 1 client")
    hand.press(Qt.Key.Key_Return)
    arrived(qtbot, program)
    assert (hand.tabs, hand.count) == (1, 4)
