"""The computer is handed to a client, and handed back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.services.infusions import InfusionService
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.parts.client_form import THANKS
from ketacounsel.ui.parts.counselor_pin import CounselorPinSheet
from ketacounsel.ui.screens.measure.client_page import ClientPage
from ketacounsel.ui.screens.measure.view import MeasureScreen
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.overlay import Overlay
from tests.services.harbor_lane import PIN, give, local


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> MeasureScreen:
    made = MeasureScreen(desk)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def handed_over(screen: MeasureScreen, client_id: ClientId, measure: str = "phq9") -> ClientPage:
    screen.arrive(Go("measure", client_id=client_id, thing=measure, act="client"))
    assert screen.client_page is not None
    return screen.client_page


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_client_sees_no_name_no_title_and_no_score(screen: MeasureScreen, maren: ClientId) -> None:
    page = handed_over(screen, maren)
    press(Qt.Key.Key_4, Qt.Key.Key_Right)
    seen = words_on(page)
    assert "Question 2 of 9" in seen
    for secret in ("Maren", "Ostrowski", "PHQ", "depression", "score", "27"):
        assert secret not in seen


def test_an_answer_is_chosen_first_and_then_next(screen: MeasureScreen, maren: ClientId) -> None:
    form = handed_over(screen, maren).form
    press(Qt.Key.Key_2)
    assert (form.at, form.answers) == (0, {"1": 1})
    press(Qt.Key.Key_Right)
    assert form.at == 1
    press(Qt.Key.Key_Right)
    assert form.at == 1
    press(Qt.Key.Key_Left)
    assert form.at == 0
    assert form.tiles[1].isChecked()


def test_nine_answers_lead_to_thanks_and_are_scored_for_the_counselor(
    screen: MeasureScreen, desk: Desk, maren: ClientId
) -> None:
    page = handed_over(screen, maren)
    for _ in range(9):
        press(Qt.Key.Key_2, Qt.Key.Key_Right)
    assert "One more question" in words_on(page)
    press(Qt.Key.Key_1, Qt.Key.Key_Right)
    assert THANKS in words_on(page)
    (sitting,) = desk.measures.history(maren)
    assert (sitting.total, sitting.band, sitting.mode) == (9, "mild", "client")
    assert desk.safety.open_follow_ups(maren)


def test_a_question_left_unanswered_on_purpose_is_no_no(
    screen: MeasureScreen, desk: Desk, maren: ClientId
) -> None:
    form = handed_over(screen, maren).form
    form.decline.click()
    assert form.at == 1
    desk.autosave.flush()
    assert desk.measures.half_way(maren)[0].answers == {"1": None}


def test_only_the_pin_leads_back(screen: MeasureScreen, maren: ClientId, qtbot: QtBot) -> None:
    page = handed_over(screen, maren)
    assert screen.keeps_window
    page.hand_back.click()
    (sheet,) = screen.findChildren(CounselorPinSheet)
    with qtbot.assertNotEmitted(screen.go_requested):
        sheet.pin.filled.emit("000000")
    assert "Nothing was opened" in words_on(sheet)
    with qtbot.waitSignal(screen.go_requested) as went:
        sheet.pin.filled.emit(PIN)
    assert went.args[0].tab == "measures"
    assert not screen.keeps_window


def test_handed_back_before_the_last_question_item_9_still_counts(
    screen: MeasureScreen, desk: Desk, maren: ClientId
) -> None:
    page = handed_over(screen, maren)
    for _ in range(8):
        press(Qt.Key.Key_1, Qt.Key.Key_Right)
    press(Qt.Key.Key_2)
    assert not desk.safety.open_follow_ups(maren)
    page.hand_back.click()
    (sheet,) = screen.findChildren(CounselorPinSheet)
    sheet.pin.filled.emit(PIN)
    (follow_up,) = desk.safety.open_follow_ups(maren)
    assert follow_up.because_words == "PHQ-9 item 9 was above 0"
    assert desk.measures.half_way(maren)


def test_escape_leads_nowhere(screen: MeasureScreen, maren: ClientId, qtbot: QtBot) -> None:
    handed_over(screen, maren)
    with qtbot.assertNotEmitted(screen.go_requested):
        press(Qt.Key.Key_Escape)
    assert screen.client_view()


def test_after_a_lock_the_client_goes_on_at_the_same_question(
    screen: MeasureScreen, desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    handed_over(screen, maren)
    press(Qt.Key.Key_1, Qt.Key.Key_Right, Qt.Key.Key_1, Qt.Key.Key_Right)
    place = screen.place()
    desk.autosave.flush()
    again = MeasureScreen(desk)
    qtbot.addWidget(again)
    again.show()
    again.return_to(place)
    assert again.client_page is not None
    assert again.client_page.form.at == 2


def test_phq9_is_not_given_within_72_hours_but_an_earlier_form_may_be_entered(
    screen: MeasureScreen, infusions: InfusionService, maren: ClientId
) -> None:
    give(infusions, maren, local(14, 10))
    screen.arrive(Go("measure", client_id=maren, thing="phq9", act="table"))
    assert screen.table is None
    assert "72 hours" in words_on(screen)
    screen.arrive(Go("measure", client_id=maren, thing="phq9", act="paper"))
    assert screen.table is not None


def test_asq_is_asked_by_the_counselor_and_never_handed_over(screen: MeasureScreen, maren: ClientId) -> None:
    screen.arrive(Go("measure", client_id=maren, thing="asq", act="client"))
    assert screen.client_page is None
    assert screen.table is not None
    assert not screen.table.hand_over.isVisible()


def test_what_a_client_presses_is_large_and_named(screen: MeasureScreen, maren: ClientId) -> None:
    page = handed_over(screen, maren)
    form = page.form
    for part in (*form.tiles, form.decline, form.next, page.hand_back, page.size_button):
        assert part.height() >= 56
        assert accessible_name(part)
    assert {tile.height() for tile in form.tiles} == {76}


def test_no_key_of_the_window_leads_to_the_record_meanwhile(
    desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    shell = Shell(desk)
    qtbot.addWidget(shell)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    shell.offer_undo("The PHQ-9 that was begun is discarded.", lambda: None)
    shell.go(Go("measure", client_id=maren, thing="phq9", act="client"))
    lent = shell.here
    assert isinstance(lent, MeasureScreen)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_K, Qt.Key.Key_Comma, Qt.Key.Key_Return, Qt.Key.Key_Z):
        QTest.keyClick(shell, key, control)
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F6, Qt.Key.Key_F9, Qt.Key.Key_Escape):
        QTest.keyClick(shell, key)
    assert shell.here is lent
    assert lent.client_page is not None
    assert lent.client_page.isVisible()
    assert not shell.findChildren(Overlay)
    assert "discarded" not in words_on(shell)
    QTest.keyClick(shell, Qt.Key.Key_H, control | shift)
    assert len(shell.findChildren(CounselorPinSheet)) == 1
    shell.close()
