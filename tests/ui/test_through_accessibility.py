"""What a person does through a screen reader, dictation or a switch counts as done by a person."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.chrome.rail import RailButton
from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.check import CheckRow, ChoiceChip
from ketacounsel.ui.widgets.choice import ScaleRow, Segmented
from ketacounsel.ui.widgets.field import PassField, TextField
from ketacounsel.ui.widgets.line_edit import LineEdit
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.pin import PinField


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


def dictate(widget: QWidget, text: str) -> None:
    """Replace the words, as dictation does."""
    face = QAccessible.queryAccessibleInterface(widget)
    assert face is not None
    edit = face.editableTextInterface()
    words = face.textInterface()
    assert edit is not None
    assert words is not None
    edit.replaceText(0, words.characterCount(), text)


def toggle(widget: QWidget) -> None:
    """What a switch or a voice does to a choice."""
    face = QAccessible.queryAccessibleInterface(widget)
    assert face is not None
    act = face.actionInterface()
    assert act is not None
    act.doAction("Toggle")


@pytest.mark.parametrize("make", [TextField, PassField])
def test_dictated_words_are_a_person_s_words(qtbot: QtBot, make: type[TextField]) -> None:
    field = make("Name")
    qtbot.addWidget(field)
    said: list[str] = []
    field.text_edited.connect(said.append)
    dictate(field, "Maren")
    assert said[-1] == "Maren"


def test_words_the_program_shows_are_nobody_s_edit(qtbot: QtBot) -> None:
    field = TextField("Name")
    qtbot.addWidget(field)
    said: list[str] = []
    field.text_edited.connect(said.append)
    field.set_text("Maren")
    field.setText("Ruth")
    field.clear()
    assert said == []


def test_typed_words_are_told_once_a_key(qtbot: QtBot) -> None:
    field = TextField("Name")
    qtbot.addWidget(field)
    said: list[str] = []
    field.text_edited.connect(said.append)
    QTest.keyClicks(field, "ab")
    assert said == ["a", "ab"]


def test_a_dictated_number_is_taken(qtbot: QtBot) -> None:
    field = NumberField("Weight", "kg")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.value_changed):
        dictate(field, "71.5")


def test_a_dictated_note_is_taken(qtbot: QtBot) -> None:
    field = LongText("Words")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.text_edited):
        dictate(field, "A door")


def test_a_pin_can_be_put_in_digit_by_digit(qtbot: QtBot) -> None:
    field = PinField()
    qtbot.addWidget(field)
    boxes = field.findChildren(LineEdit)
    with qtbot.waitSignal(field.filled) as told:
        for box, digit in zip(boxes, "274951", strict=True):
            dictate(box, digit)
    assert told.args == ["274951"]


def test_a_rating_is_given_by_a_switch(qtbot: QtBot) -> None:
    scale = ScaleRow("Calm")
    qtbot.addWidget(scale)
    with qtbot.waitSignal(scale.value_changed) as told:
        toggle(scale.options()[6])
    assert told.args == [6]
    assert scale.value() == 6


def test_a_segment_is_chosen_once_by_a_switch_and_never_by_the_program(qtbot: QtBot) -> None:
    row = Segmented(["Planned", "Given"], "State")
    qtbot.addWidget(row)
    chosen: list[int] = []
    row.chosen.connect(chosen.append)
    row.select(0)
    toggle(row.options()[1])
    assert chosen == [1]
    row.options()[0].click()
    assert chosen == [1, 0]


@pytest.mark.parametrize("make", [CheckRow, ChoiceChip])
def test_a_tick_is_set_by_a_switch_and_told_once(qtbot: QtBot, make: type[CheckRow | ChoiceChip]) -> None:
    tick = make("Relief")
    qtbot.addWidget(tick)
    told: list[bool] = []

    def hear(on: bool) -> None:
        told.append(on)

    tick.clicked.connect(hear)
    toggle(tick)
    tick.click()
    tick.setChecked(True)
    assert told == [True, False]


def test_a_place_on_the_rail_opens_by_a_switch(qtbot: QtBot) -> None:
    button = RailButton("clients")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        toggle(button)
