"""Change since the starting point, by the published thresholds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ketacounsel.core.change import (
    Change,
    Result,
    choose_baseline,
    judge,
    mixed_window,
    percent_words,
    reading,
    signed,
    threshold_note,
)
from ketacounsel.core.ids import ClientId, CourseId, InfusionId, SittingId
from ketacounsel.core.place import InfusionPoint
from ketacounsel.core.sittings import Sitting
from tests.core.measure_set import shipped

START = datetime(2026, 9, 29, 16, tzinfo=UTC)
FIRST = InfusionPoint(InfusionId("1"), 1, CourseId("c"), START, "America/Denver", state="given")


def between(name: str, begun: int, now: int) -> Change:
    found = judge(shipped(name), Result(begun), Result(now))
    assert found is not None
    return found


def sitting(day: float, total: int | None, status: str = "complete") -> Sitting:
    return Sitting(
        SittingId(f"{day}"),
        ClientId("k"),
        "phq9",
        1,
        START + timedelta(days=day),
        "America/Denver",
        total=total,
        status=status,
    )


@pytest.mark.parametrize(
    ("now", "better_by", "percent", "response", "remission", "reliable"),
    [
        (17, 1, "6 %", False, False, "none"),
        (12, 6, "33 %", False, False, "better"),
        (9, 9, "50 %", True, False, "better"),
        (4, 14, "78 %", True, True, "better"),
        (24, -6, "−33 %", False, False, "worse"),
    ],
)
def test_the_worked_change_set_from_18(
    now: int, better_by: int, percent: str, response: bool, remission: bool, reliable: str
) -> None:
    found = between("phq9", 18, now)
    assert (found.better_by, found.response, found.remission) == (better_by, response, remission)
    assert percent_words(found.percent or 0) == percent
    assert found.reliable == reliable


def test_the_worked_changes_of_the_phq9() -> None:
    fell = between("phq9", 18, 8)
    assert (fell.words, percent_words(fell.percent or 0)) == ("−10", "56 %")
    assert (fell.response, fell.below_cut, fell.remission, fell.reliable) == (True, True, False, "better")
    little = between("phq9", 12, 9)
    assert (little.percent, little.response, little.reliable, little.meaningful) == (25, False, "none", False)
    gone = between("phq9", 20, 4)
    assert (gone.percent, gone.response, gone.remission, gone.reliable) == (80, True, True, "better")


def test_thresholds_come_from_the_measure_with_their_source() -> None:
    used = {name: between(name, 20, 20).threshold for name in ("phq9", "gad7", "pcl5", "who5")}
    assert {name: t.points if t else None for name, t in used.items()} == {
        "phq9": 6,
        "gad7": 6,
        "pcl5": 15,
        "who5": None,
    }
    assert [t.points for t in shipped("gad7").thresholds] == [4, 6]
    note = threshold_note(shipped("pcl5"))
    assert "reliable change 15 (Marx 2022" in note and "male veterans" in note


def test_a_practice_may_choose_another_threshold() -> None:
    seven = shipped("phq9").thresholds[2]
    found = judge(shipped("phq9"), Result(18), Result(12), seven)
    assert found is not None and found.reliable == "none" and found.threshold == seven


def test_well_being_counts_the_other_way_and_in_points() -> None:
    found = between("who5", 16, 44)
    assert (found.words, found.better_by, found.percent, found.response) == ("+28", 28, None, None)
    assert (found.meaningful, found.reliable, found.remission) == (True, None, False)
    assert between("who5", 44, 52).remission


def test_a_prorated_total_sets_no_remission_and_two_of_them_no_response() -> None:
    both = judge(shipped("phq9"), Result(20, "prorated"), Result(4, "prorated"))
    one = judge(shipped("phq9"), Result(20), Result(4, "prorated"))
    assert both is not None and (both.response, both.remission) == (None, None)
    assert one is not None and (one.response, one.remission) == (True, None)


def test_pcl5_has_a_range_and_no_remission() -> None:
    assert between("pcl5", 47, 20).remission is None


def test_no_total_gives_no_change_and_a_zero_start_no_percent() -> None:
    assert judge(shipped("phq9"), Result(None, "incomplete"), Result(4)) is None
    assert between("phq9", 0, 4).percent is None
    assert between("phq9", 9, 4).low_baseline and not between("phq9", 10, 4).low_baseline


def test_the_baseline_is_the_latest_within_seven_days_before_infusion_one() -> None:
    chosen = choose_baseline([sitting(-20, 19), sitting(-5, 17), sitting(7, 9)], FIRST)
    assert chosen is not None and (chosen.sitting.total, chosen.stale) == (17, False)


def test_an_older_baseline_is_used_and_past_28_days_called_stale() -> None:
    recent = choose_baseline([sitting(-20, 19)], FIRST)
    old = choose_baseline([sitting(-29, 19)], FIRST)
    assert recent is not None and not recent.stale
    assert old is not None and old.stale


def test_a_complete_score_is_the_starting_point_before_a_later_prorated_one() -> None:
    chosen = choose_baseline([sitting(-6, 19), sitting(-2, 17, "prorated"), sitting(-1, None)], FIRST)
    assert chosen is not None and chosen.sitting.total == 19


def test_before_any_infusion_the_first_score_is_the_start_and_later_ones_are_none() -> None:
    chosen = choose_baseline([sitting(-20, 19), sitting(-5, 17)], None)
    assert chosen is not None and chosen.sitting.total == 19
    assert choose_baseline([sitting(7, 9)], FIRST) is None
    assert choose_baseline([], None) is None


@pytest.mark.parametrize(("day", "mixed"), [(-1, False), (0.1, True), (13, True), (14, False), (30, False)])
def test_a_two_week_score_is_hollow_until_day_14(day: float, mixed: bool) -> None:
    assert mixed_window(shipped("phq9"), START + timedelta(days=day), [FIRST]) is mixed


def test_a_screen_without_recall_days_and_a_planned_infusion_are_never_mixed() -> None:
    planned = InfusionPoint(InfusionId("2"), 2, CourseId("c"), START, "UTC")
    assert not mixed_window(shipped("asq"), START + timedelta(days=1), [FIRST])
    assert not mixed_window(shipped("phq9"), START + timedelta(days=1), [planned])


def test_the_readings_of_the_printed_report() -> None:
    rows = {
        ("phq9", 21, 9): "Severe to mild. A change of 5 or more is usually meaningful.",
        ("gad7", 15, 8): "Severe to mild.",
        ("pcl5", 47, 34): "Above the 31–33 cut-point. A change of 10 or more is usually meaningful.",
        ("who5", 16, 44): "Higher is better; 50 or below suggests low well-being.",
        ("gad7", 5, 9): "Mild at both.",
        ("pcl5", 47, 32): "Within the 31–33 cut-point. A change of 10 or more is usually meaningful.",
        ("pcl5", 47, 30): "Below the 31–33 cut-point. A change of 10 or more is usually meaningful.",
    }
    assert {key: reading(shipped(key[0]), Result(key[1]), Result(key[2])) for key in rows} == rows


def test_readings_with_one_score_missing() -> None:
    gad7 = shipped("gad7")
    assert reading(gad7, None, Result(8)) == "Mild."
    assert reading(gad7, Result(8), None) == "No later score."
    assert reading(gad7, Result(8), Result(None, "incomplete")) == "Not scored: answers are missing."
    assert reading(gad7, Result(15), Result(8, "prorated")).endswith("filled by the instrument’s rule.")
    assert reading(gad7, None, None) == ""


def test_changes_carry_a_true_minus() -> None:
    assert [signed(points) for points in (-12, 0, 28)] == ["\u221212", "0", "+28"]
