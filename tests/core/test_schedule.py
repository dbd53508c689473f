"""Which measures are due, and that none is offered while an infusion would blur it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.ids import ClientId, CourseId, InfusionId, SittingId
from ketacounsel.core.place import InfusionPoint, InfusionState
from ketacounsel.core.schedule import DueMeasure, blocked_until, due, to_arrange
from ketacounsel.core.sittings import Sitting
from tests.core.measure_set import NAMES, shipped

START = datetime(2026, 9, 29, 16, tzinfo=UTC)
ALL = [shipped(name) for name in NAMES]


def infusion(number: int, day: float, state: InfusionState = "given") -> InfusionPoint:
    at = START + timedelta(days=day)
    return InfusionPoint(
        InfusionId(str(number)), number, CourseId("c"), at, "America/Denver", duration_min=40, state=state
    )


def taken(name: str, day: float, state: str = "done") -> Sitting:
    at = START + timedelta(days=day)
    return Sitting(SittingId(f"{name}{day}"), ClientId("k"), name, 1, at, "America/Denver", state=state)


def due_on(day: float, sittings: list[Sitting], infusions: list[InfusionPoint]) -> dict[str, str]:
    found = due(ALL, sittings, infusions, START + timedelta(days=day))
    return {one.measure_id: one.reason for one in found}


def test_intake_asks_for_all_but_the_pcl5() -> None:
    assert due_on(-20, [], []) == dict.fromkeys(("asq", "gad7", "phq9", "who5"), "at intake")


def test_the_week_before_infusion_one_asks_for_a_fresh_starting_point() -> None:
    had = [taken(name, -20) for name in NAMES]
    plan = [infusion(1, 0, "planned")]
    assert due_on(-8, had, plan) == {}
    assert due_on(-5, had, plan) == {"phq9": "before infusion 1", "gad7": "before infusion 1"}
    assert due_on(-4, [*had, taken("phq9", -5), taken("gad7", -5)], plan) == {}


def test_the_first_three_days_offer_the_asq_and_no_recall_measure() -> None:
    had = [taken(name, -30) for name in NAMES]
    assert due_on(2, had, [infusion(1, 0)]) == {"asq": "after infusion 1", "who5": "last taken 32 days ago"}
    assert due_on(0, had, [infusion(1, 0)]).get("asq") is None  # it still runs
    assert "phq9" in due_on(3.1, had, [infusion(1, 0)])


def test_the_phq9_comes_weekly_and_the_gad7_every_two_weeks_in_a_course() -> None:
    had = [taken(name, -3) for name in NAMES] + [taken("asq", 1)]
    assert due_on(4, had, [infusion(1, 0)]) == {"phq9": "last taken 7 days ago"}
    assert due_on(15, [*had, taken("phq9", 14)], [infusion(1, 0)]) == {
        "gad7": "2 weeks after infusion 1",
        "who5": "2 weeks after infusion 1",
    }


def test_after_a_course_weeks_four_eight_and_twelve_ask_for_all() -> None:
    had = [taken(name, 20) for name in NAMES]
    six = [infusion(6, 0)]
    assert set(due_on(57, had, six)) == {"phq9", "gad7", "who5", "pcl5"}
    assert due_on(57, had, six)["pcl5"] == "8 weeks after infusion 6"
    assert due_on(57, [*had, *(taken(name, 52) for name in NAMES)], six) == {}
    assert due_on(300, had, six) == {}


def test_what_the_session_after_an_infusion_asks_itself_is_not_to_be_arranged() -> None:
    by_id = {measure.id: measure for measure in ALL}
    listed = due(ALL, [], [infusion(1, 0)], START + timedelta(days=2))
    assert [one.measure_id for one in to_arrange(by_id, listed)] == ["who5"]
    assert "asq" in [one.measure_id for one in listed]


def test_a_screen_that_was_declined_is_asked_again_within_72_hours() -> None:
    declined = replace(taken("asq", 2), band="not screened", status="incomplete")
    by_id = {measure.id: measure for measure in ALL}
    listed = due(ALL, [declined], [infusion(1, 0)], START + timedelta(days=2.1))
    (again,) = (one for one in to_arrange(by_id, listed) if one.measure_id == "asq")
    assert again.reason == "declined Thu 1 Oct; ask again by Sun 4 Oct"
    assert "asq" in due_on(40, [declined], [infusion(1, 0)])
    assert "asq" not in due_on(3, [declined, taken("asq", 2.5)], [infusion(1, 0)])


def test_an_open_or_discarded_sitting_does_not_count_as_taken() -> None:
    assert due_on(1, [taken("asq", 0.5, "discarded"), taken("asq", 0.6, "open")], [infusion(1, 0)])["asq"]


def test_hours_count_from_the_end_of_the_infusion() -> None:
    end = START + timedelta(minutes=40)
    phq9 = shipped("phq9")
    almost = end + timedelta(hours=72) - timedelta(seconds=1)
    assert blocked_until(phq9, [infusion(1, 0)], almost) == end + timedelta(hours=72)
    assert blocked_until(phq9, [infusion(1, 0)], end + timedelta(hours=72)) is None
    assert blocked_until(shipped("asq"), [infusion(1, 0)], almost) is None


@given(
    st.lists(st.tuples(st.floats(-60, 60), st.sampled_from(["given", "planned", "cancelled"])), max_size=6),
    st.floats(-60, 120),
    st.lists(st.tuples(st.sampled_from(NAMES), st.floats(-60, 60)), max_size=6),
)
def test_nothing_with_a_recall_period_is_due_within_72_hours_after_an_infusion(
    infusions: list[tuple[float, InfusionState]], day: float, sittings: list[tuple[str, float]]
) -> None:
    points = [infusion(number, at, state) for number, (at, state) in enumerate(infusions, start=1)]
    now = START + timedelta(days=day)
    found: tuple[DueMeasure, ...] = due(ALL, [taken(*one) for one in sittings], points, now)
    ends = [i.reference_at for i in points if i.was_given and i.starts_at <= now]
    if any(now - end < timedelta(hours=72) for end in ends):
        assert not {"phq9", "gad7", "pcl5"} & {one.measure_id for one in found}
