"""Who presses, in which words; where a course stands; a free hour for a session; names as looked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.booking import propose
from ketacounsel.core.courses import CourseLine, course_chip, course_words
from ketacounsel.core.ids import ClientId, CourseId, InfusionId, SessionId
from ketacounsel.core.names import by_family_name, folded, nearness
from ketacounsel.core.place import InfusionPoint, Window, window
from ketacounsel.core.pressing import joined, moment_words
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.today import WindowRow
from ketacounsel.core.windows import in_order, is_pressing, window_row

ZONE = "America/Denver"
START = datetime(2026, 10, 13, 16, 15, tzinfo=UTC)
COURSE = CourseId("c")


def point(at: datetime = START, number: int = 1) -> InfusionPoint:
    return InfusionPoint(InfusionId(f"i{number}"), number, COURSE, at, ZONE, state="complete")


def head(at: datetime, kind: str = "integration", state: str = "booked") -> SessionHead:
    begun = None if state == "booked" else at
    return SessionHead(SessionId("s"), ClientId("m"), kind, "", state, at, 50, begun, None, ZONE)


def row_at(hours: float, *sessions: SessionHead, reason: str = "") -> WindowRow | None:
    return window_row(ClientId("m"), "M", [point()], sessions, START + timedelta(hours=hours), reason)


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        (0, "before"),
        (23.99, "before"),
        (24, "in"),
        (66, "in"),
        (66.01, "soon"),
        (72, "soon"),
        (72.01, "past"),
        (120, "past"),
    ],
)
def test_the_state_follows_the_hours(hours: float, state: str) -> None:
    row = row_at(hours)
    assert row is not None
    assert row.state == state


def test_two_days_after_the_time_the_line_is_gone() -> None:
    assert row_at(120.1) is None


def test_what_is_booked_is_not_pressing_and_what_is_not_is() -> None:
    booked = row_at(70, head(START + timedelta(hours=71)))
    assert booked is not None
    assert (booked.state, is_pressing(booked)) == ("in", False)
    alone, excused, early = row_at(30), row_at(80, reason="Client was ill"), row_at(10)
    assert alone is not None
    assert excused is not None
    assert early is not None
    assert [is_pressing(row) for row in (alone, excused, early)] == [True, False, False]


def test_a_booking_that_passed_unused_counts_no_more() -> None:
    missed = head(START + timedelta(hours=26))
    late, over = row_at(26.5, missed), row_at(27, missed)
    assert late is not None
    assert over is not None
    assert (late.booked_at, over.booked_at) == (missed.planned_at, None)


@pytest.mark.parametrize(
    ("kind", "leaves"), [("integration", True), ("prep", False), ("infusion_day", False), ("crisis", False)]
)
def test_only_an_integration_session_answers_the_window(kind: str, leaves: bool) -> None:
    held = head(START + timedelta(hours=25), kind, "held")
    assert (row_at(30, held) is None) is leaves


@given(st.lists(st.tuples(st.floats(0, 119), st.booleans()), max_size=8))
def test_the_order_is_unbooked_in_window_not_yet_open_past(lines: list[tuple[float, bool]]) -> None:
    rows = []
    for hours, is_booked in lines:
        now = START + timedelta(hours=200)
        infusion = point(now - timedelta(hours=hours))
        sessions = [head(now + timedelta(hours=1))] if is_booked else []
        row = window_row(ClientId("m"), "M", [infusion], sessions, now)
        assert row is not None
        rows.append(row)
    ordered = in_order(rows)
    groups = [
        3 if row.state == "past" else 2 if row.state == "before" else 1 if row.booked_at else 0
        for row in ordered
    ]
    assert groups == sorted(groups)
    unbooked = [row.until for row, group in zip(ordered, groups, strict=True) if group == 0]
    assert unbooked == sorted(unbooked)


def test_moments_are_said_as_short_as_they_can_be() -> None:
    now = datetime(2026, 10, 15, 19, 52, tzinfo=UTC)
    said = [moment_words(now + timedelta(days=days), now, ZONE) for days in (0, 1, 6, 7, -1)]
    assert said == ["13:52", "Fri 13:52", "Wed 13:52", "Thu 22 Oct, 13:52", "Wed 13:52"]
    assert [joined(words) for words in ((), ("A",), ("A", "B"), ("A", "B", "C"))] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_a_course_ends_by_its_day_or_two_weeks_after_its_last_infusion() -> None:
    course = CourseLine(COURSE, 1, 1, None)
    points = [point()]
    assert course_chip("active", [course], points, START + timedelta(days=2)) == "Infusion 1 of 1 · day +2"
    assert course_words("active", [course], points, START + timedelta(days=13)) == "Infusion 1 of 1"
    assert course_words("active", [course], points, START + timedelta(days=14)) == "Course complete"
    ended = CourseLine(COURSE, 1, 6, date(2026, 10, 14))
    assert course_words("active", [ended], points, START + timedelta(days=1)) == "Course complete"
    second = CourseLine(CourseId("d"), 2, 4, None)
    assert course_words("active", [course, second], points, START) == "Course 2, before infusion 1"
    assert course_words("paused", [], [], START) == "No infusion yet"


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["America/Denver", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Auckland"]),
    st.lists(st.integers(0, 200), max_size=12),
)
def test_a_proposed_hour_is_free_in_working_hours_and_in_time(
    start: datetime, zone: str, busy_hours: list[int]
) -> None:
    times: Window = window(InfusionPoint(InfusionId("i"), 1, COURSE, start, zone, state="complete"))
    busy = [(start + timedelta(hours=h), start + timedelta(hours=h, minutes=50)) for h in busy_hours]
    at = propose(times, zone, busy, start)
    assert at is not None
    end = at + timedelta(minutes=50)
    assert at >= times.opens_at
    assert all(end <= begin or at >= until for begin, until in busy)
    assert 9 <= at.astimezone(ZoneInfo(zone)).hour <= 17
    if not busy:
        assert end <= times.until


def test_names_are_found_without_their_accents() -> None:
    assert folded("  Łukasz   Żółć ") == "lukasz zolc"
    assert by_family_name("Ada Żak") == ("zak", "ada zak")
    ranks = [
        nearness("os", *one)
        for one in (("Oscar M", "1"), ("Maren Ostrowski", "2"), ("Rose B", "3"), ("Al", "os-9"))
    ]
    assert ranks == [0, 1, 3, 2]
    assert nearness("xyz", "Maren", "HL-1") is None
