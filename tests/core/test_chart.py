"""The chart's layout, judged by what may not happen on it: hidden values, false lines, wrong days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.chart import layout
from ketacounsel.core.chart_picture import (
    PAPER,
    SCREEN,
    ChartPicture,
    Circle,
    Diamond,
    Label,
    Lane,
    Line,
    Look,
    Rect,
)
from ketacounsel.core.series import ChartInput, InfusionMark, ScorePoint, Zoom, table_rows, zoomed
from tests.reports.chart_examples import REPORT_CHART, SCREEN_CHART


def measure(text: str, _role: str) -> float:
    return 6.4 * len(text)


def picture(chart: ChartInput, look: Look = SCREEN, width: float = 900, height: float = 422) -> ChartPicture:
    return layout(chart, width, height, measure, look)


def labels(made: ChartPicture, role: str) -> list[Label]:
    return [shape for shape in made.shapes if isinstance(shape, Label) and shape.role == role]


def circles(made: ChartPicture, role: str) -> list[Circle]:
    return [shape for shape in made.shapes if isinstance(shape, Circle) and shape.role == role]


def score_lines(made: ChartPicture) -> list[Line]:
    return [shape for shape in made.shapes if isinstance(shape, Line) and shape.role == "m_phq9"]


def covered(label: Label, line: Line) -> bool:
    """Whether a line runs through the figures of a value."""
    half = measure(label.text, "value") / 2
    steps = [index / 50 for index in range(51)]
    return any(
        label.x - half < line.x1 + (line.x2 - line.x1) * step < label.x + half
        and label.y - 8 < line.y1 + (line.y2 - line.y1) * step < label.y
        for step in steps
    )


def test_each_score_stands_on_its_day_and_its_value() -> None:
    made = picture(SCREEN_CHART)
    first = circles(made, "score")[0]
    tick = next(label for label in labels(made, "tick") if label.text == "14 Sep")
    assert abs(first.x - tick.x) < 0.01
    bottom = 422 - 32 - 112
    assert abs(first.y - (bottom - (bottom - 26) * 21 / 27)) < 0.01


def test_each_value_is_written_beside_its_point_and_no_line_runs_through_it() -> None:
    for chart, look, width, height in (
        (SCREEN_CHART, SCREEN, 900, 422),
        (REPORT_CHART, PAPER, 635, 226),
        (REPORT_CHART, PAPER, 657, 212),
    ):
        made = picture(chart, look, width, height)
        values = labels(made, "value")
        assert [label.text for label in values] == [row.value_words for row in table_rows(chart)]
        uprights = [
            shape
            for shape in made.shapes
            if isinstance(shape, Line) and (shape.role.startswith("infusion_line") or shape.role == "today")
        ]
        assert not any(covered(value, line) for value in values for line in score_lines(made) + uprights)


def test_a_score_that_looks_back_over_an_infusion_is_hollow_with_a_footnote() -> None:
    made = picture(SCREEN_CHART)
    assert len(circles(made, "score")) == 2
    assert len(circles(made, "score_hollow")) == 2
    assert any("infusion" in note for note in made.footnotes)
    pure = picture(replace(SCREEN_CHART, points=SCREEN_CHART.points[:2]))
    assert pure.footnotes == ()


def test_no_line_is_drawn_over_more_than_six_weeks_of_silence() -> None:
    def lines(days: int) -> int:
        points = (ScorePoint(date(2026, 9, 14), 20), ScorePoint(date(2026, 9, 14) + timedelta(days=days), 10))
        return len(score_lines(picture(replace(SCREEN_CHART, points=points, to_on=date(2026, 12, 31)))))

    assert lines(42) == 1
    assert lines(43) == 0


def test_one_score_is_a_point_with_its_value_and_no_line() -> None:
    made = picture(replace(SCREEN_CHART, points=SCREEN_CHART.points[:1]))
    assert len(circles(made, "score")) == 1
    assert labels(made, "value")[0].text == "21"
    assert not score_lines(made)


def test_without_scores_bands_and_infusions_are_still_drawn() -> None:
    made = picture(replace(SCREEN_CHART, points=()))
    assert len([shape for shape in made.shapes if isinstance(shape, Diamond)]) == 6
    assert len(labels(made, "band_label")) == 5
    assert made.name == "PHQ-9, no scores, three infusions"


def test_a_planned_infusion_is_hollow_and_dashed_and_a_cancelled_one_is_not_drawn() -> None:
    first, *others = SCREEN_CHART.infusions
    made = picture(replace(SCREEN_CHART, infusions=(replace(first, cancelled=True), *others)))
    diamonds = [shape.role for shape in made.shapes if isinstance(shape, Diamond)]
    assert diamonds.count("infusion_given") == 2
    assert diamonds.count("infusion_planned") == 3


def test_infusions_that_crowd_get_smaller_diamonds_that_do_not_touch() -> None:
    begin = datetime(2025, 1, 1, 10, 0)
    many = tuple(InfusionMark(turn + 1, begin + timedelta(days=12 * turn)) for turn in range(60))
    chart = replace(REPORT_CHART, infusions=many, from_on=date(2025, 1, 1), to_on=date(2026, 12, 31))
    made = picture(chart, PAPER, 635, 226)
    diamonds = [shape for shape in made.shapes if isinstance(shape, Diamond)]
    assert all(two.x - one.x >= one.radius + two.radius for one, two in pairwise(diamonds))
    assert not labels(made, "infusion_number_given")


def test_a_measure_that_is_due_is_a_ring_on_the_line_of_today() -> None:
    made = picture(SCREEN_CHART)
    ring = circles(made, "score_due")[0]
    today = next(shape for shape in made.shapes if isinstance(shape, Line) and shape.role == "today")
    assert ring.x == today.x1
    assert not circles(picture(replace(SCREEN_CHART, due=False)), "score_due")


def test_a_measure_without_bands_shows_its_cut_alone() -> None:
    made = picture(replace(SCREEN_CHART, title="PCL-5", high=80, bands=(), cut=(31, 33)))
    assert len([shape for shape in made.shapes if isinstance(shape, Rect) and shape.role == "cut"]) == 1
    assert [label.text for label in labels(made, "band_label")] == ["0", "20", "40", "60", "80"]
    assert labels(made, "cut_label")[0].text == "Cut-point 31–33"


def test_the_names_are_those_a_screen_reader_should_say() -> None:
    made = picture(SCREEN_CHART)
    assert made.name == "PHQ-9 from 14 September to 12 October, 21 to 13, three infusions"
    last = [hit for hit in made.hits if hit.lane is Lane.SCORES][-1]
    assert last.short == "13, moderate, 12 October, down 3, looks back over an infusion"
    assert last.name.startswith("PHQ-9, 13, moderate, Monday 12 October, infusion 2 day +6, down 3 from 16")
    effect = [hit for hit in made.hits if hit.lane is Lane.EFFECTS][1]
    assert effect.name == "Adverse effect, moderate, nausea, Tuesday 6 October"


def test_marks_are_read_lane_by_lane_in_the_order_of_time() -> None:
    keys = [(hit.lane, hit.x) for hit in picture(SCREEN_CHART).hits]
    assert keys == sorted(keys)


def test_paper_has_the_sessions_on_the_axis_and_no_lanes() -> None:
    made = picture(REPORT_CHART, PAPER, 635, 226)
    assert len(circles(made, "session_ring")) == 3
    assert {ring.y for ring in circles(made, "session_ring")} == {192}
    assert not labels(made, "lane_title")
    assert [label.text for label in labels(made, "tick")] == [
        "14 Sep",
        "21 Sep",
        "28 Sep",
        "5 Oct",
        "12 Oct",
        "19 Oct",
    ]


def test_the_clock_on_the_wall_places_a_mark_whatever_its_zone() -> None:
    def place(hours: int) -> float:
        zone = timezone(timedelta(hours=hours))
        point = ScorePoint(datetime(2026, 9, 20, 23, 0, tzinfo=zone), 10)
        return circles(picture(replace(SCREEN_CHART, points=(point,))), "score")[0].x

    assert place(-7) == place(9)


def test_three_months_end_a_little_after_today() -> None:
    near = zoomed(SCREEN_CHART, Zoom.THREE_MONTHS)
    assert near.from_on < SCREEN_CHART.from_on
    assert near.to_on == date(2026, 10, 29)
    old = replace(SCREEN_CHART, points=(ScorePoint(date(2025, 1, 2), 9), *SCREEN_CHART.points))
    assert zoomed(old, Zoom.ALL).from_on == date(2025, 1, 2)
    assert zoomed(old, Zoom.COURSE) == old


def test_two_years_are_ticked_in_months_with_the_year_named() -> None:
    long = replace(REPORT_CHART, from_on=date(2024, 10, 1), to_on=date(2026, 10, 1))
    ticks = [label.text for label in labels(picture(long, PAPER, 635, 226), "tick")]
    assert any("2025" in tick for tick in ticks)
    assert len(ticks) <= 12


def test_the_table_says_what_the_chart_shows() -> None:
    rows = table_rows(SCREEN_CHART)
    assert [(row.date_words, row.value_words, row.change_words) for row in rows] == [
        ("14 Sep 2026", "21", ""),
        ("28 Sep 2026", "20", "−1"),
        ("5 Oct 2026", "16", "−4"),
        ("12 Oct 2026", "13", "−3"),
    ]
    assert rows[3].place == "infusion 2 day +6"


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 27), st.booleans(), st.booleans()), max_size=120),
    st.integers(0, 3000),
    st.integers(200, 1800),
)
def test_any_course_can_be_drawn_inside_its_picture(
    scores: list[tuple[int, int, bool, bool]], span: int, width: int
) -> None:
    begin = date(2020, 1, 1)
    points = tuple(
        ScorePoint(begin + timedelta(days=day), value, hollow=hollow, prorated=prorated)
        for day, value, hollow, prorated in scores
    )
    chart = replace(SCREEN_CHART, points=points, from_on=begin, to_on=begin + timedelta(days=span))
    for look in (SCREEN, PAPER):
        made = layout(chart, width + look.gutter, 400, measure, look)
        for shape in made.shapes:
            if isinstance(shape, Circle | Diamond):
                assert look.gutter - 1 <= shape.x <= made.width + 1
            if isinstance(shape, Line):
                assert min(shape.y1, shape.y2) >= 0
                assert max(shape.y1, shape.y2) <= 400
