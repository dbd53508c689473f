"""The way back from a backup, with real backups: found, unlocked, looked into, put in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.backup_errors import BackupAltered, NotABackup, RestoreStopped, WrongBackupPassphrase
from ketacounsel.services import restoring, vault
from ketacounsel.store import presence, swap
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.restore.view import CHOOSE, LOOK, UNLOCK, RestoreWindow
from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.overlay import Question
from tests.services.backed_up import WORDS, Desk, make_desk
from tests.ui.seen import named, shown, the
from tests.ui.test_accessible_names import nameless, too_small

Open = Callable[..., RestoreWindow]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Records with two backups on a stick: Maren is in both, Ben came after them. Closed."""
    made = make_desk(tmp_path)
    backups = made.open()
    made.drives.append(tmp_path / "Dana’s USB")
    made.drives[0].mkdir()
    backups.remove_place("computer")
    backups.add_place(made.drives[0], "stick")
    backups.make()
    made.clock.at += timedelta(hours=20)
    backups.make()
    made.add_client("Ben Later")
    made.close()
    yield made
    made.close()


def files(desk: Desk) -> list[Path]:
    """Oldest first."""
    return sorted((desk.drives[0] / "KetaCounsel backups").glob("*.kibak"))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A computer without records."""
    return tmp_path / "new laptop" / "records"


@pytest.fixture
def open_on(qapp: QApplication, qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    """The window on a folder, after the search."""
    apply_theme(qapp, "light", 1.0)
    jobs = Jobs()

    def make(folder: Path, preferred: Path | None = None) -> RestoreWindow:
        window = RestoreWindow(
            jobs, folder, desk.clock, plugged_in=lambda: list(desk.drives), preferred=preferred
        )
        qtbot.addWidget(window)
        window.show()
        qtbot.waitActive(window)
        qtbot.waitUntil(lambda: window.vm.searched)
        return window

    yield make
    jobs.finish()


def unlock(qtbot: QtBot, window: RestoreWindow, secret: str = WORDS) -> None:
    """From the list to what is inside."""
    window.go_on.click()
    QTest.keyClicks(window.unlock.secret, secret)
    window.go_on.click()
    qtbot.waitUntil(lambda: window.vm.look is not None or bool(window.look.trouble.text()))


def miss(qtbot: QtBot, window: RestoreWindow, secret: str) -> str:
    window.unlock.secret.clear()
    QTest.keyClicks(window.unlock.secret, secret)
    window.go_on.click()
    qtbot.waitUntil(lambda: bool(window.unlock.field.message()))
    return window.unlock.field.message()


def agree(qtbot: QtBot, window: RestoreWindow) -> None:
    """The one question is asked, and answered with the act."""
    window.go_on.click()
    with qtbot.waitSignal(window.restored):
        the(window, Question).act.click()


# -- choosing ------------------------------------------------------------------------------------


def test_the_backups_of_a_stick_are_listed_newest_first_and_the_newest_is_chosen(
    open_on: Open, fresh: Path
) -> None:
    window = open_on(fresh)
    options = window.choose.choice.options()
    assert [option.accessibleName()[:15] for option in options] == ["Thu 15 Oct, 14:", "Wed 14 Oct, 18:"]
    assert "On “Dana’s USB” · from the computer “studio-laptop”" in options[0].accessibleName()
    assert options[0].isChecked() and options[0].hasFocus()


def test_a_stick_that_is_plugged_in_now_appears_by_itself(
    open_on: Open, fresh: Path, desk: Desk, qtbot: QtBot
) -> None:
    stick = desk.drives.pop()
    window = open_on(fresh)
    assert not window.go_on.isEnabled()
    assert "No backup was found" in " ".join(shown(window))
    desk.drives.append(stick)
    qtbot.waitUntil(lambda: len(window.choose.choice.options()) == 2)
    assert window.go_on.isEnabled()


def test_a_cut_off_backup_says_so_and_can_not_be_chosen(open_on: Open, fresh: Path, desk: Desk) -> None:
    newest = files(desk)[-1]
    newest.write_bytes(newest.read_bytes()[:4000])
    window = open_on(fresh)
    good, bad = window.choose.choice.options()
    assert (good.isChecked(), bad.isEnabled()) == (True, False)
    assert "cut off" in bad.accessibleName()


def test_a_file_chosen_by_hand_that_is_none_says_so_beside_the_list(
    open_on: Open, fresh: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "letter.kibak").write_text("Dear")
    window = open_on(fresh)
    window.vm.add(tmp_path / "letter.kibak")
    qtbot.waitUntil(lambda: bool(window.choose.trouble.text()))
    assert window.choose.trouble.text() == NotABackup().sentence


def test_the_backup_that_was_asked_for_is_chosen(open_on: Open, desk: Desk) -> None:
    oldest = files(desk)[0]
    window = open_on(desk.folder, oldest)
    assert window.vm.chosen is not None and window.vm.chosen.path == oldest


def test_back_leaves(open_on: Open, fresh: Path, qtbot: QtBot) -> None:
    window = open_on(fresh)
    with qtbot.waitSignal(window.left):
        window.back.click()


# -- unlocking -----------------------------------------------------------------------------------


def test_a_wrong_passphrase_and_a_mistyped_recovery_key_have_each_their_sentence(
    open_on: Open, fresh: Path, desk: Desk, qtbot: QtBot
) -> None:
    window = open_on(fresh)
    window.go_on.click()
    assert (
        miss(qtbot, window, "something else") == f"{WrongBackupPassphrase.what} {WrongBackupPassphrase.todo}"
    )
    assert window.unlock.secret.hasSelectedText()
    window.unlock.other_way.click()
    typo = miss(qtbot, window, "0" + desk.recovery_key[1:] if desk.recovery_key[0] != "0" else "1")
    assert typo and "passphrase doesn’t" not in typo
    window.unlock.secret.clear()
    QTest.keyClicks(window.unlock.secret, desk.recovery_key.lower())
    window.go_on.click()
    qtbot.waitUntil(lambda: window.vm.look is not None)


# -- looking inside ------------------------------------------------------------------------------


def test_what_the_backup_holds_is_told_before_anything_is_written(
    open_on: Open, fresh: Path, qtbot: QtBot
) -> None:
    window = open_on(fresh)
    unlock(qtbot, window)
    words = " ".join(shown(window))
    for said in (
        "This is what the backup holds",
        "From “Dana’s USB”, made Thu 15 Oct 2026 at 14:00 on the computer “studio-laptop”.",
        "It holds the records of Harbor Lane Counseling.",
        "1 signed, 0 drafts",
        "What you may need to enter again",
        "This computer has no records yet, so nothing is replaced.",
    ):
        assert said in words
    assert "1 client" in named(window)
    assert window.go_on.text() == "Restore 1 client" and window.go_on.hasFocus()
    assert not presence.exists(fresh)


def test_newer_records_here_are_told(open_on: Open, desk: Desk, qtbot: QtBot) -> None:
    window = open_on(desk.folder)
    unlock(qtbot, window)
    words = " ".join(shown(window))
    assert "The records here are newer than the backup" in words
    assert "moved aside as “before restore, Thu 15 Oct, 14:00”" in words


def test_reading_can_be_stopped_and_leaves_nothing(open_on: Open, fresh: Path, qtbot: QtBot) -> None:
    window = open_on(fresh)
    window.go_on.click()
    QTest.keyClicks(window.unlock.secret, WORDS)
    window.vm.unlocked.connect(window.look.stop.click)
    window.go_on.click()
    qtbot.waitUntil(lambda: bool(window.look.trouble.text()))
    assert window.look.trouble.text() == RestoreStopped().sentence
    assert not (fresh / swap.RESTORING).exists()
    window.go_on.click()
    assert window.at == CHOOSE


def test_a_damaged_backup_names_the_newest_of_the_others(
    open_on: Open, fresh: Path, desk: Desk, qtbot: QtBot
) -> None:
    newest = files(desk)[-1]
    data = bytearray(newest.read_bytes())
    data[-5000] ^= 1
    newest.write_bytes(data)
    window = open_on(fresh)
    unlock(qtbot, window)
    said = window.look.trouble.text()
    assert BackupAltered.what in said and "Your present records are untouched." in said
    assert "The newest of the others is from Wed 14 Oct, 18:00, on “Dana’s USB”." in said
    window.go_on.click()
    assert window.at == CHOOSE
    assert window.vm.chosen is not None and window.vm.chosen.path == files(desk)[0]
    unlock(qtbot, window)
    assert window.vm.look is not None


def test_back_from_inside_throws_away_what_was_read(open_on: Open, fresh: Path, qtbot: QtBot) -> None:
    window = open_on(fresh)
    unlock(qtbot, window)
    window.back.click()
    assert window.at == UNLOCK
    qtbot.waitUntil(lambda: not (fresh / swap.RESTORING).exists())


def test_a_window_that_is_closed_throws_it_away_too(open_on: Open, fresh: Path, qtbot: QtBot) -> None:
    window = open_on(fresh)
    unlock(qtbot, window)
    window.close()
    assert not (fresh / swap.RESTORING).exists()


# -- restoring -----------------------------------------------------------------------------------


def test_a_computer_without_records_is_asked_nothing(
    open_on: Open, fresh: Path, desk: Desk, qtbot: QtBot
) -> None:
    window = open_on(fresh)
    unlock(qtbot, window)
    with qtbot.waitSignal(window.restored) as told:
        window.go_on.click()
    desk.folder = fresh
    desk.open(told.args[0])
    assert desk.names() == {"Maren Ostrowski"}


def test_replacing_records_is_asked_once_and_they_are_kept(open_on: Open, desk: Desk, qtbot: QtBot) -> None:
    window = open_on(desk.folder)
    unlock(qtbot, window)
    window.go_on.click()
    question = the(window, Question)
    assert question.safe.hasFocus()
    question.safe.click()
    desk.open()
    assert "Ben Later" in desk.names()
    desk.close()
    agree(qtbot, window)
    desk.open()
    assert desk.names() == {"Maren Ostrowski"}
    desk.close()
    (aside,) = restoring.set_aside(desk.folder)
    restoring.undo_restore(desk.folder, aside.id, desk.clock())
    desk.open()
    assert "Ben Later" in desk.names()


def test_records_of_somebody_else_are_named_in_the_question(
    open_on: Open, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    others = make_desk(tmp_path / "others")
    window = open_on(others.folder)
    unlock(qtbot, window)
    window.go_on.click()
    assert "others than those of the backup" in " ".join(shown(the(window, Question)))
    with qtbot.waitSignal(window.restored):
        the(window, Question).act.click()


def test_records_open_elsewhere_are_not_replaced_and_it_is_said(
    open_on: Open, desk: Desk, qtbot: QtBot
) -> None:
    desk.open()
    window = open_on(desk.folder)
    unlock(qtbot, window)
    assert "already open in another window" in window.look.trouble.text()


# -- keyboard and screen reader --------------------------------------------------------------------


def press_enter(window: QWidget) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)


def test_enter_goes_all_the_way(open_on: Open, fresh: Path, qtbot: QtBot) -> None:
    window = open_on(fresh)
    press_enter(window)
    assert window.at == UNLOCK
    assert window.unlock.secret.hasFocus()
    QTest.keyClicks(window.unlock.secret, WORDS)
    press_enter(window)
    qtbot.waitUntil(lambda: window.vm.look is not None)
    assert window.at == LOOK
    with qtbot.waitSignal(window.restored):
        press_enter(window)
    assert vault.exists(fresh)


def test_an_enter_too_many_stops_nothing(open_on: Open, fresh: Path, qtbot: QtBot) -> None:
    window = open_on(fresh)
    window.go_on.click()
    QTest.keyClicks(window.unlock.secret, WORDS)
    window.vm.unlocked.connect(lambda: press_enter(window))
    press_enter(window)
    qtbot.waitUntil(lambda: window.vm.look is not None or bool(window.look.trouble.text()))
    assert window.look.trouble.text() == ""


def test_everything_has_a_name_and_room_for_a_finger(open_on: Open, fresh: Path, qtbot: QtBot) -> None:
    window = open_on(fresh)
    assert nameless(window) == [] and too_small(window) == []
    window.go_on.click()
    assert nameless(window) == [] and too_small(window) == []
    window.back.click()
    unlock(qtbot, window)
    assert nameless(window) == [] and too_small(window) == []
