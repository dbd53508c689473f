"""The card of backups: what it says is so on the disk, and what it offers is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from ketacounsel.core.backups import COMPUTER
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.settings.backup_rows import BackupRow
from ketacounsel.ui.screens.settings.backups_card import NOWHERE, BackupsCard
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.overlay import Question
from tests.ui.seen import choose, shown, the
from tests.ui.settings.conftest import Kept


@pytest.fixture
def card(kept: Kept) -> BackupsCard:
    page = kept.security()
    assert page.backups is not None
    return page.backups


def make(kept: Kept, card: BackupsCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(kept.keeper.working_changed):
        card.now.click()
    qtbot.waitUntil(lambda: not kept.keeper.running)


def rows(card: BackupsCard) -> list[BackupRow]:
    return [one for one in card.findChildren(BackupRow) if one.isVisible()]


def files(kept: Kept) -> list[Path]:
    return sorted(kept.disk.computer.glob("*.kibak"))


def said(card: BackupsCard) -> str:
    return f"{card.notice.accessibleName()}. {card.notice.accessibleDescription()}"


def test_before_the_first_backup_the_card_says_so(card: BackupsCard) -> None:
    assert "No backup yet" in said(card)
    assert rows(card) == []


def test_a_backup_made_by_hand_is_there_opened_and_checked(
    kept: Kept, card: BackupsCard, qtbot: QtBot
) -> None:
    make(kept, card, qtbot)
    assert len(files(kept)) == 1
    assert "One good copy, from today at 12:00" in said(card)
    assert "1 client, 1 note, 0 scores. All there." in said(card)
    (line,) = rows(card)
    assert {"Wed 14 Oct, 12:00", "Opened and checked"} <= set(shown(line))


def test_the_card_says_what_is_done_and_can_be_told_to_stop(
    kept: Kept, card: BackupsCard, qtbot: QtBot
) -> None:
    card.now.click()
    assert card.progress.isVisible()
    card.progress.stop.click()
    qtbot.waitUntil(lambda: not kept.keeper.running)
    assert card.progress.isHidden()
    assert not list(kept.disk.computer.glob(".*")), "nothing half made is left"


def test_the_keyboard_stays_on_the_button_that_was_pressed(
    kept: Kept, card: BackupsCard, qtbot: QtBot
) -> None:
    card.now.setFocus()
    card.now.click()
    card.now.click()
    assert card.window().focusWidget() is card.now
    qtbot.waitUntil(lambda: not kept.keeper.running)
    assert card.window().focusWidget() is card.now
    assert len(files(kept)) == 1, "a second press while it works does nothing"


def test_who_stops_a_backup_is_back_at_its_button(kept: Kept, card: BackupsCard, qtbot: QtBot) -> None:
    card.now.click()
    card.progress.stop.setFocus()
    card.progress.stop.click()
    qtbot.waitUntil(lambda: not kept.keeper.running)
    assert card.window().focusWidget() is card.now


def test_a_backup_that_failed_stands_there_with_what_to_do(
    kept: Kept, card: BackupsCard, qtbot: QtBot
) -> None:
    shutil.rmtree(kept.disk.computer, ignore_errors=True)
    kept.disk.computer.write_bytes(b"a file stands where the folder was")
    make(kept, card, qtbot)
    assert card.notice.property("edge") == "warning"
    assert "Today at 12:00:" in said(card)


def test_copies_on_one_computer_only_are_said(kept: Kept, card: BackupsCard, qtbot: QtBot) -> None:
    make(kept, card, qtbot)
    assert "It is on this computer. If that is lost, so is the copy." in said(card)


def test_a_restore_is_tried_out_and_never_tested_goes_away(
    kept: Kept, card: BackupsCard, qtbot: QtBot
) -> None:
    make(kept, card, qtbot)
    assert "Restoring was never tested." in said(card)
    with qtbot.waitSignal(kept.keeper.changed):
        card.test.click()
    assert "Restoring was never tested." not in said(card)
    assert "A restore was tested today at 12:00: all came back." in said(card)
    assert "Tested a restore" in kept.acts()


def test_a_month_later_the_card_asks_for_another_test(kept: Kept, card: BackupsCard, qtbot: QtBot) -> None:
    make(kept, card, qtbot)
    with qtbot.waitSignal(kept.keeper.changed):
        card.test.click()
    kept.disk.clock.forward(days=31)
    card.reread()
    assert "Restoring was last tested Wed 14 Oct at 12:00." in said(card)


def test_without_any_backup_there_is_nothing_to_test(kept: Kept, card: BackupsCard) -> None:
    card.test.click()
    assert "There is no backup yet." in " ".join(shown(card))


def test_restore_asks_for_the_backup_that_was_pressed(kept: Kept, card: BackupsCard, qtbot: QtBot) -> None:
    make(kept, card, qtbot)
    (line,) = rows(card)
    with qtbot.waitSignal(kept.screen.go_requested) as told:
        the(line, Button).click()
    assert told.args == [Go("restore", thing=str(files(kept)[0]))]


def test_a_stick_that_is_plugged_in_is_offered_first(
    kept: Kept, card: BackupsCard, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "Dana’s USB"
    stick.mkdir()
    kept.disk.drives.append(stick)
    card.add.click()
    choose(card, "“Dana’s USB”")
    assert "A folder on this computer and “Dana’s USB” when it is plugged in." in shown(card)
    make(kept, card, qtbot)
    assert len(list(stick.rglob("*.kibak"))) == 1
    assert "Two good copies" in said(card)


def test_a_place_is_left_out_and_can_come_back(
    kept: Kept, card: BackupsCard, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "cupboard"
    folder.mkdir()
    kept.safe.backups.add_place(folder)
    card.reread()
    card.more.click()
    with qtbot.waitSignal(kept.screen.undo_offered) as told:
        choose(card, "No more backups on “cupboard”")
    assert [place.id for place in kept.safe.backups.places()] == [COMPUTER]
    told.args[1]()
    assert len(kept.safe.backups.places()) == 2


def test_the_only_place_is_asked_about(kept: Kept, card: BackupsCard) -> None:
    card.more.click()
    choose(card, "No more backups on this computer")
    question = the(kept.screen, Question)
    question.safe.click()
    assert len(kept.safe.backups.places()) == 1
    card.more.click()
    choose(card, "No more backups on this computer")
    the(kept.screen, Question).act.click()
    assert kept.safe.backups.places() == ()
    card.now.click()
    assert NOWHERE in shown(card)


def test_the_last_backup_in_a_place_is_asked_about(kept: Kept, card: BackupsCard, qtbot: QtBot) -> None:
    make(kept, card, qtbot)
    (line,) = rows(card)
    line.customContextMenuRequested.emit(QPoint(4, 4))
    choose(line, "Remove this backup")
    question = the(kept.screen, Question)
    assert len(files(kept)) == 1
    question.act.click()
    assert files(kept) == []
    assert "No backup yet" in said(card)


def test_an_older_backup_goes_without_a_question(kept: Kept, card: BackupsCard, qtbot: QtBot) -> None:
    make(kept, card, qtbot)
    kept.disk.clock.forward(hours=1)
    make(kept, card, qtbot)
    line = rows(card)[-1]
    line.remove_requested.emit()
    assert len(files(kept)) == 1


def test_when_backups_are_made_is_kept_at_once(kept: Kept, card: BackupsCard) -> None:
    assert kept.safe.backups.when() == "often"
    card.when.chosen.emit(1)
    assert kept.safe.backups.when() == "evening"
    assert any(words.startswith("At 18:00, and when you lock or close.") for words in shown(card))
