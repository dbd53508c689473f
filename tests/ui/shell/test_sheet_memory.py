"""A sheet that stands open comes back filled in after a lock, a closed window and a killed program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.report.sheets import SaveSheet
from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.shell.kept_words import KeptWords
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import ComboField, TextField
from ketacounsel.ui.widgets.overlay import Overlay
from ketacounsel.ui.widgets.radios import Radios
from tests.services.harbor_lane import ZONE, give, local

Value = str | int | bool
CANARY = "canary-9431"

pytestmark = pytest.mark.filterwarnings("ignore:.*setActiveWindow")


@dataclass(frozen=True)
class Case:
    """Where the sheet is, what opens it, what is typed into it in this order."""

    go: Go
    again: tuple[str, ...]
    typed: dict[str, Value] = field(default_factory=dict)


@pytest.fixture
def given(desk: Desk, maren: ClientId) -> str:
    """Maren has one infusion, recorded and long past."""
    give(desk.infusions, maren, local(6, 10))
    return desk.infusions.list(maren)[0].id


@pytest.fixture
def make(desk: Desk, qtbot: QtBot) -> Iterator[Callable[[], Shell]]:
    """A window over the same records, as after an unlock."""
    made: list[Shell] = []

    def new() -> Shell:
        shell = Shell(desk)
        qtbot.addWidget(shell)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        made.append(shell)
        return shell

    yield new
    for shell in made:
        for sheet in shell.findChildren(Overlay):
            sheet.dismiss()
        shell.hide()


def cases(maren: str, infusion: str) -> dict[str, Case]:
    at = {
        tab: Go("client", client_id=maren, tab=tab)
        for tab in ("infusions", "sessions", "measures", "details")
    }
    return {
        "client": Case(
            Go("clients"), ("client",), {"Birth date": "Mon 4 Mar 1985", "Legal name": "Ada Kovac"}
        ),
        "infusion": Case(
            at["infusions"],
            ("infusion", maren),
            {"Date": "Tue 20 Oct 2026", "Weight, kg": "71", "Dose, mg/kg": "0.5", "Route": "Nasal (IN)"},
        ),
        "booking": Case(
            at["sessions"], ("booking", maren, ""), {"Length": 3, "Day": "Thu 22 Oct 2026", "Start": "14:30"}
        ),
        "course": Case(at["infusions"], ("course", maren, ""), {"Phase": "Maintenance", "Indication": "TRD"}),
        "cancel": Case(at["infusions"], ("cancel", infusion), {"Reason": "the clinic moved it"}),
        "effect": Case(
            at["infusions"],
            ("effect", infusion, ""),
            {"Nausea": True, "How strong": 1, "Still there": True, "Began": "10:40"},
        ),
        "vital": Case(at["infusions"], ("vital", infusion, ""), {"When": 1, "Systolic, mmHg": "132"}),
        "prescriber": Case(
            at["details"], ("prescriber", ""), {"Name, as on letters": "Dr Ito", "Clinic": "Eastside"}
        ),
        "release": Case(
            at["details"], ("release",), {"Ends on": "Fri 15 Oct 2027", "Who may be told": "her sister"}
        ),
        "total": Case(at["measures"], ("total", "phq9"), {"Total": "13"}),
        "release for a report": Case(
            Go("report", client_id=maren), ("release",), {"What may be told": "scores only"}
        ),
    }


NAMES = tuple(cases("", ""))


def open_sheet(shell: Shell) -> Overlay:
    (sheet,) = (one for one in shell.findChildren(Overlay) if one.is_open)
    return sheet


def named(sheet: QWidget, name: str) -> QWidget:
    return next(
        one
        for one in sheet.findChildren(QWidget)
        if one.accessibleName() == name and isinstance(one, TextField | Radios | ComboField | QCheckBox)
    )


def put(sheet: QWidget, name: str, value: Value) -> None:
    """As a person would."""
    widget = named(sheet, name)
    widget.setFocus()
    if isinstance(widget, TextField):
        widget.selectAll()
        QTest.keyClicks(widget, str(value))
    elif isinstance(widget, Radios):
        widget.pick(int(value))
    elif isinstance(widget, ComboField):
        widget.setCurrentText(str(value))
        widget.activated.emit(widget.currentIndex())
    elif isinstance(widget, QCheckBox):
        widget.click()


def said(sheet: QWidget, name: str) -> Value:
    widget = named(sheet, name)
    if isinstance(widget, TextField):
        return widget.text()
    if isinstance(widget, Radios):
        return widget.index()
    if isinstance(widget, ComboField):
        return widget.currentText()
    return isinstance(widget, QCheckBox) and widget.isChecked()


def filled(shell: Shell, case: Case, qtbot: QtBot) -> Overlay:
    """The sheet stands open over its screen, and was filled in."""
    from ketacounsel.ui.shell.sheets_again import open_again

    shell.go(case.go)
    assert shell.here is not None
    qtbot.wait(10)
    open_again(shell.desk, shell.here, case.again)
    sheet = open_sheet(shell)
    assert sheet.opened_by == case.again
    qtbot.wait(10)
    for name, value in case.typed.items():
        put(sheet, name, value)
    return sheet


def come_back(shell: Shell, qtbot: QtBot) -> Overlay:
    shell.return_to(shell.desk.practice.place())
    qtbot.waitUntil(lambda: any(one.is_open for one in shell.findChildren(Overlay)))
    qtbot.wait(10)
    return open_sheet(shell)


@pytest.mark.parametrize("name", NAMES)
def test_after_a_lock_the_sheet_is_back_with_its_words_and_the_caret(
    name: str, make: Callable[[], Shell], maren: ClientId, given: str, qtbot: QtBot
) -> None:
    case = cases(maren, given)[name]
    before = make()
    sheet = filled(before, case, qtbot)
    stood = {one: said(sheet, one) for one in case.typed}
    last = named(sheet, next(reversed(case.typed)))
    if isinstance(last, TextField):
        last.setCursorPosition(2)
    before.give_keyboard_back()
    assert before.put_away()
    before.hide()
    again = make()
    back = come_back(again, qtbot)
    assert back.opened_by == case.again
    assert {one: said(back, one) for one in case.typed} == stood == case.typed
    focus = again.focusWidget()
    there = named(back, next(reversed(case.typed)))
    assert focus is not None
    assert there is focus or there.isAncestorOf(focus)
    if isinstance(there, TextField):
        assert there.cursorPosition() == 2


@pytest.fixture
def at_work(make: Callable[[], Shell], desk: Desk, maren: ClientId, given: str, qtbot: QtBot) -> Shell:
    """Maren's session runs."""
    shell = make()
    shell.go(Go("session", client_id=maren, thing=desk.sessions.start(maren).head.id))
    qtbot.wait(10)
    return shell


