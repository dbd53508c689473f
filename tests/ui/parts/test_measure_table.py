"""A counselor enters a questionnaire from paper or by telephone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.core.sittings import Sitting
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.measure_table import MeasureTable
from ketacounsel.ui.widgets.accessible import accessible_name
from tests.ui.seen import shown


def table_for(desk: Desk, qtbot: QtBot, client_id: ClientId, measure: str) -> MeasureTable:
    table = MeasureTable(desk, desk.measures.begin(client_id, measure))
    qtbot.addWidget(table)
    table.resize(900, 700)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.focus_first()
    return table


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def keys(text: str) -> None:
    for key in text:
        QTest.keyClicks(focused(), key)


def test_digits_answer_and_move_on(desk: Desk, qtbot: QtBot, maren: ClientId) -> None:
    table = table_for(desk, qtbot, maren, "phq9")
    keys("111100000")
    assert table.total == "4, minimal"
    keys("1")
    assert QApplication.focusWidget() is table.done
    with qtbot.waitSignal(table.finished) as told:
        QTest.keyClick(table.done, Qt.Key.Key_Space)
    sitting = told.args[0]
    assert isinstance(sitting, Sitting)
    assert (sitting.total, sitting.band, sitting.answers["difficulty"]) == (4, "minimal", 1)


def test_a_passed_over_item_is_marked_and_the_total_says_so(
    desk: Desk, qtbot: QtBot, maren: ClientId
) -> None:
    table = table_for(desk, qtbot, maren, "phq9")
    keys("21")
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    keys("111111")
    assert table.total == "9, 1 item missing"
    marked = [row.item.key for row in table.rows if "Not answered" in shown(row)]
    assert marked == ["3"]


def test_delete_takes_an_answer_away(desk: Desk, qtbot: QtBot, maren: ClientId) -> None:
    table = table_for(desk, qtbot, maren, "gad7")
    keys("2")
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert table.total == "Nothing answered yet"
    desk.autosave.flush()
    assert desk.measures.get(table.sitting_id).answers["1"] is None


def test_each_answer_is_on_disk_before_the_table_is_done(desk: Desk, qtbot: QtBot, maren: ClientId) -> None:
    table = table_for(desk, qtbot, maren, "phq9")
    keys("3")
    desk.autosave.flush()
    assert desk.measures.get(table.sitting_id).answers == {"1": 3}


def test_item_9_above_0_asks_to_look_at_safety_however_low_the_total(
    desk: Desk, qtbot: QtBot, maren: ClientId
) -> None:
    table = table_for(desk, qtbot, maren, "phq9")
    keys("000000001")
    assert "Item 9 was answered above 0. Ask about safety today." in shown(table)
    table.finish()
    assert desk.safety.open_follow_ups(maren)


def test_question_5_of_asq_is_asked_only_after_a_yes(desk: Desk, qtbot: QtBot, maren: ClientId) -> None:
    table = table_for(desk, qtbot, maren, "asq")
    assert not table.rows[4].is_open
    keys("nnyn")
    assert table.rows[4].is_open
    keys("n")
    assert table.total == "Non-acute positive"


def test_who5_is_answered_by_its_points(desk: Desk, qtbot: QtBot, maren: ClientId) -> None:
    table = table_for(desk, qtbot, maren, "who5")
    keys("54321")
    assert table.total.startswith("60")


def test_half_an_hour_later_it_goes_on_where_it_stopped(desk: Desk, qtbot: QtBot, maren: ClientId) -> None:
    table = table_for(desk, qtbot, maren, "phq9")
    keys("12")
    desk.autosave.flush()
    again = table_for(desk, qtbot, maren, "phq9")
    assert again.sitting_id == table.sitting_id
    assert again.total == "3, 7 items missing"
    assert "Trouble falling" in accessible_name(focused())


@pytest.mark.parametrize("measure", ["phq9", "gad7", "pcl5", "who5", "asq"])
def test_every_answer_has_words_for_a_screen_reader(
    desk: Desk, qtbot: QtBot, maren: ClientId, measure: str
) -> None:
    table = table_for(desk, qtbot, maren, measure)
    for row in table.rows:
        for option, choice in zip(row.options(), row.choices, strict=True):
            assert accessible_name(option) == f"{row.item.text}: {choice.value}, {choice.text}"
            assert option.height() >= 40
