"""Booking a session, adding an infusion, choosing a client: the sheets that several screens open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.sessions import SessionService
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.add_infusion import open_add_infusion
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.overlay import Sheet
from tests.patience import settle
from tests.services.harbor_lane import ZONE, give, local

Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[QWidget]:
    """A window for a sheet to lie over."""
    window = QWidget()
    window.resize(1024, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


def the(around: QWidget, kind: type[Kind]) -> Kind:
    """The only one of its kind."""
    return around.findChildren(kind)[0]


def press(sheet: QWidget, name: str) -> None:
    next(one for one in sheet.findChildren(Button) if one.isVisible() and one.text() == name).click()
    settle()


def put(sheet: QWidget, kind: type[QLineEdit], name: str, typed: str) -> QWidget:
    """Type into a field, found by what a screen reader calls it."""
    field = next(one for one in sheet.findChildren(kind) if one.accessibleName() == name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    return field


def choose_state(sheet: QWidget, at: int) -> None:
    the(sheet, Segmented).pick(at)


def test_a_proposed_time_is_booked_by_one_key(
    desk: Desk, room: QWidget, maren: ClientId, sessions: SessionService
) -> None:
    sheet = open_booking(desk, maren, room, at=local(22, 14, 30))
    field = the(sheet, TimeField)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    (head,) = sessions.list(maren)
    assert (head.planned_at, head.planned_min) == (local(22, 14, 30), 50)


def test_another_day_time_and_length_are_typed(
    desk: Desk, room: QWidget, maren: ClientId, sessions: SessionService
) -> None:
    sheet = open_booking(desk, maren, room)
    put(sheet, DateField, "Day", "fri")
    put(sheet, TimeField, "Start", "9")
    the(sheet, Segmented).pick(3)
    press(sheet, "Book")
    (head,) = sessions.list(maren)
    assert (head.planned_at, head.planned_min) == (local(16, 9), 90)


def test_an_hour_that_the_clocks_skip_is_shown_as_it_will_stand_in_the_list(
    desk: Desk, room: QWidget, maren: ClientId, sessions: SessionService
) -> None:
    sheet = open_booking(desk, maren, room)
    put(sheet, DateField, "Day", "14 mar 2027")
    put(sheet, TimeField, "Start", "2:30")
    QTest.keyClick(the(sheet, TimeField), Qt.Key.Key_Tab)
    assert any("Sun 14 Mar, 03:30" in one.text() for one in sheet.findChildren(QLabel))
    press(sheet, "Book")
    (head,) = sessions.list(maren)
    assert head.planned_at == datetime(2027, 3, 14, 9, 30, tzinfo=UTC)


def test_what_is_missing_is_said_beside_its_field(
    desk: Desk, room: QWidget, maren: ClientId, sessions: SessionService
) -> None:
    sheet = open_booking(desk, maren, room)
    press(sheet, "Book")
    time_field, day_field = the(sheet, TimeField), the(sheet, DateField)
    assert time_field.accessibleDescription() == "A session needs a start time."
    assert day_field.accessibleDescription() == ""
    put(sheet, TimeField, "Start", "25:99")
    press(sheet, "Book")
    assert time_field.accessibleDescription() == "Type the time like 14:30."
    assert sessions.list(maren) == ()


def test_a_day_that_can_not_be_read_is_not_taken_for_the_day_before_it(
    desk: Desk, room: QWidget, maren: ClientId, sessions: SessionService
) -> None:
    sheet = open_booking(desk, maren, room, at=local(22, 14, 30))
    field = put(sheet, DateField, "Day", "32 Octember")
    press(sheet, "Book")
    assert sessions.list(maren) == ()
    assert field.accessibleDescription() == "Type the day like 22 Oct, or Thu."


def test_a_booked_session_is_moved(
    desk: Desk, room: QWidget, maren: ClientId, sessions: SessionService
) -> None:
    sessions.book(maren, local(22, 14, 30), 60, zone=ZONE)
    sheet = open_booking(desk, maren, room, booked=sessions.list(maren)[0])
    put(sheet, DateField, "Day", "23 Oct")
    press(sheet, "Move")
    (head,) = sessions.list(maren)
    assert (head.planned_at, head.planned_min) == (local(23, 14, 30), 60)


def test_an_infusion_needs_its_date_and_time_only_and_offers_the_session(
    desk: Desk, room: QWidget, maren: ClientId, infusions: InfusionService, sessions: SessionService
) -> None:
    sheet = open_add_infusion(desk, maren, room)
    put(sheet, DateField, "Date", "20 Oct")
    put(sheet, TimeField, "Start", "10:15")
    press(sheet, "Add infusion")
    (infusion,) = infusions.list(maren)
    assert (infusion.details.starts_at, infusion.details.state) == (local(20, 10, 15), "planned")
    assert (infusion.details.dose_mg, infusion.details.route) == (None, "")
    assert sheet.title.text() == "Infusion 1 is planned"
    assert QApplication.focusWidget() is not None
    press(sheet, "Book this time")
    (head,) = sessions.list(maren)
    assert head.planned_at is not None
    assert head.planned_at.date() == local(22, 10).date()


def test_two_numbers_of_a_dose_give_the_third(
    desk: Desk, room: QWidget, maren: ClientId, infusions: InfusionService
) -> None:
    sheet = open_add_infusion(desk, maren, room)
    put(sheet, DateField, "Date", "13 Oct")
    put(sheet, TimeField, "Start", "10:15")
    put(sheet, NumberField, "Dose, mg/kg", "0.75")
    put(sheet, NumberField, "Weight, kg", "69")
    press(sheet, "Add infusion")
    (infusion,) = infusions.list(maren)
    told = infusion.details
    assert (told.dose_mg_per_kg, told.weight_kg, told.dose_mg) == (0.75, 69.0, 51.75)
    assert told.state == "waiting"


def test_a_slip_of_the_decimal_point_is_asked_about_and_never_refused(
    desk: Desk, room: QWidget, maren: ClientId, infusions: InfusionService
) -> None:
    give(infusions, maren, local(6, 10), dose_mg_per_kg=0.75, weight_kg=69.0, dose_mg=52.0)
    sheet = open_add_infusion(desk, maren, room)
    put(sheet, NumberField, "Dose, mg/kg", "7.5")
    assert sheet.dose.question() == "7.5 mg/kg is ten times the last dose. Is it 0.75?"
    press(sheet, "Add infusion")
    assert infusions.list(maren)[-1].details.dose_mg_per_kg == 7.5


def test_the_weight_of_last_time_alone_is_not_kept_as_that_of_this_time(
    desk: Desk, room: QWidget, maren: ClientId, infusions: InfusionService
) -> None:
    give(infusions, maren, local(6, 10), dose_mg_per_kg=0.75, weight_kg=69.0, dose_mg=52.0)
    press(open_add_infusion(desk, maren, room), "Add infusion")
    assert infusions.list(maren)[-1].details.weight_kg is None


def test_what_lies_ahead_can_not_have_been_given(
    desk: Desk, room: QWidget, maren: ClientId, infusions: InfusionService
) -> None:
    sheet = open_add_infusion(desk, maren, room)
    put(sheet, DateField, "Date", "20 Oct")
    put(sheet, TimeField, "Start", "10:15")
    choose_state(sheet, 1)
    press(sheet, "Add infusion")
    assert infusions.list(maren) == ()
    assert "still to come" in the(sheet, Segmented).accessibleDescription()


def test_every_field_of_the_sheets_has_a_name(desk: Desk, room: QWidget, maren: ClientId) -> None:
    for sheet in (open_booking(desk, maren, room), open_add_infusion(desk, maren, room)):
        assert isinstance(sheet, Sheet)
        stops = [one for one in sheet.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert [type(one).__name__ for one in stops if one.isVisible() and not accessible_name(one)] == []
        sheet.dismiss()
