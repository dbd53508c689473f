"""Adding a person, and changing the data key, as far as Settings goes."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ketacounsel.core import recovery_key
from ketacounsel.services import vault
from ketacounsel.services.people import PeopleService
from ketacounsel.services.records import Records
from ketacounsel.ui.screens.settings.access_sheet import AccessSheet
from ketacounsel.ui.screens.settings.add_person_sheet import AddPersonSheet
from ketacounsel.ui.screens.settings.data_key_sheet import DataKeySheet
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.overlay import Question
from tests.services.backed_up import CHEAP, WORDS
from tests.ui.seen import shown, the
from tests.ui.settings.conftest import Kept

ROBINS = "grey ferry lantern oats pebble nine"


def sheet_for_robin(kept: Kept) -> AddPersonSheet:
    """Filled in as two people at one computer would."""
    kept.safe.people = PeopleService(kept.disk.records(), kept.safe.keys, cost=lambda: CHEAP)
    sheet = AddPersonSheet(kept.desk, kept.safe)
    sheet.open_over(kept.screen)
    QTest.keyClicks(sheet.name, "Robin Hale")
    QTest.keyClicks(sheet.credentials, "LCSW")
    sheet.new.secret.setText(ROBINS)
    sheet.new.again.setText(ROBINS)
    sheet.own.setText(WORDS)
    sheet.key.setText(kept.disk.recovery_key)
    return sheet


def test_a_person_is_added_and_opens_the_records_with_their_own_passphrase(kept: Kept, qtbot: QtBot) -> None:
    sheet = sheet_for_robin(kept)
    with qtbot.waitSignal(sheet.closed):
        sheet.add.click()
    robin = vault.derive(kept.disk.folder, ROBINS).counselor_id
    assert {one.id: one.signature for one in kept.desk.practice.counselors()}[robin] == "Robin Hale, LCSW"
    assert [kept.desk.audit.lines()[place].category for place in (0, 1)] == ["key", "key"]


def test_a_wrong_passphrase_of_yours_is_said_beside_it_and_nobody_is_added(kept: Kept, qtbot: QtBot) -> None:
    sheet = sheet_for_robin(kept)
    sheet.own.setText("not the one that was set")
    sheet.add.click()
    qtbot.waitUntil(lambda: "doesn’t open" in sheet.own_field.message())
    assert len(kept.desk.practice.counselors()) == 1
    assert sheet.add.isEnabled()
    sheet.dismiss()


def test_a_mistyped_recovery_key_is_said_beside_it(kept: Kept, qtbot: QtBot) -> None:
    sheet = sheet_for_robin(kept)
    sheet.key.setText(kept.disk.recovery_key[:-4])
    sheet.add.click()
    qtbot.waitUntil(lambda: "30 signs" in sheet.key_field.message())
    assert len(kept.desk.practice.counselors()) == 1
    sheet.dismiss()


def test_a_name_that_worked_here_before_is_asked_about(kept: Kept, qtbot: QtBot) -> None:
    sheet = sheet_for_robin(kept)
    with qtbot.waitSignal(sheet.closed):
        sheet.add.click()
    keys = kept.safe.keys
    robin = next(way for way in keys.ways_in() if way.counselor_id != kept.disk.now_open.counselor_id)
    Records(kept.disk.now_open.store, kept.disk.clock, robin.counselor_id).noted("Unlocked")
    keys.remove(robin.slot_id)
    again = AddPersonSheet(kept.desk, kept.safe)
    again.open_over(kept.screen)
    QTest.keyClicks(again.name, "Robin Hale")
    again.name.editingFinished.emit()
    assert again.again.isVisible()
    assert not again.again.isChecked()
    again.dismiss()


def test_the_question_before_a_removal_says_what_stays_readable_and_the_way_on(
    kept: Kept, qtbot: QtBot
) -> None:
    sheet = sheet_for_robin(kept)
    with qtbot.waitSignal(sheet.closed):
        sheet.add.click()
    kept.security().keys.access.click()
    ways = the(kept.screen, AccessSheet)
    next(one for one in ways.findChildren(Button) if one.text() == "Remove…").click()
    question = the(kept.screen, Question)
    said = " ".join(shown(question))
    assert "stay readable" in said
    assert "Change the data key…" in said
    question.dismiss()
    ways.dismiss()


def test_the_list_of_ways_in_leads_to_adding_a_person(kept: Kept) -> None:
    kept.security().keys.access.click()
    the(kept.screen, AccessSheet).add.click()
    the(kept.screen, AddPersonSheet).dismiss()
    the(kept.screen, AccessSheet).dismiss()


def test_a_new_data_key_is_agreed_on_only_with_its_sheet_typed_back(kept: Kept, qtbot: QtBot) -> None:
    kept.security().keys.data_key.click()
    sheet = the(kept.screen, DataKeySheet)
    assert "Present recovery key" not in shown(sheet)
    sheet.secret.setText(WORDS)
    sheet.make.click()
    qtbot.waitUntil(sheet.use.isVisible, timeout=20_000)
    assert not sheet.use.isEnabled()
    names = [box.accessibleName() for box in sheet.groups.boxes]
    groups = tuple("".join(name.split(", ")[1].split()) for name in names)
    for line in sheet.typed:
        QTest.keyClicks(line, groups[int(line.accessibleName().split()[1]) - 1])
    with qtbot.waitSignal(kept.screen.go_requested) as went:
        sheet.use.click()
    assert went.args is not None
    assert went.args[0].screen == "data key"
    assert kept.safe.agreed is not None
    assert recovery_key.groups(kept.safe.agreed[0].words) == groups


def test_where_others_have_jottings_the_present_sheet_is_asked_for_a_new_data_key(
    kept: Kept, qtbot: QtBot
) -> None:
    sheet = sheet_for_robin(kept)
    with qtbot.waitSignal(sheet.closed):
        sheet.add.click()
    kept.security().keys.data_key.click()
    asked = the(kept.screen, DataKeySheet)
    assert "Present recovery key" in shown(asked)
    asked.dismiss()
