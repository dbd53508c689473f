"""A session as a counselor runs it: by click and by key, with every word on its way to the disk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.errors import NotOnDisk
from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.session.fields.rows import RowsEditor
from ketacounsel.ui.screens.session.fields.scales import ScaleEditor
from ketacounsel.ui.screens.session.view import SessionScreen
from tests.services.harbor_lane import Clock
from tests.ui.seen import choose, shown
from tests.ui.session.at_work import answer, page, press, running, stored, words_field

pytestmark = pytest.mark.usefixtures("session")


def test_a_session_starts_at_once_with_the_template_that_fits_and_says_why(session: SessionScreen) -> None:
    assert running(session).head.template_id == "integration_early"
    assert "after infusion 1" in " ".join(shown(session.frame.steps))
    assert session.frame.steps.change.isVisible()


def test_the_keyboard_is_in_the_first_empty_field_and_the_prompt_names_the_weekday(
    session: SessionScreen, qtbot: QtBot
) -> None:
    assert "Tuesday" in page(session).prompt.text()
    focus = QApplication.focusWidget()
    assert focus is not None and page(session).editors["agenda"].isAncestorOf(focus)


def test_what_is_typed_is_on_disk_while_typing_goes_on(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    session.acting.go_to("tell")
    area = words_field(session, "for_the_note").area
    area.setFocus()
    QTest.keyClicks(area, "A house with every window lit.")
    qtbot.waitUntil(lambda: ("tell", "for_the_note") in stored(desk, session))
    QTest.keyClicks(area, " Then the door.")
    qtbot.waitUntil(
        lambda: (
            stored(desk, session)["tell", "for_the_note"] == "A house with every window lit. Then the door."
        )
    )
    assert area.hasFocus()


def test_digits_answer_the_ratings_one_after_the_other(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    mood = page(session).editors["mood"]
    assert isinstance(mood, ScaleEditor)
    mood.take_keyboard()
    for key in (Qt.Key.Key_6, Qt.Key.Key_3, Qt.Key.Key_X):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    desk.autosave.flush()
    answers = stored(desk, session)
    assert [answers["arrive", name] for name in ("mood", "anxiety", "hopefulness")] == [6, 3, 10]


def test_a_digit_typed_beside_the_fields_answers_the_first_empty_rating(
    session: SessionScreen, qtbot: QtBot
) -> None:
    session.frame.foot.back.setFocus()
    session.frame.foot.next.setFocus()
    QTest.keyClick(session.frame.foot.next, Qt.Key.Key_4)
    assert page(session).editors["mood"].value() == 4


def test_next_names_the_step_it_opens_and_ticks_the_one_that_was_left(
    session: SessionScreen, qtbot: QtBot
) -> None:
    QTest.keyClicks(page(session).editors["agenda"].findChildren(QWidget)[0].window().focusWidget(), "Sleep")
    assert session.frame.foot.next.text() == "Next: Safety first"
    press(qtbot, session.frame.foot.next)
    assert page(session).title.text() == "Safety first"
    assert [line.state for line in running(session).lines()][:2] == ["done", "current"]
    assert running(session).done_words() == "1 of 8 done"


def test_the_session_stands_at_the_same_step_on_disk(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    session.acting.go_to("meaning")
    qtbot.waitUntil(lambda: desk.sessions.open(running(session).id).current_step == "meaning")


def test_another_way_to_ask_shows_the_next_prompt_and_comes_round(
    session: SessionScreen, qtbot: QtBot
) -> None:
    first = page(session).prompt.text()
    other = next(
        one for one in page(session).findChildren(QPushButton) if one.text().startswith("Another way")
    )
    press(qtbot, other)
    assert page(session).prompt.text() != first
    press(qtbot, other)
    press(qtbot, other)
    assert page(session).prompt.text() == first


def test_alt_and_a_number_go_to_a_step_and_alt_left_goes_back(session: SessionScreen, qtbot: QtBot) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert running(session).current == "feel"
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert running(session).current == "meaning"


def test_ctrl_j_goes_to_the_private_jotting_and_back_and_its_words_stay_apart(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    before = QApplication.focusWidget()
    assert before is not None
    QTest.keyClick(before, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    area = session.frame.side.jotting.area
    assert area.hasFocus()
    QTest.keyClicks(area, "Door again.")
    QTest.keyClick(area, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is before
    desk.autosave.flush()
    assert desk.sessions.jotting(running(session).id) == "Door again."
    assert "Door again." not in str(stored(desk, session))


def test_the_infusion_stands_beside_the_session(session: SessionScreen) -> None:
    said = " ".join(
        label.text() for label in session.frame.side.facts.findChildren(QWidget) if hasattr(label, "text")
    )
    assert "Infusion 1" in said and "Tue 13 Oct, 10:15" in said and "Not received" in said


def test_skipping_a_step_asks_why_only_when_its_answer_is_wanted_at_signing(
    session: SessionScreen, desk: Desk
) -> None:
    session.acting.go_to("feel")
    session.acting.skip()
    assert running(session).current == "live"
    session.acting.go_to("meaning")
    session.acting.skip()
    answer(session, "Too early")
    assert ("meaning", "insights") in desk_reasons(desk, session)


def desk_reasons(desk: Desk, session: SessionScreen) -> set[tuple[str, str]]:
    from ketacounsel.core.sessions import reasons

    return set(reasons(desk.sessions.open(running(session).id).steps))


def test_a_step_can_be_added_where_the_session_is(session: SessionScreen) -> None:
    session.acting.add_step()
    answer(session, "The dream on Wednesday")
    assert page(session).title.text() == "The dream on Wednesday"
    assert [line.title for line in running(session).lines()][:2] == ["Arrive", "The dream on Wednesday"]


def test_the_template_can_be_changed_until_something_is_entered(session: SessionScreen, qtbot: QtBot) -> None:
    press(qtbot, session.frame.steps.change)
    choose(session.window(), "Preparation 2: intention, set and setting")
    assert running(session).template.id == "prep_2"
    page(session).editors["mood"].type_digit("5")
    assert not session.frame.steps.change.isVisible()


def test_a_session_by_video_asks_where_the_client_is(session: SessionScreen, qtbot: QtBot) -> None:
    where = page(session).editors["where_client_is"]
    assert where.isHidden()
    press(qtbot, session.frame.steps.held)
    choose(session.window(), "By video")
    assert not where.isHidden()


def test_the_clock_counts_minutes_and_says_what_is_over(session: SessionScreen, clock: Clock) -> None:
    clock.forward(minutes=31)
    session.show_clock()
    assert "31 of 58 min" in shown(session.frame.top)
    clock.forward(minutes=29)
    session.show_clock()
    assert "60 min, 2 over" in shown(session.frame.top)


def test_a_pause_covers_everything_and_any_key_goes_on(
    session: SessionScreen, clock: Clock, qtbot: QtBot
) -> None:
    session.acting.pause()
    assert session.cover.isVisible() and session.cover.hasFocus()
    clock.forward(minutes=10)
    QTest.keyClick(session.cover, Qt.Key.Key_Space)
    assert not session.cover.isVisible()
    assert running(session).minutes()[0] == 0


def test_a_second_session_asks_in_place_and_pauses_the_first(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    first = running(session).id
    idris = desk.clients.add(ClientDetails("Idris Bellamy")).id
    session.arrive(Go("session", client_id=idris, act="start"))
    assert session.notice.title.text() == "Maren’s session is running (0 min)"
    go_on = next(one for one in session.notice.findChildren(QPushButton) if "Pause it" in one.text())
    press(qtbot, go_on)
    assert running(session).side.client_name == "Idris Bellamy"
    assert desk.sessions.open(first).head.state == "paused"


def test_leaving_lets_the_session_run_and_coming_back_finds_the_same_caret(
    session: SessionScreen, desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    session.acting.go_to("tell")
    area = words_field(session, "for_the_note").area
    area.setFocus()
    QTest.keyClicks(area, "A house with every window lit.")
    words_field(session, "for_the_note").set_caret(7)
    place = session.place()
    session.leave()
    again = SessionScreen(desk)
    qtbot.addWidget(again)
    again.show()
    again.arrive(Go("session", client_id=maren))
    again.return_to(place)
    assert running(again).current == "tell"
    assert words_field(again, "for_the_note").area.textCursor().position() == 7
    assert "house" not in str(place)
    again.forget()


def test_words_that_the_disk_refuses_stay_and_are_said_not_to_be_on_disk(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    session.acting.go_to("tell")
    desk.autosave.flush()
    desk.autosave.refused.emit(NotOnDisk())
    band = session.frame.band
    assert band.isVisible() and "15:04" in band.message() and "every 10 seconds" in band.message()
    assert session.frame.top.saved.text() == "Not on disk"
    area = words_field(session, "for_the_note").area
    QTest.keyClicks(area, "Still here.")
    press(qtbot, band.retry)
    assert not band.isVisible()
    assert stored(desk, session)["tell", "for_the_note"] == "Still here."


def test_client_view_leaves_the_quiet_cover_to_the_window(session: SessionScreen, qtbot: QtBot) -> None:
    assert session.client_view() is False
    with qtbot.waitSignal(session.client_view_requested):
        session.frame.top.client_view_requested.emit()


def test_a_row_that_was_taken_out_can_be_brought_back(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    session.acting.go_to("live")
    steps = page(session).editors["actions"]
    assert isinstance(steps, RowsEditor)
    steps.set_value([{"action": "Call Ania"}, {"action": "Walk to the river"}])
    with qtbot.waitSignal(session.undo_offered) as offered:
        steps.cards[1].remove_requested.emit()
    assert steps.value() == [{"action": "Call Ania"}]
    _, undo = offered.args
    undo()
    desk.autosave.flush()
    assert stored(desk, session)["live", "actions"] == [
        {"action": "Call Ania"},
        {"action": "Walk to the river"},
    ]


def test_going_on_with_a_paused_session_while_another_runs_asks_in_place(
    session: SessionScreen, desk: Desk, qtbot: QtBot
) -> None:
    session.acting.pause()
    desk.sessions.start(desk.clients.add(ClientDetails("Idris Bellamy")).id)
    QTest.keyClick(session.cover, Qt.Key.Key_Space)
    assert session.notice.isVisible()
    assert session.notice.title.text() == "Idris’s session is running (0 min)"
