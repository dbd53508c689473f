"""The data key is changed behind its own window; whatever happens, one key opens everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.app.rotating import Rotating
from ketacounsel.core import recovery_key
from ketacounsel.core.lock_reasons import NEW_DATA_KEY, why_locked
from ketacounsel.services import rotation, vault
from ketacounsel.store import presence
from ketacounsel.store.guard import RecordsLock
from ketacounsel.ui.screens.unlock.rekeying import FAILED, SAFE
from ketacounsel.ui.theme import apply_theme
from tests.services.backed_up import CHEAP, NOON, WORDS, Desk, make_desk


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    apply_theme(qapp, "light", 1.0)
    made = make_desk(tmp_path)
    yield made
    made.close()


def rotating(desk: Desk, new: rotation.NewKey, qapp: QApplication) -> Rotating:
    groups = recovery_key.groups(new.words)
    made = Rotating(desk.folder, (new, tuple(groups[place - 1] for place in new.asked)), qapp)
    made.show(QSize(1024, 700))
    return made


def draft(desk: Desk) -> rotation.NewKey:
    return rotation.draft(desk.folder, WORDS, NOON, cost=lambda: CHEAP)


def test_everything_is_written_under_the_new_key_and_the_passphrase_stays(
    desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    new = draft(desk)
    work = rotating(desk, new, qapp)
    with qtbot.waitSignal(work.done, timeout=20_000):
        work.begin()
    assert work.window.bar.value() == 100
    desk.open()
    assert (desk.names(), desk.now_open.keys.dek) == ({"Maren Ostrowski"}, new.keys.dek)
    work.window.deleteLater()


def test_the_window_stays_open_while_it_works(desk: Desk, qapp: QApplication, qtbot: QtBot) -> None:
    work = rotating(desk, draft(desk), qapp)
    work.window.close()
    assert work.window.isVisible()
    with qtbot.waitSignal(work.done, timeout=20_000):
        work.begin()
    work.window.deleteLater()


def test_when_it_fails_the_window_says_so_and_the_old_key_opens(
    desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    new = draft(desk)
    work = rotating(desk, new, qapp)
    held = RecordsLock.acquire(desk.folder)
    try:
        work.begin()
        qtbot.waitUntil(lambda: work.window.heading.text() == FAILED, timeout=20_000)
    finally:
        held.release()
    assert SAFE in work.window.said.text()
    assert vault.derive(desk.folder, WORDS).dek == new.present.dek
    with qtbot.waitSignal(work.given_up):
        work.window.unlock.click()
    with qtbot.waitSignal(work.left):
        work.window.close()
    work.window.deleteLater()


def test_a_change_that_is_put_in_place_at_the_next_opening_is_no_failure(
    desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    work = rotating(desk, draft(desk), qapp)
    held = RecordsLock.acquire(desk.folder)
    ready = desk.folder / presence.RESTORING / presence.READY
    ready.parent.mkdir()
    ready.write_text("as after a crash")
    try:
        with qtbot.waitSignal(work.done, timeout=20_000):
            work.begin()
    finally:
        held.release()
        ready.unlink()
    work.window.deleteLater()


def test_the_unlock_window_says_when_and_that_the_passphrase_is_the_same() -> None:
    assert why_locked(NEW_DATA_KEY, "14:20") == (
        "The data key was changed at 14:20. Your passphrase is the same."
    )
    assert why_locked(NEW_DATA_KEY, "") == "The data key was changed. Your passphrase is the same."
