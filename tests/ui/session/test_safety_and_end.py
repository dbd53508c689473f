"""The safety follow-up as a quiet step of the session, and the one sheet at its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.session.end_sheet import EndSheet
from ketacounsel.ui.screens.session.fields.scales import ScaleEditor
from ketacounsel.ui.screens.session.safety_page import SafetyPage
from ketacounsel.ui.screens.session.step_page import StepPage
from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.when import day_and_time
from ketacounsel.ui.widgets.rows import RowButton
from tests.services.harbor_lane import Clock
from tests.ui.seen import shown, the
from tests.ui.session.at_work import press, running

pytestmark = pytest.mark.usefixtures("session")


def rate_not_wanting_to_live(session: SessionScreen, value: int) -> None:
    here = session.pages.here
    assert isinstance(here, StepPage)
    editor = here.editors["not_wanting_to_live"]
    assert isinstance(editor, ScaleEditor)
    editor.scale.pick(value)


def safety_page(session: SessionScreen) -> SafetyPage:
    here = session.pages.here
    assert isinstance(here, SafetyPage)
    return here


def said(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def end_sheet(session: SessionScreen) -> EndSheet:
    return the(session.window(), EndSheet)


def test_a_rating_above_0_is_followed_by_a_safety_step_and_nothing_pops_up(
    session: SessionScreen, qtbot: QtBot
) -> None:
    rate_not_wanting_to_live(session, 2)
    assert session.frame.foot.next.text() == "Next: Safety follow-up"
    assert running(session).open_follow_ups() == ()
    press(qtbot, session.frame.foot.next)
    assert [line.title for line in running(session).lines()][:3] == [
        "Arrive",
        "Safety follow-up",
        "Safety first",
    ]
    assert "Thoughts of not wanting to live: 2 of 10" in said(safety_page(session))


def test_a_slip_that_is_put_right_before_going_on_opens_nothing(session: SessionScreen, qtbot: QtBot) -> None:
    rate_not_wanting_to_live(session, 1)
    rate_not_wanting_to_live(session, 0)
    press(qtbot, session.frame.foot.next)
    assert running(session).current == "safety"
    assert running(session).follow_ups == {}


def test_a_screen_answered_half_way_is_followed_by_the_safety_step(
    session: SessionScreen, desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    session.acting.go_to("safety")
    sitting = desk.measures.begin(maren, "asq", running(session).id)
    desk.measures.put(sitting, desk.measures.measures()["asq"].items[0].key, 1)
    press(qtbot, session.frame.foot.next)
    assert "the ASQ screen was positive" in " ".join(shown(session.frame.steps))
    assert running(session).is_safety(running(session).current)


def test_item_9_is_shown_with_its_answer_the_total_and_its_course(
    session: SessionScreen, desk: Desk, clock: Clock, maren: ClientId
) -> None:
    desk.sessions.end(running(session).id)
    session.forget()
    clock.forward(days=7)
    session.arrive(Go("session", client_id=maren, act="start"))
    sitting = desk.measures.begin(maren, "phq9", running(session).id)
    for number, item in enumerate(desk.measures.measures()["phq9"].items):
        desk.measures.put(sitting, item.key, 1 if number == 8 else 2 if number < 6 else 0)
    desk.measures.finish(sitting)
    session.acting.take_scored()
    session.acting.go_to(next(line.key for line in running(session).lines() if line.safety))
    words = said(safety_page(session))
    assert "PHQ-9 item 9: “Several days”" in words
    assert "Total today 13, moderate" in words
    assert "today" in words
    assert "PHQ-9 item 9 was above 0" in " ".join(shown(session.frame.steps))


def test_what_was_asked_decided_and_agreed_is_on_disk_and_recorded(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    session.acting.check_safety()
    page = safety_page(session)
    page.topics["wish_to_be_dead"].pick(1)
    page.topics["method_plan_intent"].pick(0)
    press(qtbot, page.tiles["continue_plan_reviewed"])
    QTest.keyClicks(page.words, "Passive, on two evenings.")
    page.day.setFocus()
    page.day.selectAll()
    QTest.keyClicks(page.day, "16 Oct")
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    press(qtbot, session.frame.foot.next)
    (follow_up,) = desk.safety.of_session(running(session).id)
    assert follow_up.state == "recorded"
    assert follow_up.asked == {"wish_to_be_dead": "yes", "method_plan_intent": "no"}
    assert follow_up.decisions == ("continue_plan_reviewed",)
    assert follow_up.words == "Passive, on two evenings."
    assert follow_up.check_in_at is not None
    assert running(session).current == "safety"


def test_the_program_never_names_a_level_of_risk(session: SessionScreen) -> None:
    session.acting.check_safety()
    words = said(session).lower()
    assert not any(level in words for level in ("low risk", "high risk", "moderate risk", "risk level"))


def test_not_now_shows_it_again_before_the_session_ends(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    session.acting.check_safety()
    press(qtbot, session.frame.foot.defer)
    assert running(session).current == "safety"
    session.acting.end()
    sheet = end_sheet(session)
    press(qtbot, sheet.draft)
    assert desk.sessions.open(running(session).id).head.state == "running"
    QTest.keyClicks(sheet.reason, "Her sister came early; we speak tomorrow at nine")
    press(qtbot, sheet.only)
    (follow_up,) = desk.safety.open_follow_ups()
    assert follow_up.left_open_reason.startswith("Her sister came early")


def test_the_safety_plan_stands_beside_the_follow_up(
    session: SessionScreen, desk: Desk, maren: ClientId
) -> None:
    desk.safety.save_plan(maren, {"warning_signs": ("Pacing after midnight",)}, datetime(2026, 10, 5).date())
    session.acting.check_safety()
    assert session.frame.side.plan is not None
    assert "Pacing after midnight" in said(session.frame.side.plan)
    assert session.frame.side.facts.isHidden()
    session.acting.go_to("tell")
    assert session.frame.side.plan is None


def test_the_end_lists_what_is_still_empty_and_goes_there(session: SessionScreen, qtbot: QtBot) -> None:
    session.acting.end()
    rows = end_sheet(session).findChildren(RowButton)
    titles = [one.view.title for one in rows]
    assert "Safety first: ASQ screen" in titles and "Emotions and body" in titles
    press(qtbot, rows[titles.index("Emotions and body")])
    assert running(session).current == "feel"
    assert not session.acting.has_sheet()


def test_the_length_can_be_put_right_and_never_runs_backwards(
    session: SessionScreen, desk: Desk, clock: Clock, qtbot: QtBot
) -> None:
    session_id = running(session).id
    clock.forward(minutes=50)
    session.acting.end()
    sheet = end_sheet(session)
    sheet.end.setText("13:00")
    sheet.end.left.emit()
    press(qtbot, sheet.only)
    assert desk.sessions.open(session_id).head.state == "running"
    sheet.end.setText("14:40")
    sheet.end.left.emit()
    press(qtbot, sheet.only)
    head = desk.sessions.open(session_id).head
    assert head.ended_at is not None and head.started_at is not None
    assert round((head.ended_at - head.started_at).total_seconds() / 60) == 48


def test_the_next_session_is_proposed_and_booked_by_one_press(
    session: SessionScreen, desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    session.acting.end()
    sheet = end_sheet(session)
    book = next(one for one in sheet.findChildren(QPushButton) if one.text() == "Book it")
    assert "Thu 22 Oct, 13:30" in said(sheet)
    press(qtbot, book)
    press(qtbot, sheet.only)
    booked = [one for one in desk.sessions.list(maren) if one.state == "booked"]
    assert len(booked) == 1


def test_a_session_that_is_in_the_book_is_not_offered_again(
    session: SessionScreen, desk: Desk, maren: ClientId, clock: Clock, qtbot: QtBot
) -> None:
    at = clock() + timedelta(days=7)
    desk.sessions.book(maren, at, zone=desk.zone)
    session.acting.end()
    sheet = end_sheet(session)
    assert "Book it" not in shown(sheet)
    assert f"{day_and_time(at, desk.zone)}, booked" in shown(sheet)
    press(qtbot, sheet.only)


def test_the_end_says_the_time_that_the_step_says(
    session: SessionScreen, desk: Desk, clock: Clock, qtbot: QtBot
) -> None:
    runner = running(session)
    at = clock() + timedelta(days=7)
    step = next(one for one in runner.visible() if any(field.feeds == "next_session" for field in one.fields))
    field = next(one for one in step.fields if one.feeds == "next_session")
    runner.answers[step.key, field.key] = at.isoformat()
    session.acting.end()
    sheet = end_sheet(session)
    assert "Book it" not in shown(sheet)
    assert day_and_time(at, desk.zone) in shown(sheet)
    press(qtbot, sheet.only)


def test_the_note_is_drafted_and_the_way_back_stays_for_the_day(
    session: SessionScreen, desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    session_id = running(session).id
    session.acting.end()
    with qtbot.waitSignal(session.go_requested) as gone:
        press(qtbot, end_sheet(session).draft)
    (go,) = gone.args
    assert (go.screen, go.thing) == ("note", desk.notes.for_session(session_id))
    session.arrive(Go("session", client_id=maren, thing=session_id, act="reopen"))
    assert running(session).id == session_id
    assert desk.sessions.open(session_id).head.state == "running"


def test_a_measure_is_handed_over_and_the_runner_finds_its_answer_again(
    session: SessionScreen, desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    session.acting.go_to("safety")
    here = session.pages.here
    assert isinstance(here, StepPage)
    with qtbot.waitSignal(session.go_requested) as gone:
        press(qtbot, here.editors["asq"].findChildren(QPushButton)[0])
    (go,) = gone.args
    assert (go.screen, go.act) == ("measure", "client")
    for item in desk.measures.measures()["asq"].items[:4]:
        desk.measures.put(go.thing, item.key, 1 if item is desk.measures.measures()["asq"].items[1] else 0)
    desk.measures.finish(go.thing)
    session.arrive(Go("session", client_id=maren))
    assert not here.editors["asq"].is_blank()
    assert [line.title for line in running(session).lines()][2] == "Safety follow-up"


def test_a_look_at_a_booked_session_does_not_start_it(
    session: SessionScreen, desk: Desk, clock: Clock, maren: ClientId
) -> None:
    desk.sessions.end(running(session).id)
    session.forget()
    booked = desk.sessions.book(maren, clock() + timedelta(days=7), zone=desk.zone)
    session.arrive(Go("session", client_id=maren, thing=booked))
    assert session.notice.title.text() == "Booked for Thu 22 Oct, 13:52"
    assert desk.sessions.open(booked).head.state == "booked"
    session.arrive(Go("session", client_id=maren, thing=booked, act="start"))
    assert running(session).id == booked


def test_an_old_way_back_to_a_session_that_ended_starts_no_other(
    session: SessionScreen, desk: Desk, maren: ClientId
) -> None:
    desk.sessions.end(running(session).id)
    session.forget()
    session.arrive(Go("session", client_id=maren))
    assert session.notice.title.text() == "No session is running"
    assert desk.sessions.running() is None


def test_the_length_of_a_session_over_a_change_of_the_clocks_is_the_time_that_passed(
    session: SessionScreen, desk: Desk, maren: ClientId, clock: Clock
) -> None:
    desk.sessions.end(running(session).id)
    session.forget()
    clock.at = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # 00:30; at 02:00 it is 01:00 again
    session.arrive(Go("session", client_id=maren, act="start"))
    clock.forward(minutes=150)
    session.acting.end()
    sheet = end_sheet(session)
    assert (sheet.start.text(), sheet.end.text()) == ("00:30", "02:00")
    assert "150 min" in said(sheet)
    sheet.dismiss()
