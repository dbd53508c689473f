"""What a counselor does with the parts: keys, typing, pasting, taking back."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip_group import ChipGroup
from ketacounsel.ui.widgets.choice import ScaleRow, ThreeWay
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.focus import FocusRing
from ketacounsel.ui.widgets.long_text import LongText, part_walls
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.overlay import Question, Sheet
from ketacounsel.ui.widgets.pin import PinField
from ketacounsel.ui.widgets.rows import RowList, RowView
from ketacounsel.ui.widgets.slider import SliderRating
from ketacounsel.ui.widgets.when import read_date, read_time, say_date
from tests.ui.on_a_window import look, shown  # noqa: F401 - `look` dresses every test here

TODAY = date(2026, 10, 15)  # a Thursday


def test_digits_and_x_set_the_scale(qtbot: QtBot) -> None:
    scale = ScaleRow("How strong")
    window = shown(qtbot, scale)
    heard: list[int | None] = []
    scale.value_changed.connect(heard.append)
    scale.focus_first()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_7)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_X)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backspace)
    assert heard == [7, 10, None]


def test_showing_a_stored_value_is_no_edit(qtbot: QtBot) -> None:
    scale, number, words, rating = ScaleRow("a"), NumberField("b"), LongText("c"), SliderRating("d")
    window = shown(qtbot, scale, number, words, rating)
    heard: list[object] = []
    for signal in (scale.value_changed, number.value_changed, rating.value_changed):
        signal.connect(heard.append)
    words.text_edited.connect(lambda: heard.append("words"))
    scale.set_value(3)
    number.set_value(0.75)
    words.set_text("Calm, then very sad, then calm.")
    rating.set_value(4)
    scale.set_value(None)
    assert heard == []
    assert (scale.value(), number.value(), rating.value()) == (None, Decimal("0.75"), 4)
    assert window.isVisible()


def test_an_unasked_question_is_told_from_no(qtbot: QtBot) -> None:
    answer = ThreeWay("Wish to be dead")
    shown(qtbot, answer)
    assert answer.value() == ""
    answer.pick(2)
    assert answer.value() == "not_asked"
    assert accessible_name(answer.options()[2]) == "Wish to be dead: Not asked"


def test_themes_keep_their_order_and_survive_a_new_list(qtbot: QtBot) -> None:
    themes = ChipGroup(["Belonging", "Grief", "Family"], "Themes", allow_new=True)
    shown(qtbot, themes)
    with qtbot.waitSignal(themes.chosen_changed) as heard:
        themes.chips()[2].click()
    assert heard.args == [["Family"]]
    themes.set_labels(["Awe", "Family"])
    assert themes.chosen() == ["Family"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("13 Oct", date(2026, 10, 13)),
        ("Tue 13 Oct 2026", date(2026, 10, 13)),
        ("4 march 85", date(1985, 3, 4)),
        ("2026-10-13", date(2026, 10, 13)),
        ("13.10.26", date(2026, 10, 13)),
        ("tomorrow", date(2026, 10, 16)),
        ("tue", date(2026, 10, 20)),
        ("+7", date(2026, 10, 22)),
        ("31 Feb", None),
        ("soon", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, day: date | None) -> None:
    assert read_date(typed, TODAY) == day


def test_a_date_written_is_a_date_read() -> None:
    assert read_date(say_date(TODAY), TODAY) == TODAY


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("10:15", time(10, 15)),
        ("1015", time(10, 15)),
        ("9", time(9)),
        ("3pm", time(15)),
        ("12am", time(0)),
        ("25:00", None),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, moment: time | None) -> None:
    assert read_time(typed) == moment


def test_a_date_that_cannot_be_read_keeps_its_words(qtbot: QtBot) -> None:
    day, other = DateField("Check-in", today=lambda: TODAY), TextField("Other")
    shown(qtbot, day, other)
    day.setFocus()
    QTest.keyClicks(day, "next week or so")
    with qtbot.waitSignal(day.not_read):
        other.setFocus()
    assert day.text() == "next week or so"
    assert day.value() is None


def test_up_and_down_move_dates_and_times(qtbot: QtBot) -> None:
    day, moment = DateField("Date", today=lambda: TODAY), TimeField("Start")
    shown(qtbot, day, moment)
    QTest.keyClick(day, Qt.Key.Key_Up)
    moment.set_value(time(10, 15))
    QTest.keyClick(moment, Qt.Key.Key_Down)
    assert (day.value(), moment.value()) == (date(2026, 10, 16), time(10, 10))


def test_a_comma_is_a_decimal_point(qtbot: QtBot) -> None:
    dose = NumberField("Dose", "mg/kg", low=0, high=5)
    shown(qtbot, dose)
    QTest.keyClicks(dose, "0,75")
    assert dose.value() == Decimal("0.75")
    dose.set_text("50")
    assert dose.value() is None
    assert accessible_name(dose) == "Dose, mg/kg"


def test_pasted_words_lose_their_markup(qtbot: QtBot) -> None:
    field = LongText("In the client’s words")
    shown(qtbot, field)
    mime = QMimeData()
    mime.setHtml(f"<b>bold</b><img src='{Path('/etc/passwd').as_uri()}'>")
    mime.setText("bold")
    field.insertFromMimeData(mime)
    assert field.text() == "bold"
    assert "font-weight" not in field.toHtml().split("<body", 1)[1].split(">", 1)[1]


def test_a_wall_of_text_is_parted_without_losing_a_word() -> None:
    wall = "She said it again. " * 400
    parted = part_walls(wall)
    assert max(map(len, parted.split("\n"))) <= 1200
    assert parted.split() == wall.split()


def test_stored_words_are_shown_as_they_are(qtbot: QtBot) -> None:
    field = LongText("Note")
    shown(qtbot, field)
    wall = "She said it again. " * 400
    field.set_text(wall)
    assert field.text() == wall
    assert not field.document().isUndoAvailable()


def test_long_text_grows_then_scrolls(qtbot: QtBot) -> None:
    field = LongText("Note")
    window = shown(qtbot, field)
    assert field.height() == 92
    field.set_text("line\n" * 8)
    qtbot.waitUntil(lambda: field.height() > 150)
    field.set_text("line\n" * 80)
    qtbot.waitUntil(lambda: field.height() == round(window.height() * 0.6))


def test_an_error_is_said_beside_the_field(qtbot: QtBot) -> None:
    field = Field("Weight", NumberField("Weight", "kg"))
    shown(qtbot, field)
    field.set_error("This can’t be read as a number.")
    assert field.control.accessibleDescription() == "This can’t be read as a number."
    field.clear_message()
    assert field.message() == ""


def test_a_sheet_keeps_tab_and_gives_the_keyboard_back(qtbot: QtBot) -> None:
    opener = Button("Add client")
    window = shown(qtbot, opener, TextField("Behind"))
    opener.setFocus()
    sheet = Sheet("Add client")
    name = TextField("Name")
    sheet.body.put(name)
    sheet.foot.put(None, Button("Add", "primary"))
    sheet.open_over(opener)
    assert window.focusWidget() is name
    for _ in range(7):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(window.focusWidget())
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.focusWidget() is opener


def test_the_safe_answer_has_the_keyboard(qtbot: QtBot) -> None:
    opener = Button("Erase")
    window = shown(qtbot, opener)
    question = Question("Erase HL-0147", "This can’t be undone.", "Erase HL-0147 for good")
    question.open_over(opener)
    assert window.focusWidget() is question.safe
    assert not question.act.isDefault()
    question.dismiss()


def test_a_pin_can_be_typed_and_taken_back(qtbot: QtBot) -> None:
    pin = PinField()
    window = shown(qtbot, pin)
    pin.setFocus()
    with qtbot.waitSignal(pin.filled) as heard:
        for digit in "1x23456":
            QTest.keyClicks(window.focusWidget(), digit)
    assert heard.args == ["123456"]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backspace)
    assert pin.pin() == "12345"


def test_rows_open_by_enter_and_keep_the_keyboard_when_read_again(qtbot: QtBot) -> None:
    rows = RowList("Notes to sign")
    views = [
        RowView("a", "Hana Whitlock", "Preparation", chip=("2 days", "warning", "")),
        RowView("b", "Joel Marchetti"),
    ]
    rows.set_rows(views)
    window = shown(qtbot, rows)
    rows.buttons()[0].setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.opened) as heard:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert heard.args == ["b"]
    rows.set_rows(views[::-1])
    assert window.focusWidget() is rows.buttons()[0]
    assert accessible_name(rows.buttons()[1]) == "Hana Whitlock, Preparation, 2 days"


def test_the_ring_follows_the_keyboard(qtbot: QtBot) -> None:
    first, second = Button("First"), Button("Second")
    window = shown(qtbot, first, second)
    for button in (first, second):
        button.setFocus()
        qtbot.waitUntil(partial(_ring_is_around, window, button))


def _ring_is_around(window: QWidget, widget: QWidget) -> bool:
    rings = [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
    return len(rings) == 1 and rings[0].geometry() == widget.geometry().adjusted(-3, -3, 3, 3)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_button_with_the_keyboard_is_pressed_in_a_sheet(key: Qt.Key, qtbot: QtBot) -> None:
    opener = Button("End session")
    shown(qtbot, opener)
    sheet, pressed = Sheet("End session"), list[bool]()
    button = Button("Draft the note", "primary")
    button.clicked.connect(lambda: pressed.append(True))
    sheet.foot.put(None, button)
    sheet.open_over(opener)
    button.setFocus()
    QTest.keyClick(button, key)
    assert pressed == [True]
    QTest.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == (2 if key == Qt.Key.Key_Space else 1)
