"""The first run as a counselor goes through it: keys made cheaply, records made for real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.services import founding, vault
from ketacounsel.services.backups import open_backups
from ketacounsel.services.office import open_office
from ketacounsel.services.vault import Prepared, Unlocked
from ketacounsel.store.kdf import KdfCost
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.first_run.view import BACKUPS, CLIENT, PASSPHRASE, RECOVERY, YOU, FirstRunWindow
from ketacounsel.ui.theme import apply_theme

NOON = datetime(2026, 10, 15, 18, tzinfo=UTC)
WORDS = "maple tuba fjord ninety oxen gauze"
PIN = "274951"
DRIVES: list[Path] = []
"""The drives that are plugged in."""


def cheap(passphrase: str, now: datetime) -> Prepared:
    """Keys as ever, but quickly made."""
    return founding.prepare(passphrase, now, KdfCost(memory_kib=8, passes=1))


def now() -> datetime:
    return NOON


@pytest.fixture
def wizard(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[FirstRunWindow]:
    apply_theme(qapp, "light", 1.0)
    DRIVES.clear()
    jobs = Jobs()
    window = FirstRunWindow(jobs, tmp_path / "records", now, cheap, lambda: DRIVES)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    jobs.finish()


def type_into(qtbot: QtBot, window: FirstRunWindow, field: str, text: str) -> None:
    line = window.you.form.line(field)
    line.setFocus()
    QTest.keyClicks(line, text)


def about_you(qtbot: QtBot, window: FirstRunWindow) -> None:
    """Begin, and the two names that are needed."""
    window.go_on.click()
    type_into(qtbot, window, "name", "Dana Whitfield")
    type_into(qtbot, window, "practice", "Harbor Lane Counseling")
    window.go_on.click()


def secrets(qtbot: QtBot, window: FirstRunWindow, words: str = WORDS) -> None:
    """Passphrase twice and PIN, and on to the recovery key."""
    page = window.passphrase
    QTest.keyClicks(page.secret, words)
    QTest.keyClicks(page.again, words)
    page.pin.setFocus()
    for digit in PIN:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, digit)
    with qtbot.waitSignal(window.vm.keys_made):
        window.go_on.click()


def type_key_back(qtbot: QtBot, window: FirstRunWindow) -> None:
    for place, check in zip(window.vm.asked, window.recovery.checks, strict=True):
        check.setFocus()
        QTest.keyClicks(check, window.vm.groups[place].lower())


def to_the_last_step(qtbot: QtBot, window: FirstRunWindow) -> None:
    about_you(qtbot, window)
    secrets(qtbot, window)
    type_key_back(qtbot, window)
    window.go_on.click()
    assert window.at == BACKUPS
    window.go_on.click()


def test_a_new_practice_is_ready_after_six_clicks_on_the_way(
    qtbot: QtBot, wizard: FirstRunWindow, tmp_path: Path
) -> None:
    to_the_last_step(qtbot, wizard)
    assert wizard.at == CLIENT
    with qtbot.waitSignal(wizard.founded) as told:
        wizard.later.click()
    unlocked, first = told.args
    assert isinstance(unlocked, Unlocked)
    assert first == Go("today")
    office = open_office(unlocked, now)
    assert office.practice.get().name == "Harbor Lane Counseling"
    assert office.practice.counselor().name == "Dana Whitfield"
    office.practice.check_pin(PIN)
    assert office.practice.setting("recovery_checked") is True
    unlocked.close()
    assert vault.derive(tmp_path / "records", WORDS).counselor_id


def backups_of(qtbot: QtBot, window: FirstRunWindow) -> tuple[list[tuple[str, str]], list[str]]:
    """Ends the first run; the places that were named then, and what was told."""
    with qtbot.waitSignal(window.founded) as told:
        window.later.click()
    unlocked, _ = told.args
    kept = [(str(place.kind), place.label) for place in open_backups(unlocked, now).places()]
    notices = list(unlocked.notices)
    unlocked.close()
    return kept, notices


def test_a_stick_that_is_plugged_in_is_a_place_for_backups(
    qtbot: QtBot, wizard: FirstRunWindow, tmp_path: Path
) -> None:
    stick = tmp_path / "Dana’s USB"
    stick.mkdir()
    DRIVES.append(stick)
    to_the_last_step(qtbot, wizard)
    wizard.back.click()
    assert wizard.backups.sticks[stick].isChecked()
    wizard.go_on.click()
    assert backups_of(qtbot, wizard) == ([("computer", "This computer"), ("stick", "Dana’s USB")], [])


def test_a_stick_that_is_plugged_in_later_appears_and_one_that_goes_is_left_out(
    qtbot: QtBot, wizard: FirstRunWindow, tmp_path: Path
) -> None:
    stick = tmp_path / "Dana’s USB"
    stick.mkdir()
    to_the_last_step(qtbot, wizard)
    wizard.back.click()
    DRIVES.append(stick)
    qtbot.waitUntil(lambda: stick in wizard.backups.sticks)
    assert wizard.vm.kept_in.sticks == (stick,)
    DRIVES.clear()
    qtbot.waitUntil(lambda: not wizard.backups.sticks)
    assert not wizard.vm.kept_in.sticks


def test_backups_can_go_into_a_folder_alone(qtbot: QtBot, wizard: FirstRunWindow, tmp_path: Path) -> None:
    folder = tmp_path / "office share"
    folder.mkdir()
    to_the_last_step(qtbot, wizard)
    wizard.back.click()
    wizard.backups.add_folder(folder)
    wizard.backups.computer.click()
    wizard.go_on.click()
    assert backups_of(qtbot, wizard) == ([("folder", "office share")], [])


def test_a_place_that_is_gone_at_the_end_is_told_and_the_records_are_made(
    qtbot: QtBot, wizard: FirstRunWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "office share"
    folder.mkdir()
    to_the_last_step(qtbot, wizard)
    wizard.backups.add_folder(folder)
    folder.rmdir()
    kept, notices = backups_of(qtbot, wizard)
    assert kept == [("computer", "This computer")]
    assert "“office share” is not plugged in" in notices[0]


def test_the_first_page_has_a_second_door(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    assert wizard.later.text() == "Restore from a backup"
    wizard.go_on.setFocus()
    QTest.keyClick(wizard.go_on, Qt.Key.Key_Tab)
    assert wizard.later.hasFocus()
    with qtbot.waitSignal(wizard.restore_requested):
        QTest.keyClick(wizard.later, Qt.Key.Key_Return)


def test_add_client_leads_to_the_sheet(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    to_the_last_step(qtbot, wizard)
    with qtbot.waitSignal(wizard.founded) as told:
        wizard.go_on.click()
    unlocked, first = told.args
    unlocked.close()
    assert first == Go("clients", act="add")


def test_nothing_is_on_the_disk_before_the_last_step(
    qtbot: QtBot, wizard: FirstRunWindow, tmp_path: Path
) -> None:
    to_the_last_step(qtbot, wizard)
    assert not (tmp_path / "records").exists()


def test_back_loses_nothing(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    QTest.keyClicks(wizard.passphrase.secret, WORDS)
    wizard.back.click()
    assert wizard.you.form.line("name").text() == "Dana Whitfield"
    wizard.go_on.click()
    assert wizard.passphrase.secret.text() == WORDS


def test_the_same_passphrase_keeps_the_printed_key(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    secrets(qtbot, wizard)
    printed = wizard.vm.groups
    wizard.back.click()
    wizard.go_on.click()
    assert wizard.at == RECOVERY
    assert wizard.vm.groups == printed


def test_another_passphrase_makes_another_key(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    secrets(qtbot, wizard)
    printed = wizard.vm.groups
    wizard.back.click()
    for field in (wizard.passphrase.secret, wizard.passphrase.again):
        field.clear()
        QTest.keyClicks(field, "otter violin canyon mustard seventy kelp")
    with qtbot.waitSignal(wizard.vm.keys_made):
        wizard.go_on.click()
    assert wizard.vm.groups != printed
    assert not wizard.vm.key_checked


def test_names_that_are_missing_are_asked_for_beside_their_field(
    qtbot: QtBot, wizard: FirstRunWindow
) -> None:
    wizard.go_on.click()
    wizard.go_on.click()
    assert wizard.at == YOU
    assert wizard.you.form.fields["name"].message()
    assert wizard.you.form.fields["practice"].message()
    assert wizard.you.form.line("name").hasFocus()


def test_fourteen_characters_are_too_few(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    page = wizard.passphrase
    QTest.keyClicks(page.secret, "fourteen signs")
    wizard.go_on.click()
    assert wizard.at == PASSPHRASE
    assert "one more" in page.fields["passphrase"].message()


def test_the_practice_s_own_name_is_no_passphrase(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    QTest.keyClicks(wizard.passphrase.secret, "harborlanecounseling1")
    wizard.go_on.click()
    assert "name of the practice" in wizard.passphrase.fields["passphrase"].message()


def test_a_slip_the_second_time_is_noticed(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    QTest.keyClicks(wizard.passphrase.secret, WORDS)
    QTest.keyClicks(wizard.passphrase.again, WORDS + "x")
    wizard.go_on.click()
    assert wizard.passphrase.fields["again"].message() == "This is not the same passphrase."


def test_six_words_are_suggested_and_can_be_read(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    wizard.passphrase.suggest.click()
    secret = wizard.passphrase.secret
    assert len(secret.text().split()) == 6
    assert secret.echoMode() == secret.EchoMode.Normal
    assert wizard.vm.judgement().strong


def test_a_pin_with_a_pattern_is_refused(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    wizard.vm.put("passphrase", WORDS)
    wizard.vm.again = WORDS
    wizard.vm.put("pin", "123456")
    assert "easily guessed" in wizard.vm.missing_secrets()["pin"]


def test_continue_wakes_when_both_groups_match(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    secrets(qtbot, wizard)
    assert not wizard.go_on.isEnabled()
    first, second = wizard.recovery.checks
    QTest.keyClicks(first, wizard.vm.groups[wizard.vm.asked[0]])
    assert not wizard.go_on.isEnabled()
    QTest.keyClicks(second, "ZZZZZ")
    assert not wizard.go_on.isEnabled()
    assert wizard.recovery.fields[1].message()
    second.clear()
    QTest.keyClicks(second, wizard.vm.groups[wizard.vm.asked[1]])
    assert wizard.go_on.isEnabled()


def test_the_asked_groups_are_hidden_while_they_are_typed(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    secrets(qtbot, wizard)
    wizard.recovery.checks[0].setFocus()
    names = [group.accessibleName() for group in wizard.recovery.groups.boxes]
    hidden = [place for place, name in enumerate(names) if "hidden" in name]
    assert tuple(hidden) == wizard.vm.asked


def test_the_key_can_be_checked_later_and_stays_on_the_list(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    about_you(qtbot, wizard)
    secrets(qtbot, wizard)
    wizard.later.click()
    wizard.go_on.click()
    with qtbot.waitSignal(wizard.founded) as told:
        wizard.later.click()
    unlocked, _ = told.args
    assert open_office(unlocked, now).practice.setting("recovery_checked") is False
    unlocked.close()


def test_the_key_sheet_can_be_saved(qtbot: QtBot, wizard: FirstRunWindow, tmp_path: Path) -> None:
    about_you(qtbot, wizard)
    secrets(qtbot, wizard)
    wizard.recovery.save_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil((tmp_path / "sheet.pdf").exists)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(wizard.recovery.checks[0].hasFocus)


def test_enter_goes_on_page_by_page(qtbot: QtBot, wizard: FirstRunWindow) -> None:
    QTest.keyClick(wizard.go_on, Qt.Key.Key_Return)
    type_into(qtbot, wizard, "name", "Dana Whitfield")
    type_into(qtbot, wizard, "practice", "Harbor Lane Counseling")
    QTest.keyClick(wizard.you.form.line("practice"), Qt.Key.Key_Return)
    assert wizard.at == PASSPHRASE


def test_a_folder_that_can_t_be_written_is_said_and_nothing_is_lost(
    qtbot: QtBot, wizard: FirstRunWindow, tmp_path: Path
) -> None:
    to_the_last_step(qtbot, wizard)
    (tmp_path / "records").write_text("a file stands here")
    wizard.later.click()
    assert wizard.at == CLIENT
    assert "Nothing was written" in wizard.problem.text()
