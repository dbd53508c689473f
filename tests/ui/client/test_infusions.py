"""The infusion's record: what is typed is kept, what looks mistyped is asked about, nothing is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.infusions import Infusion
from ketacounsel.core.people import ClientDetails
from ketacounsel.services.office import Office
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.client.effect_sheet import EffectSheet
from ketacounsel.ui.screens.client.infusion_state import CancelSheet
from ketacounsel.ui.screens.client.infusions_tab import InfusionsTab
from ketacounsel.ui.screens.client.view import ClientScreen
from ketacounsel.ui.screens.client.vital_sheet import VitalSheet
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.text import Text, TextBlock
from tests.services.harbor_lane import Clock
from tests.ui.client.conftest import Opened
from tests.ui.client.story import Story, denver
from tests.ui.client.test_workspace import wishes


def record(screen: ClientScreen) -> InfusionsTab:
    assert isinstance(screen.page, InfusionsTab)
    return screen.page


def opened(open_client: Opened, story: Story, number: int = 3) -> InfusionsTab:
    return record(open_client(story.client_id, "infusions", story.infusions[number - 1]))


def kept(desk: Desk, story: Story, number: int = 3) -> Infusion:
    """What is on disk once everything typed was written."""
    desk.autosave.flush()
    return desk.infusions.get(story.infusions[number - 1])


def retype(field: QWidget, words: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, words)


def press(within: QWidget, words: str) -> None:
    """The visible button of that name."""
    (button,) = [one for one in within.findChildren(Button) if one.text() == words and one.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(Text) if label.isVisible())


def test_the_last_given_infusion_is_shown_first(open_client: Opened, story: Story) -> None:
    page = record(open_client(story.client_id, "infusions"))
    assert page.infusion is not None
    assert page.infusion.id == story.infusions[2]
    assert [button.accessibleName() for button in page.list.buttons()][2:4] == [
        "Infusion 3, Tue 13 Oct, 0.75 mg/kg",
        "Infusion 4, Tue 20 Oct, Planned",
    ]


def test_up_and_down_walk_through_the_infusions(open_client: Opened, story: Story) -> None:
    page = opened(open_client, story)
    page.focus_first()
    QTest.keyClick(page.list.buttons()[2], Qt.Key.Key_Up)
    assert page.infusion is not None
    assert page.infusion.id == story.infusions[1]


def test_a_weight_corrected_gives_another_total(open_client: Opened, story: Story, desk: Desk) -> None:
    page = opened(open_client, story)
    retype(page.treatment.numbers["weight_kg"], "72")
    assert page.treatment.numbers["dose_mg"].text() == "54"
    told = kept(desk, story).details
    assert (told.weight_kg, told.dose_mg_per_kg, told.dose_mg) == (72, 0.75, 54)


def test_any_two_of_three_numbers_give_the_third(open_client: Opened, story: Story, desk: Desk) -> None:
    page = opened(open_client, story, 4)
    retype(page.treatment.numbers["dose_mg"], "35")
    retype(page.treatment.numbers["weight_kg"], "70")
    assert page.treatment.numbers["mg_per_kg"].text() == "0.5"
    assert kept(desk, story, 4).details.dose_mg_per_kg == 0.5
    assert page.list.buttons()[3].accessibleName() == "Infusion 4, Tue 20 Oct, Planned"


def test_a_dose_ten_times_the_last_is_asked_about_and_kept(
    open_client: Opened, story: Story, desk: Desk
) -> None:
    page = opened(open_client, story)
    retype(page.treatment.numbers["mg_per_kg"], "7.5")
    assert "Is it 0.75?" in said(page.treatment)
    assert kept(desk, story).details.dose_mg_per_kg == 7.5


def test_the_words_of_the_experience_are_on_disk_without_a_save_button(
    open_client: Opened, story: Story, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(open_client, story, 2)
    page.experience.words.setFocus()
    QTest.keyClicks(page.experience.words, "A bridge in fog")
    qtbot.waitUntil(lambda: not desk.autosave.waiting)
    assert desk.infusions.get(story.infusions[1]).details.experience_words == "A bridge in fog"


def test_what_was_typed_in_one_infusion_never_lands_in_the_next(
    open_client: Opened, story: Story, desk: Desk
) -> None:
    page = opened(open_client, story, 1)
    retype(page.treatment.also, "Ondansetron 8 mg")
    page.select(story.infusions[1])
    assert page.treatment.also.text() == ""
    assert kept(desk, story, 1).details.also_given == "Ondansetron 8 mg"
    assert kept(desk, story, 2).details.also_given == ""


def test_facts_changed_elsewhere_do_not_disturb_the_field_in_use(
    open_client: Opened, story: Story, desk: Desk
) -> None:
    screen = open_client(story.client_id, "infusions", story.infusions[2])
    page = record(screen)
    page.experience.words.setFocus()
    QTest.keyClicks(page.experience.words, "And then a door. ")
    typed = page.experience.words.text()
    saved = desk.infusions.patch(story.infusions[2], {"also_given": "Ondansetron 8 mg"})
    screen.heard(saved.topics, None)
    assert page.experience.words.text() == typed
    assert page.treatment.also.text() == "Ondansetron 8 mg"


@pytest.mark.parametrize(("name", "value"), [("strength", 7), ("ease", 6), ("felt_safe", 9)])
def test_ratings_are_set_by_a_digit(
    open_client: Opened, story: Story, desk: Desk, name: str, value: int
) -> None:
    page = opened(open_client, story, 1)
    rating = page.experience.ratings[name]
    assert rating.value() is None
    QTest.keyClick(rating.track, Qt.Key(Qt.Key.Key_0.value + value))
    assert getattr(kept(desk, story, 1).details, name) == value


def test_a_setting_chosen_is_kept_and_offered_for_the_next(
    open_client: Opened, story: Story, desk: Desk
) -> None:
    page = opened(open_client, story, 1)
    assert "Sister drove home" in [chip.text() for chip in page.experience.setting.chips()]
    chip = next(one for one in page.experience.setting.chips() if one.text() == "Sister drove home")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert kept(desk, story, 1).details.setting_tags == ("Eye mask", "Sister drove home")


def test_each_block_says_where_its_facts_come_from(open_client: Opened, story: Story) -> None:
    page = opened(open_client, story)
    assert page.treatment.source.text() == "From clinic record, 13 Oct"
    assert page.experience.source.text() == "Client’s report to the clinic"
    assert page.monitoring.source.text() == "From clinic record"


def test_an_infusion_that_was_given_offers_its_integration_session(
    open_client: Opened, story: Story, desk: Desk, clock: Clock
) -> None:
    clock.at = denver("10-20", "13:00")
    page = opened(open_client, story, 4)
    press(page.state, "It was given")
    assert kept(desk, story, 4).details.state == "waiting"
    assert page.offer.isVisible()
    assert "Book the integration session? Thu 22 Oct" in said(page.offer)
    press(page.offer, "Book")
    booked = [head for head in desk.sessions.list(story.client_id) if head.state == "booked"]
    assert any(head.planned_at and head.planned_at > denver("10-21") for head in booked)
    assert not page.offer.isVisible()


def test_a_cancelled_infusion_is_kept_with_its_reason_and_the_others_are_counted_anew(
    open_client: Opened, story: Story, desk: Desk
) -> None:
    page = opened(open_client, story, 4)
    page.state.cancel_requested.emit()
    (sheet,) = page.window().findChildren(CancelSheet)
    press(sheet, "Cancel the infusion")
    assert kept(desk, story, 4).details.state == "planned", "a reason is asked for first"
    QTest.keyClicks(sheet.reason, "The clinic was closed")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert kept(desk, story, 4).details.cancel_reason == "The clinic was closed"
    assert "The clinic was closed" in said(page.state)
    assert kept(desk, story, 5).number == 4
    press(page.state, "Take back")
    assert kept(desk, story, 5).number == 5


def test_another_day_is_written_at_once_and_the_list_is_in_order(
    open_client: Opened, story: Story, desk: Desk
) -> None:
    page = opened(open_client, story, 4)
    retype(page.treatment.day, "29 Oct 2026")
    QTest.keyClick(page.treatment.day, Qt.Key.Key_Return)
    assert kept(desk, story, 4).details.starts_at == denver("10-20") + timedelta(days=9)
    assert [button.infusion.id for button in page.list.buttons()][3:5] == [
        story.infusions[4],
        story.infusions[3],
    ]


def test_an_adverse_effect_is_added_with_a_word_and_how_strong(
    open_client: Opened, story: Story, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(open_client, story, 1)
    QTest.mouseClick(page.effects.add, Qt.MouseButton.LeftButton)
    (sheet,) = page.window().findChildren(EffectSheet)
    press(sheet, "Add")
    assert "A word for what it was" in said(sheet)
    QTest.keyClicks(sheet.kind, "Dizziness")
    sheet.severity.pick(1)
    retype(sheet.began, "11:00")
    sheet.still.setChecked(True)
    press(sheet, "Add")
    effect = kept(desk, story, 1).effects[-1]
    assert (effect.kind, effect.severity, effect.still_there) == ("Dizziness", 2, True)
    assert effect.began_at == denver("09-29", "11:00")
    qtbot.waitUntil(lambda: "11:00, still there" in said(page.effects))


def test_an_effect_removed_can_be_taken_back(open_client: Opened, story: Story, desk: Desk) -> None:
    screen = open_client(story.client_id, "infusions", story.infusions[2])
    offered: list[object] = []
    screen.undo_offered.connect(lambda words, undo: offered.extend((words, undo)))
    page = record(screen)
    nausea = next(one for one in kept(desk, story).effects if one.kind == "Nausea")
    page.effects.remove_requested.emit(nausea)
    assert [one.kind for one in kept(desk, story).effects] == ["Raised blood pressure"]
    assert offered[0] == "Nausea removed."
    undo = offered[1]
    assert callable(undo)
    undo()
    assert nausea in kept(desk, story).effects


def test_an_effect_still_there_is_settled_now(
    open_client: Opened, story: Story, desk: Desk, clock: Clock
) -> None:
    page = opened(open_client, story, 1)
    effect = kept(desk, story, 1).effects[0]
    page.effects.settle_requested.emit(effect)
    assert kept(desk, story, 1).effects[0].settled_at == clock.at


def test_vital_signs_stand_over_time_and_a_reading_can_be_added(
    open_client: Opened, story: Story, desk: Desk, qtbot: QtBot
) -> None:
    page = opened(open_client, story)
    assert "148/92" in said(page.monitoring)
    QTest.mouseClick(page.monitoring.add, Qt.MouseButton.LeftButton)
    (sheet,) = page.window().findChildren(VitalSheet)
    retype(sheet.numbers["bp_systolic"], "131")
    retype(sheet.numbers["bp_diastolic"], "82")
    retype(sheet.minute, "60")
    press(sheet, "Add")
    assert len(kept(desk, story).vital_signs) == 4
    qtbot.waitUntil(lambda: "131/82" in said(page.monitoring))


def test_what_is_linked_opens(open_client: Opened, story: Story, desk: Desk) -> None:
    screen = open_client(story.client_id, "infusions", story.infusions[0])
    heard = wishes(screen)
    rows = record(screen).linked.rows.buttons()
    assert [row.view.title for row in rows] == ["Preparation, Wed 23 Sep", "Integration, Thu 1 Oct"]
    QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert heard[-1].thing == story.sessions[2]


def test_without_an_infusion_the_first_can_be_planned(open_client: Opened, office: Office) -> None:
    client = office.clients.add(ClientDetails("Ruth Abernathy"))
    page = record(open_client(client.id, "infusions"))
    assert "No infusion yet" in said(page)
    assert [one.text() for one in page.findChildren(Button) if one.isVisible()] == ["Plan the first infusion"]


def test_that_nothing_was_reported_is_said_only_of_a_complete_record(
    open_client: Opened, story: Story, desk: Desk
) -> None:
    page = opened(open_client, story, 1)
    infusion = desk.infusions.get(story.infusions[0])
    for state, words in (
        ("waiting", "Nothing is entered yet."),
        ("complete", "Nothing was reported."),
        ("planned", "Nothing yet: it has not been given."),
    ):
        page.effects.show_infusion(
            replace(infusion, effects=(), details=replace(infusion.details, state=state))
        )
        assert [one.text() for one in page.effects.findChildren(TextBlock)][-1] == words
