"""The place of an entry among the infusions, over zones and the days the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.ids import ClientId, CourseId, InfusionId
from ketacounsel.core.infusions import Infusion, InfusionDetails
from ketacounsel.core.place import (
    InfusionPoint,
    InfusionState,
    day_words,
    first_given,
    hours_words,
    last_given,
    number_infusions,
    place,
    point_of,
    window,
)

ZONES = (
    "America/Denver",
    "America/St_Johns",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Asia/Kathmandu",
    "UTC",
)
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1)).map(lambda t: t.replace(tzinfo=UTC))
near_a_clock_change = st.builds(
    lambda day, minutes: datetime(2026, day[0], day[1], tzinfo=UTC) + timedelta(minutes=minutes),
    st.sampled_from([(3, 8), (11, 1), (3, 29), (10, 25), (4, 5), (10, 4)]),
    st.integers(-2000, 2000),
)
times = moments | near_a_clock_change


def infusion(
    number: int,
    at: datetime,
    state: InfusionState = "given",
    zone: str = "America/Denver",
    *,
    course: str = "c1",
    ended_at: datetime | None = None,
    duration_min: int | None = None,
) -> InfusionPoint:
    name = InfusionId(f"{course}-{number}")
    return InfusionPoint(name, number, CourseId(course), at, zone, ended_at, duration_min, state)


def denver(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("America/Denver")).astimezone(UTC)


FIRST_THREE = (
    infusion(1, denver(9, 29)),
    infusion(2, denver(10, 6)),
    infusion(3, denver(10, 13)),
    infusion(4, denver(10, 20), "planned"),
)


def test_a_thursday_after_a_tuesday_infusion_is_day_two() -> None:
    assert place(denver(10, 15, 14, 30), FIRST_THREE).words == "Infusion 3, day +2"


def test_an_entry_that_only_prepares_stands_before_its_infusion() -> None:
    where = place(denver(10, 15), FIRST_THREE, prepares=InfusionId("c1-4"))
    assert (where.words, where.day, where.infusion_id) == ("before infusion 4", -5, "c1-4")
    assert where.sentence == "Before infusion 4"


def test_a_planned_infusion_does_not_take_the_place_until_it_is_given() -> None:
    assert place(denver(10, 21), FIRST_THREE).words == "Infusion 3, day +8"


def test_after_day_27_weeks_are_counted() -> None:
    six = (infusion(6, denver(9, 1)),)
    assert place(denver(9, 28), six).words == "Infusion 6, day +27"
    assert place(denver(9, 29), six).words == "infusion 6, week 4"
    assert place(denver(10, 6), six).words == "infusion 6, week 5"
    assert place(denver(10, 6), six).sentence == "Infusion 6, week 5"


def test_the_day_of_the_infusion_is_day_zero_from_its_morning() -> None:
    assert place(denver(10, 13, 8), FIRST_THREE).words == "Infusion 3, day 0"
    assert place(denver(10, 13, 8), FIRST_THREE).inline == "infusion 3, day 0"


def test_before_the_first_infusion_the_one_to_come_is_named() -> None:
    assert place(denver(9, 20), FIRST_THREE).words == "before infusion 1"
    assert place(denver(9, 20), FIRST_THREE[3:]).words == "before infusion 4"


def test_without_infusions_or_with_cancelled_ones_only_there_is_none_yet() -> None:
    cancelled = (infusion(0, denver(9, 1), "cancelled"),)
    for none in ((), cancelled):
        where = place(denver(9, 20), none)
        assert (where.words, where.infusion_id, where.day) == ("no infusion yet", None, None)


def test_preparing_a_cancelled_infusion_falls_back_to_the_last_given() -> None:
    called_off = infusion(4, denver(10, 20), "cancelled")
    where = place(denver(10, 15), (*FIRST_THREE[:3], called_off), prepares=called_off.id)
    assert where.words == "Infusion 3, day +2"


@pytest.mark.parametrize("state", ["given", "waiting", "complete", "stopped_early"])
def test_every_given_state_holds_the_place(state: InfusionState) -> None:
    assert place(denver(10, 2), (infusion(1, denver(9, 29), state),)).words == "Infusion 1, day +3"


def test_just_after_local_midnight_is_the_next_day_even_when_utc_is_not() -> None:
    evening = (infusion(1, denver(10, 13, 17)),)
    assert place(denver(10, 13, 23, 59), evening).day == 0
    assert place(denver(10, 14, 0, 1), evening).day == 1


def test_the_window_opens_24_and_runs_to_72_hours_after_the_end() -> None:
    ended = infusion(3, denver(10, 13, 10), ended_at=denver(10, 13, 11), duration_min=40)
    assert window(ended).opens_at == denver(10, 14, 11)
    assert window(ended).until == denver(10, 16, 11)


def test_the_window_begins_from_start_plus_duration_else_from_start() -> None:
    assert window(infusion(3, denver(10, 13, 10), duration_min=40)).reference_at == denver(10, 13, 10, 40)
    assert window(infusion(3, denver(10, 13, 10))).reference_at == denver(10, 13, 10)


def test_the_window_is_elapsed_hours_across_a_clock_change() -> None:
    span = window(infusion(1, denver(10, 30, 10)))  # clocks go back on 1 November
    assert span.until.astimezone(ZoneInfo("America/Denver")).hour == 9
    assert span.hours_since(denver(11, 2, 9)) == 72


def test_the_window_says_where_now_stands() -> None:
    span = window(infusion(1, denver(10, 13)))
    hours = {0: "ahead", 23.9: "ahead", 24: "open", 72: "open", 72.1: "after"}
    assert {h: span.state(span.reference_at + timedelta(hours=h)) for h in hours} == hours


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "0 h"),
        (52, "52 h"),
        (52.9, "52 h"),
        (96, "96 h"),
        (97, "4 days"),
        (671, "27 days"),
        (672, "4 weeks"),
    ],
)
def test_elapsed_time_is_hours_then_days_then_weeks(hours: float, words: str) -> None:
    assert hours_words(hours) == words


def test_days_before_carry_a_true_minus() -> None:
    assert day_words(-3) == "day \u22123"


def test_infusions_are_counted_within_their_course_and_cancelled_ones_are_not() -> None:
    counted = number_infusions(
        [
            infusion(9, denver(10, 20), "planned"),
            infusion(8, denver(10, 6), "cancelled"),
            infusion(7, denver(10, 13)),
            infusion(6, denver(9, 29)),
            infusion(5, denver(11, 3), course="c2"),
        ]
    )
    assert [i.number_in_course for i in counted] == [1, 0, 2, 3, 1]


def test_an_outdated_plan_does_not_push_the_given_ones_up() -> None:
    counted = number_infusions([infusion(1, denver(10, 1), "planned"), infusion(2, denver(10, 6))])
    assert {i.id: i.number_in_course for i in counted} == {"c1-1": 2, "c1-2": 1}


def test_infusion_one_is_the_earliest_given_of_the_course() -> None:
    assert first_given(FIRST_THREE) == FIRST_THREE[0]
    assert first_given(FIRST_THREE, CourseId("c2")) is None
    assert last_given(denver(10, 7), FIRST_THREE) == FIRST_THREE[1]


def test_a_record_becomes_its_point_in_time() -> None:
    told = InfusionDetails(denver(10, 13), "America/Denver", "waiting", duration_min=40)
    record = Infusion(InfusionId("i"), ClientId("k"), CourseId("c"), 3, told)
    assert point_of(record) == InfusionPoint(
        InfusionId("i"), 3, CourseId("c"), told.starts_at, "America/Denver", None, 40, "waiting"
    )


@given(times, zones, st.integers(0, 400))
def test_the_day_is_the_difference_of_the_two_local_dates(at: datetime, zone: str, days: int) -> None:
    later = (at.astimezone(ZoneInfo(zone)) + timedelta(days=days)).astimezone(UTC)  # same wall time
    where = place(later, (infusion(1, at, zone=zone),))
    wall: tuple[date, date] = (at.astimezone(ZoneInfo(zone)).date(), later.astimezone(ZoneInfo(zone)).date())
    assert where.day == (wall[1] - wall[0]).days
    assert abs((where.day or 0) - days) <= 1  # a wall time that does not exist may slip by an hour


@given(times, zones, st.floats(0, 500))
def test_the_day_never_strays_more_than_one_from_the_hours(at: datetime, zone: str, hours: float) -> None:
    point = infusion(1, at, zone=zone)
    assert abs(point.day(at + timedelta(hours=hours)) - hours / 24) < 1.05


@given(times, zones, st.integers(0, 600), st.floats(-10, 200))
def test_the_window_is_48_hours_long_whatever_the_clocks_do(
    at: datetime, zone: str, duration_min: int, hours: float
) -> None:
    span = window(infusion(1, at, zone=zone, duration_min=duration_min))
    now = span.reference_at + timedelta(hours=hours)
    assert span.until - span.opens_at == timedelta(hours=48)
    assert (span.state(now) == "open") == (24 <= span.hours_since(now) <= 72)


@given(st.lists(st.tuples(times, st.sampled_from(["given", "planned", "cancelled"])), max_size=8), times)
def test_the_place_never_names_a_cancelled_or_future_infusion_as_past(
    drawn: list[tuple[datetime, InfusionState]], at: datetime
) -> None:
    points = number_infusions(infusion(n, start, state) for n, (start, state) in enumerate(drawn))
    where = place(at, points)
    named = next((i for i in points if i.id == where.infusion_id), None)
    if named is None:
        assert all(i.state == "cancelled" for i in points)
    elif where.inline.startswith("before"):
        assert not any(i.was_given and i.starts_at <= at for i in points)
    else:
        assert named.was_given
        assert where.day is not None and where.day >= 0
        assert not any(i.was_given and named.starts_at < i.starts_at <= at for i in points)
