"""What the course's picture is made of, from the record alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ketacounsel.core.course_chart import course_chart, infusion_of_effect
from ketacounsel.core.ids import ClientId, CourseId, EffectId, InfusionId, SessionId, SittingId
from ketacounsel.core.infusions import AdverseEffect, Course, Infusion, InfusionDetails
from ketacounsel.core.measures import Band, Chart, Cut, Measure
from ketacounsel.core.people import Client, ClientDetails
from ketacounsel.core.series import SessionState
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.workspace import Workspace

MAREN, DENVER = ClientId("maren"), "America/Denver"
NOW = datetime(2026, 10, 15, 19, 52, tzinfo=UTC)
BANDS = (Band(0, 4, "minimal"), Band(5, 9, "mild"), Band(10, 14, "moderate"))


def measure(**more: Any) -> Measure:
    told: dict[str, Any] = {
        "id": "phq9", "edition": 1, "title": "PHQ-9", "long_title": "", "licence": "", "licence_kind": "open",
        "attribution": "", "source": "", "source_url": "", "verified_on": date(2026, 1, 1), "recall": "",
        "stem": "", "choices": (), "items": (), "bands": BANDS, "chart": Chart("circle", (), "m_phq9"),
    }  # fmt: skip
    return Measure(**(told | more))


def infusion(number: int, at: datetime, state: str = "complete", course: str = "c1") -> Infusion:
    effect = AdverseEffect(EffectId(f"e{number}"), "Nausea", 1)
    told = InfusionDetails(at, DENVER, state, duration_min=40, dose_mg_per_kg=0.5)
    return Infusion(InfusionId(f"i{course}{number}"), MAREN, CourseId(course), number, told, (), (effect,))


def sitting(at: datetime, total: int | None = 13, **more: Any) -> Sitting:
    made = Sitting(SittingId(f"s{at:%m%d}"), MAREN, "phq9", 1, at, DENVER, total=total, band="moderate")
    return replace(made, **more)


def head(at: datetime, state: str, kind: str = "integration") -> SessionHead:
    return SessionHead(
        SessionId(f"v{at:%m%d}"), MAREN, kind, "", state, at, 50, None if state == "booked" else at, None,
        DENVER, place_words="Infusion 1, day +2",
    )  # fmt: skip


def workspace(**more: Any) -> Workspace:
    client = Client(MAREN, "HL-0147", ClientDetails("Maren Ostrowski"))
    told: dict[str, Any] = {
        "client": client, "courses": (Course(CourseId("c1"), MAREN, 1),), "infusions": (), "sessions": (),
        "sittings": (), "goals": (), "intention": None, "window": None, "plan": None, "open_follow_ups": (),
        "latest": (), "due": (), "counts": {}, "course_chip": "", "zone": DENVER,
    }  # fmt: skip
    return Workspace(**(told | more))


def day(number: int) -> datetime:
    return datetime(2026, 10, 1, 16, tzinfo=UTC) + timedelta(days=number - 1)


def test_a_course_begins_with_what_led_up_to_it_and_ends_after_its_last_planned_infusion() -> None:
    work = workspace(
        infusions=(infusion(1, day(1)), infusion(2, day(30), "planned")),
        sittings=(sitting(day(1) - timedelta(days=15)), sitting(day(1) - timedelta(days=400))),
    )
    chart = course_chart(work, measure(), NOW)
    assert chart.from_on == date(2026, 9, 16)
    assert chart.to_on >= date(2026, 10, 30)


def test_without_an_infusion_the_chart_stands_around_today() -> None:
    chart = course_chart(workspace(courses=()), measure(), NOW)
    assert chart.from_on == date(2026, 10, 15)
    assert (chart.to_on - chart.from_on).days == 42
    assert chart.points == ()
    assert chart.infusions == ()


def test_a_score_whose_weeks_include_an_infusion_is_hollow_and_an_unscored_one_is_left_out() -> None:
    blurred = sitting(day(6), mixed_window=True, status="prorated")
    chart = course_chart(workspace(sittings=(blurred, sitting(day(9), None))), measure(), NOW)
    (point,) = chart.points
    assert (point.hollow, point.prorated, point.value, point.words) == (True, True, 13, "Moderate")


def test_a_discarded_sheet_is_not_drawn() -> None:
    chart = course_chart(workspace(sittings=(sitting(day(6), state="discarded"),)), measure(), NOW)
    assert chart.points == ()


def test_a_cancelled_infusion_has_no_window_and_counts_as_cancelled() -> None:
    work = workspace(infusions=(infusion(0, day(3), "cancelled"), infusion(1, day(10))))
    chart = course_chart(work, measure(), NOW)
    assert [mark.cancelled for mark in chart.infusions] == [True, False]
    (window,) = chart.windows
    assert window.begin == day(10) + timedelta(hours=24, minutes=40)


def test_the_first_booked_session_is_next_and_the_later_ones_are_planned() -> None:
    told = (
        head(day(20), "booked"),
        head(day(3), "held"),
        head(day(17), "booked"),
        head(day(18), "cancelled"),
    )
    work = workspace(sessions=told)
    chart = course_chart(work, measure(), NOW)
    assert [mark.state for mark in chart.sessions] == [
        SessionState.HELD,
        SessionState.NEXT,
        SessionState.PLANNED,
    ]
    assert chart.sessions[0].words == "day +2"


def test_a_preparation_is_called_by_its_kind() -> None:
    chart = course_chart(workspace(sessions=(head(day(3), "held", "prep"),)), measure(), NOW)
    assert chart.sessions[0].words == "Prep"


def test_the_earlier_course_stands_faintly_behind_the_later_one() -> None:
    courses = (Course(CourseId("c1"), MAREN, 1), Course(CourseId("c2"), MAREN, 2))
    work = workspace(
        courses=courses,
        infusions=(infusion(1, day(1) - timedelta(days=300)), infusion(1, day(8), course="c2")),
    )
    chart = course_chart(work, measure(), NOW)
    assert [course.label for course in chart.earlier] == ["Course 1"]
    assert chart.from_on > date(2026, 6, 1)
    first = course_chart(work, measure(), NOW, CourseId("c1"))
    assert first.earlier == ()
    assert first.to_on < date(2026, 6, 1)


def test_bands_stand_behind_and_a_cut_point_only_where_there_are_none() -> None:
    cut = Cut(31, 33, "", "")
    assert course_chart(workspace(), measure(cut=cut), NOW).cut is None
    bare = course_chart(workspace(), measure(cut=cut, chart=Chart("", (), "m_pcl5", bands=False)), NOW)
    assert (bare.cut, bare.bands) == ((31, 33), ())


def test_a_measure_that_is_due_waits_on_the_line_of_today() -> None:
    assert course_chart(workspace(due=("phq9",)), measure(), NOW).due
    assert not course_chart(workspace(due=("gad7",)), measure(), NOW).due


def test_an_effect_leads_to_its_infusion() -> None:
    work = workspace(infusions=(infusion(1, day(1)), infusion(2, day(8))))
    assert infusion_of_effect(work, "e2") == "ic12"
    assert infusion_of_effect(work, "unknown") == ""


def test_a_course_that_is_only_planned_is_shown_from_today_on() -> None:
    courses = (Course(CourseId("c1"), MAREN, 1), Course(CourseId("c2"), MAREN, 2))
    planned = (infusion(1, day(1)), infusion(2, day(40), "planned"), infusion(1, day(80), "planned", "c2"))
    chart = course_chart(workspace(courses=courses, infusions=planned), measure(), NOW)
    assert chart.from_on == date(2026, 10, 15)
