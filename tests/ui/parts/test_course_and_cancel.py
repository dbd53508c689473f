"""A course is told in three fields; a booked session can be called off with its reason."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from ketacounsel.core.ids import ClientId
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.sessions import SessionService
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.parts.course_sheet import open_course
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.number_field import NumberField
from tests.services.harbor_lane import ZONE, give, local
from tests.ui.parts.test_booking import press, put, room  # noqa: F401 - a fixture


def test_a_course_says_what_for_how_many_and_which_phase(
    desk: Desk,
    room: QWidget,  # noqa: F811
    infusions: InfusionService,
    maren: ClientId,
) -> None:
    give(infusions, maren, local(13, 10, 15))
    (course,) = infusions.courses(maren)
    sheet = open_course(desk, maren, room, course)
    put(sheet, TextField, "Indication", "Recurrent depression, as referred")
    put(sheet, NumberField, "Planned infusions", "6")
    sheet.phase.select(3)
    press(sheet, "Keep")
    (kept,) = infusions.courses(maren)
    assert (kept.indication, kept.planned_infusions) == ("Recurrent depression, as referred", 6)
    assert kept.phase == "booster"


def test_a_number_that_cannot_be_read_is_said_beside_it_and_nothing_is_changed(
    desk: Desk,
    room: QWidget,  # noqa: F811
    infusions: InfusionService,
    maren: ClientId,
) -> None:
    give(infusions, maren, local(13, 10, 15))
    (course,) = infusions.courses(maren)
    sheet = open_course(desk, maren, room, course)
    put(sheet, NumberField, "Planned infusions", "0")
    press(sheet, "Keep")
    assert "whole number" in sheet.planned.accessibleDescription()
    assert infusions.courses(maren) == (course,)
    sheet.dismiss()


def test_the_next_course_takes_the_infusions_added_from_then_on(
    desk: Desk,
    room: QWidget,  # noqa: F811
    infusions: InfusionService,
    maren: ClientId,
) -> None:
    give(infusions, maren, local(4, 10, 15, 8))
    sheet = open_course(desk, maren, room)
    put(sheet, NumberField, "Planned infusions", "4")
    press(sheet, "Begin course")
    later = give(infusions, maren, local(13, 10, 15))
    added = next(one for one in infusions.list(maren) if one.id == later)
    assert added.number == 1 and added.course_id == infusions.courses(maren)[-1].id


def test_a_booked_session_is_called_off_with_its_reason(
    desk: Desk,
    room: QWidget,  # noqa: F811
    sessions: SessionService,
    maren: ClientId,
) -> None:
    sessions.book(maren, desk.clock() + timedelta(days=1), zone=ZONE)
    (head,) = sessions.list(maren)
    sheet = open_booking(desk, maren, room, booked=head)
    press(sheet, "Cancel the session…")
    put(sheet, TextField, "Reason", "The clinic moved the infusion")
    press(sheet, "Cancel the session")
    assert sessions.list(maren) == ()
