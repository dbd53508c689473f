"""Every kind of field shows a stored answer, gives the same one back, and says when a person changed it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from ketacounsel.core.answers import NONE, JsonValue
from ketacounsel.core.templates import Column, Field, Option
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.session.fields import make_editor
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.screens.session.fields.one_of import SingleEditor, YesNoEditor
from ketacounsel.ui.screens.session.fields.rows import RowsEditor
from ketacounsel.ui.screens.session.fields.scales import ScaleEditor
from ketacounsel.ui.screens.session.fields.several import ChecklistEditor, ChipsEditor
from ketacounsel.ui.widgets.field import TextField
from tests.services.harbor_lane import ZONE
from tests.ui.seen import the

GROUND = Ground(str, lambda: date(2026, 10, 15), ZONE, own_themes=("The door",))
OPTIONS = (Option("kept", "Kept"), Option("partly", "Partly"), Option("not", "Not yet"))
STEPS = Field(
    "steps",
    "list",
    "Small step",
    columns=(
        Column("action", "What she will do"),
        Column("confidence", "Confidence", "scale"),
        Column("due_on", "By", "date"),
    ),
    add_label="Add a small step",
)
EFFECTS = Field(
    "effects",
    "list",
    "Adverse effects",
    chips=True,
    none_option="None of these",
    columns=(
        Column("effect", "Effect", "single", options=(Option("nausea", "Nausea"), Option("fall", "A fall"))),
        Column(
            "severity", "How strong", "single", options=(Option("mild", "Mild"), Option("severe", "Severe"))
        ),
        Column("still", "Still there", "yesno"),
    ),
)
STORED: list[tuple[Field, JsonValue]] = [
    (Field("f", "text", "Agenda"), "Sleep"),
    (Field("f", "longtext", "In her words"), "A house with every window lit.\nThen the door."),
    (Field("f", "scale", "Mood"), 0),
    (Field("f", "single", "How it went", options=OPTIONS), "partly"),
    (Field("f", "yesno", "Numb"), False),
    (Field("f", "multi", "Feelings", options=OPTIONS, none_option="None of these"), ["kept", "not"]),
    (Field("f", "multi", "Feelings", options=OPTIONS, none_option="None of these"), [NONE]),
    (Field("f", "themes", "Themes", options=OPTIONS), ["kept", "The door", "A word of her own"]),
    (Field("f", "checklist", "After-care", options=OPTIONS, none_option="None needed"), ["partly"]),
    (Field("f", "number", "Hours slept", unit="h"), 6.5),
    (Field("f", "date", "By"), "2026-10-18"),
    (Field("f", "datetime", "Next session"), "2026-10-22T14:30:00-06:00"),
    (Field("f", "contact", "Someone near"), {"name": "Ania", "relation": "sister", "phone": "555 0142"}),
    (STEPS, [{"action": "Call Ania", "confidence": 8, "due_on": "2026-10-18"}]),
    (EFFECTS, [{"effect": "nausea", "severity": "mild", "still": False}]),
    (EFFECTS, [NONE]),
]


def shown(qtbot: QtBot, field: Field) -> FieldEditor:
    editor = make_editor(field, GROUND)
    qtbot.addWidget(editor)
    editor.resize(700, 400)
    editor.show()
    qtbot.waitExposed(editor)
    return editor


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(("field", "stored"), STORED, ids=lambda part: getattr(part, "kind", ""))
def test_a_stored_answer_is_shown_and_given_back_without_being_a_change(
    qtbot: QtBot, field: Field, stored: JsonValue
) -> None:
    editor = shown(qtbot, field)
    assert editor.value() is None
    with qtbot.assertNotEmitted(editor.changed):
        editor.set_value(stored)
    assert editor.value() == stored
    assert not editor.is_blank()
    editor.set_value(None)
    assert editor.is_blank()


def test_a_digit_answers_a_rating_x_is_ten_and_delete_takes_it_away(qtbot: QtBot, desk: Desk) -> None:
    editor = shown(qtbot, Field("f", "scale", "Mood"))
    assert isinstance(editor, ScaleEditor)
    editor.take_keyboard()
    with qtbot.waitSignals([editor.changed, editor.went_on]):
        QTest.keyClick(editor.scale.options()[0], Qt.Key.Key_7)
    assert editor.value() == 7
    QTest.keyClick(editor.scale.options()[7], Qt.Key.Key_X)
    assert editor.value() == 10
    QTest.keyClick(editor.scale.options()[10], Qt.Key.Key_Delete)
    assert editor.value() is None


def test_a_second_press_takes_a_choice_away(qtbot: QtBot, desk: Desk) -> None:
    editor = shown(qtbot, Field("f", "single", "How it went", options=OPTIONS))
    assert isinstance(editor, SingleEditor)
    pill = editor.pills.findChildren(QRadioButton)[1]
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert editor.value() == "partly"
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert editor.value() is None


def test_y_and_n_answer_yes_and_no(qtbot: QtBot, desk: Desk) -> None:
    editor = shown(qtbot, Field("f", "yesno", "Numb"))
    assert isinstance(editor, YesNoEditor)
    editor.take_keyboard()
    QTest.keyClick(editor.pills, Qt.Key.Key_N)
    assert editor.value() is False
    QTest.keyClick(editor.pills, Qt.Key.Key_Y)
    assert editor.value() is True


def test_none_of_these_is_one_act_and_gives_way_to_any_other(qtbot: QtBot, desk: Desk) -> None:
    editor = shown(qtbot, Field("f", "checklist", "After-care", options=OPTIONS, none_option="None needed"))
    assert isinstance(editor, ChecklistEditor)
    assert editor.none is not None
    editor.set_value(["kept", "partly"])
    QTest.mouseClick(editor.none, Qt.MouseButton.LeftButton)
    assert editor.value() == [NONE]
    QTest.mouseClick(editor.ticks[0], Qt.MouseButton.LeftButton)
    assert editor.value() == ["kept"]
    assert not editor.none.isChecked()


def test_a_theme_of_the_clients_own_is_typed_once_and_stays(qtbot: QtBot, desk: Desk) -> None:
    editor = shown(qtbot, Field("f", "themes", "Themes", options=OPTIONS))
    assert isinstance(editor, ChipsEditor)
    assert "The door" in [chip.text() for chip in editor.chips.chips()]
    editor.chips.new_requested.emit()
    line = the(editor, TextField)
    QTest.keyClicks(line, "  A  lit window ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert editor.value() == ["A lit window"]
    assert [chip.text() for chip in editor.chips.chips()].count("A lit window") == 1


def test_choosing_an_aftereffect_adds_its_row_and_removing_the_row_frees_the_chip(
    qtbot: QtBot, desk: Desk
) -> None:
    editor = shown(qtbot, EFFECTS)
    assert isinstance(editor, RowsEditor)
    assert editor.chips is not None
    QTest.mouseClick(editor.chips.chips()[1], Qt.MouseButton.LeftButton)
    assert editor.value() == [{"effect": "fall"}]
    editor.cards[0].remove_requested.emit()
    assert editor.value() is None
    assert editor.chips.chosen() == []


def test_what_came_filled_in_stays_and_is_no_entry_until_something_is_added(qtbot: QtBot, desk: Desk) -> None:
    review = Field(
        "review",
        "list",
        "Small steps from last time",
        prefill="last_actions",
        columns=(
            Column("action", "Small step", fixed=True),
            Column("status", "How it went", "single", options=OPTIONS),
        ),
    )
    editor = shown(qtbot, review)
    editor.set_value([{"id": "a1", "action": "Call Ania"}])
    assert editor.is_blank()
    editor.set_value([{"id": "a1", "action": "Call Ania", "status": "kept"}])
    assert editor.value() == [{"id": "a1", "action": "Call Ania", "status": "kept"}]
    assert not editor.is_blank()