@pytest.mark.parametrize(
    ("act", "name", "value"), [("add_step", "What it is about", "her move"), ("end", "Start", "09:15")]
)
def test_the_sheets_of_a_session_come_back_over_their_step(
    act: str, name: str, value: str, at_work: Shell, make: Callable[[], Shell], qtbot: QtBot
) -> None:
    here = at_work.here
    assert isinstance(here, SessionScreen)
    getattr(here.acting, act)()
    qtbot.wait(10)
    sheet = open_sheet(at_work)
    put(sheet, name, value)
    at_work.give_keyboard_back()
    assert at_work.put_away()
    at_work.hide()
    back = come_back(make(), qtbot)
    assert type(back) is type(sheet)
    assert said(back, name) == value


def test_a_reason_for_no_session_comes_back_on_today(
    make: Callable[[], Shell], desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    given = give(desk.infusions, maren, local(12, 10))
    before = make()
    before.go(Go("today"))
    qtbot.wait(10)
    assert before.here is not None
    before.here.open_again("why not", given)
    qtbot.wait(10)
    put(open_sheet(before), "Other reason", "she was ill")
    assert before.put_away()
    before.hide()
    assert said(come_back(make(), qtbot), "Other reason") == "she was ill"


def test_why_a_session_is_cancelled_comes_back(
    make: Callable[[], Shell], desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    booked = desk.sessions.book(maren, local(22, 14), zone=ZONE)
    go, asked = Go("client", client_id=maren, tab="sessions"), ("booking", maren, booked, "why")
    before = make()
    filled(before, Case(go, asked, {"Reason": "a wedding"}), qtbot)
    assert before.put_away()
    before.hide()
    back = come_back(make(), qtbot)
    assert (back.opened_by, said(back, "Reason")) == (asked, "a wedding")


def test_a_kill_loses_about_a_second(
    make: Callable[[], Shell], maren: ClientId, given: str, qtbot: QtBot
) -> None:
    case = cases(maren, given)["course"]
    before = make()
    filled(before, case, qtbot)
    qtbot.waitUntil(lambda: "TRD" in str(before.desk.practice.place()), timeout=1500)
    before.hide()
    back = come_back(make(), qtbot)
    assert said(back, "Indication") == "TRD"
    assert not [one for one in before.desk.infusions.courses(maren) if one.indication == "TRD"]


def test_closing_the_window_keeps_the_sheet(
    make: Callable[[], Shell], maren: ClientId, given: str, qtbot: QtBot
) -> None:
    before = make()
    filled(before, cases(maren, given)["cancel"], qtbot)
    assert before.close()
    assert said(come_back(make(), qtbot), "Reason") == "the clinic moved it"


@pytest.mark.parametrize("button", ["Cancel", "Begin course"])
def test_what_was_saved_or_dismissed_does_not_come_back(
    button: str, make: Callable[[], Shell], maren: ClientId, given: str, qtbot: QtBot
) -> None:
    shell = make()
    sheet = filled(shell, cases(maren, given)["course"], qtbot)
    qtbot.waitUntil(lambda: "TRD" in str(shell.desk.practice.place()), timeout=1500)
    next(one for one in sheet.findChildren(Button) if one.text() == button).click()
    qtbot.waitUntil(lambda: "TRD" not in str(shell.desk.practice.place()), timeout=1500)
    assert shell.put_away()
    assert not shell.desk.practice.place()["sheets"]


def test_a_sheet_that_came_back_is_saved_by_its_button_only(
    make: Callable[[], Shell], maren: ClientId, given: str, qtbot: QtBot
) -> None:
    before = make()
    filled(before, cases(maren, given)["infusion"], qtbot)
    assert before.put_away()
    before.hide()
    shell = make()
    back = come_back(shell, qtbot)
    assert len(shell.desk.infusions.list(maren)) == 1
    assert said(back, "Total, mg") == "36"
    next(one for one in back.findChildren(Button) if one.text() == "Add infusion").click()
    added = shell.desk.infusions.list(maren)[1].details
    assert (added.dose_mg, added.route) == (35.5, "IN")


def test_words_whose_sheet_is_gone_are_shown_until_they_are_discarded(
    make: Callable[[], Shell], maren: ClientId, given: str, qtbot: QtBot
) -> None:
    before = make()
    filled(before, cases(maren, given)["cancel"], qtbot)
    assert before.put_away()
    before.hide()
    place = before.desk.practice.place()
    place["sheets"][0]["again"][1] = "gone"
    before.desk.practice.save_place(place)
    for _ in range(2):  # looking away does not lose them
        shell = make()
        words = come_back(shell, qtbot)
        assert isinstance(words, KeptWords)
        words.dismiss()
        assert shell.put_away()
        shell.hide()
        assert "the clinic moved it" in str(shell.desk.practice.place())
    shell = make()
    words = come_back(shell, qtbot)
    press = {one.text(): one for one in words.findChildren(QAbstractButton)}
    press["Copy"].click()
    assert "the clinic moved it" in QApplication.clipboard().text()
    press["Discard"].click()
    shell.desk.autosave.flush()
    assert not shell.desk.practice.place()["sheets"]


def test_a_password_is_never_kept(make: Callable[[], Shell], maren: ClientId, qtbot: QtBot) -> None:
    shell = make()
    shell.go(Go("report", client_id=maren))
    sheet = SaveSheet(lambda _: None)
    sheet.opened_by = ("release",)  # also where a sheet is kept by mistake
    sheet.open_over(shell)
    qtbot.wait(10)
    sheet.password.reveal()
    QTest.keyClicks(sheet.password, CANARY)
    assert shell.put_away()
    assert CANARY not in str(shell.desk.practice.place())
    assert shell.desk.practice.place()["sheets"]
