"""The client's lists and forms beside the Overview: sessions, measures, goals, safety plan, details."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId, SessionId
from ketacounsel.core.people import ClientDetails
from ketacounsel.services.infusions import InfusionService
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.client.details_tab import DetailsTab
from ketacounsel.ui.screens.client.goals_tab import GoalsTab
from ketacounsel.ui.screens.client.measures_tab import MeasuresTab
from ketacounsel.ui.screens.client.plan_tab import PlanTab
from ketacounsel.ui.screens.client.private_card import JottingSheet
from ketacounsel.ui.screens.client.sessions_tab import SessionsTab
from ketacounsel.ui.screens.client.tab import TabPage
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import TextField
from tests.services.harbor_lane import Clock, give, local

Tab = TypeVar("Tab", bound=TabPage)


def opened(kind: type[Tab], desk: Desk, client_id: ClientId, qtbot: QtBot) -> Tab:
    tab = kind(desk)
    qtbot.addWidget(tab)
    tab.wrote.connect(lambda _: show(tab, desk, client_id))
    tab.resize(1200, 900)
    show(tab, desk, client_id)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    return tab


def show(tab: TabPage, desk: Desk, client_id: ClientId) -> None:
    tab.show_workspace(desk.clients.workspace(client_id, desk.clock()))


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, name: str) -> Button:
    return next(one for one in widget.findChildren(Button) if one.accessibleName() == name)


def held(desk: Desk, client_id: ClientId) -> SessionId:
    session = desk.sessions.start(client_id)
    desk.sessions.end(session.head.id)
    return session.head.id


# -- sessions and notes -------------------------------------------------------------------------


def test_sessions_are_grouped_by_their_infusion(
    desk: Desk, infusions: InfusionService, maren: ClientId, qtbot: QtBot
) -> None:
    give(infusions, maren, local(13, 10))
    held(desk, maren)
    tab = opened(SessionsTab, desk, maren, qtbot)
    assert "Infusion 1: day +2" in words_on(tab)


def test_enter_opens_the_session_until_there_is_a_note(
    desk: Desk, infusions: InfusionService, maren: ClientId, qtbot: QtBot
) -> None:
    give(infusions, maren, local(13, 10))
    session_id = held(desk, maren)
    tab = opened(SessionsTab, desk, maren, qtbot)
    tab.focus_first()
    with qtbot.waitSignal(tab.go_requested) as went:
        QTest.keyClick(tab.lists[0].buttons()[0], Qt.Key.Key_Space)
    assert went.args[0] == Go("session", client_id=maren, thing=session_id)
    note_id = desk.notes.draft_from(session_id)
    show(tab, desk, maren)
    with qtbot.waitSignal(tab.go_requested) as went:
        tab.open(session_id)
    assert went.args[0] == Go("note", client_id=maren, thing=note_id)


def test_the_list_shows_only_drafts_when_asked(
    desk: Desk, infusions: InfusionService, maren: ClientId, qtbot: QtBot
) -> None:
    give(infusions, maren, local(13, 10))
    held(desk, maren)
    tab = opened(SessionsTab, desk, maren, qtbot)
    tab.filter.pick(1)
    assert not tab.lists
    qtbot.waitUntil(lambda: "No draft waits" in words_on(tab))


# -- measures -----------------------------------------------------------------------------------


def answer(desk: Desk, client_id: ClientId, measure: str, values: list[int]) -> None:
    sitting_id = desk.measures.begin(client_id, measure)
    for item, value in enumerate(values, start=1):
        desk.measures.put(sitting_id, str(item), value)
    desk.measures.finish(sitting_id)


def test_a_score_stands_with_its_change_since_the_start(
    desk: Desk, clock: Clock, maren: ClientId, qtbot: QtBot
) -> None:
    answer(desk, maren, "gad7", [2] * 7)
    clock.forward(days=7)
    answer(desk, maren, "gad7", [1] * 7)
    tab = opened(MeasuresTab, desk, maren, qtbot)
    assert [tab.scores.index(row, 2).data() for row in (0, 1)] == ["7 (−7)", "14"]


def test_a_score_over_an_infusion_is_hollow_and_says_why(
    desk: Desk, clock: Clock, infusions: InfusionService, maren: ClientId, qtbot: QtBot
) -> None:
    give(infusions, maren, local(10, 10))
    answer(desk, maren, "phq9", [1] * 8 + [0])
    tab = opened(MeasuresTab, desk, maren, qtbot)
    assert str(tab.scores.index(0, 2).data()).startswith("○ 8")
    assert "spans an infusion" in words_on(tab)


def test_a_measure_that_is_not_offered_says_why(
    desk: Desk, infusions: InfusionService, maren: ClientId, qtbot: QtBot
) -> None:
    give(infusions, maren, local(14, 10))
    tab = opened(MeasuresTab, desk, maren, qtbot)
    assert words_on(tab).count("Not within 72 hours") == 3
    with qtbot.waitSignal(tab.go_requested) as went:
        button(tab, "WHO-5: Hand over").click()
    assert went.args[0] == Go("measure", client_id=maren, thing="who5", act="client")


def test_what_was_begun_waits_and_can_be_discarded_and_come_back(
    desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    sitting_id = desk.measures.begin(maren, "phq9")
    desk.measures.put(sitting_id, "1", 2)
    tab = opened(MeasuresTab, desk, maren, qtbot)
    assert "1 of 9 answered" in words_on(tab)
    with qtbot.waitSignal(tab.undo_offered) as offered:
        button(tab, "PHQ-9: Discard").click()
    assert not desk.measures.half_way(maren)
    offered.args[1]()
    assert desk.measures.half_way(maren)


# -- goals --------------------------------------------------------------------------------------


def test_a_goal_and_a_commitment_are_added_in_the_clients_words(
    desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    tab = opened(GoalsTab, desk, maren, qtbot)
    tab.focus_first()
    QTest.keyClicks(tab.new_goal, "Reach out before it gets dark")
    QTest.keyClick(tab.new_goal, Qt.Key.Key_Return)
    QTest.keyClicks(tab.cards[0].step, "Call my sister on Sunday")
    QTest.keyClick(tab.cards[0].step, Qt.Key.Key_Return)
    (goal,) = desk.threads.goals(maren)
    assert goal.words == "Reach out before it gets dark"
    assert [step.words for step in goal.actions] == ["Call my sister on Sunday"]
    assert "%" not in words_on(tab)


def test_how_a_commitment_went_is_one_choice(desk: Desk, maren: ClientId, qtbot: QtBot) -> None:
    goal_id = desk.threads.add_goal(maren, "Sleep by 23:30")
    desk.threads.add_action(maren, "Phone in the kitchen", [("goal_id", goal_id)])
    tab = opened(GoalsTab, desk, maren, qtbot)
    tab.cards[0].rows[0].status.activated.emit(2)
    assert desk.threads.goals(maren)[0].actions[0].status == "partly"


def test_words_of_a_goal_write_themselves(desk: Desk, maren: ClientId, qtbot: QtBot) -> None:
    desk.threads.add_goal(maren, "Sleep")
    tab = opened(GoalsTab, desk, maren, qtbot)
    QTest.keyClicks(tab.cards[0].progress, "4 of 5 nights")
    desk.autosave.flush()
    assert desk.threads.goals(maren)[0].progress == "4 of 5 nights"


# -- safety plan --------------------------------------------------------------------------------


def test_a_plan_changed_on_another_day_is_a_new_version(
    desk: Desk, clock: Clock, maren: ClientId, qtbot: QtBot
) -> None:
    tab = opened(PlanTab, desk, maren, qtbot)
    QTest.keyClicks(tab.fields["warning_signs"], "Letting the phone ring out")
    desk.autosave.flush()
    clock.forward(days=3)
    QTest.keyClicks(tab.fields["reasons_for_living"], "The garden")
    desk.autosave.flush()
    newest, first = desk.safety.plan_versions(maren)
    assert newest.parts["reasons_for_living"] == ("The garden",)
    assert (newest.version, first.version) == (2, 1)
    assert not first.parts.get("reasons_for_living")


def test_an_earlier_version_is_only_read(desk: Desk, maren: ClientId, qtbot: QtBot) -> None:
    desk.safety.save_plan(maren, {"warning_signs": ("Old sign",)}, date(2026, 10, 1))
    desk.safety.save_plan(maren, {"warning_signs": ("New sign",)}, date(2026, 10, 8))
    tab = opened(PlanTab, desk, maren, qtbot)
    tab.versions.select(1)
    tab.versions.activated.emit(1)
    field = tab.fields["warning_signs"]
    assert field.text() == "Old sign"
    QTest.keyClicks(field, "x")
    desk.autosave.flush()
    plan = desk.safety.plan(maren)
    assert plan is not None
    assert plan.parts["warning_signs"] == ("New sign",)


def test_a_follow_up_is_closed_only_with_a_sentence(desk: Desk, maren: ClientId, qtbot: QtBot) -> None:
    desk.safety.open(maren, "phq9:item9", "PHQ-9 item 9 was above 0")
    tab = opened(PlanTab, desk, maren, qtbot)
    tab.follow_ups[0].close_button.click()
    assert desk.safety.open_follow_ups(maren)
    QTest.keyClicks(tab.follow_ups[0].words, "Spoke on Friday, plan holds")
    tab.follow_ups[0].close_button.click()
    assert not desk.safety.open_follow_ups(maren)
    assert not tab.follow_ups


# -- details ------------------------------------------------------------------------------------


def typed(tab: DetailsTab, name: str, words: str) -> None:
    control = tab.fields[name].control
    assert isinstance(control, TextField)
    control.setFocus()
    control.selectAll()
    QTest.keyClicks(control, words)
    control.clearFocus()


def test_details_write_themselves_field_by_field(desk: Desk, maren: ClientId, qtbot: QtBot) -> None:
    tab = opened(DetailsTab, desk, maren, qtbot)
    typed(tab, "phone", "(555) 0163")
    desk.autosave.flush()
    assert desk.clients.get(maren).details.phone == "(555) 0163"


@pytest.mark.parametrize("name", ["file_no", "legal_name"])
def test_a_refused_value_is_said_beside_its_field_and_nothing_changes(
    desk: Desk, maren: ClientId, qtbot: QtBot, name: str
) -> None:
    other = desk.clients.add(ClientDetails("Idris Bellamy"))
    before = desk.clients.get(maren).details
    tab = opened(DetailsTab, desk, maren, qtbot)
    typed(tab, name, other.file_no if name == "file_no" else " ")
    assert tab.fields[name].message()
    assert desk.clients.get(maren).details == before


def test_a_name_that_is_too_long_says_so_while_it_is_typed(desk: Desk, maren: ClientId, qtbot: QtBot) -> None:
    tab = opened(DetailsTab, desk, maren, qtbot)
    field = tab.fields["preferred_name"]
    control = field.control
    assert isinstance(control, TextField)
    QTest.keyClicks(control, "Mary")
    desk.autosave.flush()
    control.selectAll()
    control.insert("x" * 299)
    QTest.keyClicks(control, "x")
    desk.autosave.flush()
    assert field.message() == "This is 300 letters long, and up to 120 fit. What was there before is kept."
    assert desk.clients.get(maren).details.preferred_name == "Mary"
    control.selectAll()
    QTest.keyClicks(control, "M")
    assert field.message() == ""


def test_a_release_ends_when_the_client_takes_it_back(desk: Desk, maren: ClientId, qtbot: QtBot) -> None:
    desk.clients.add_release(maren, "Dr Adeyemi", date(2026, 9, 8), date(2027, 9, 8))
    tab = opened(DetailsTab, desk, maren, qtbot)
    button(tab, "Release to Dr Adeyemi: taken back today").click()
    assert desk.clients.releases(maren)[0].revoked_on == date(2026, 10, 15)
    qtbot.waitUntil(lambda: "taken back 15 Oct 2026" in words_on(tab))


def test_a_jotting_is_listed_by_date_and_read_only_when_opened(
    desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    session_id = held(desk, maren)
    desk.jottings.save(session_id, "countertransference, tired")
    tab = opened(DetailsTab, desk, maren, qtbot)
    assert "countertransference" not in words_on(tab)
    tab.private.rows.buttons()[0].click()
    (sheet,) = tab.findChildren(JottingSheet)
    assert "countertransference, tired" in words_on(sheet)
