"""Invented courses as charts: the one the drawings show, for the screen and for the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ketacounsel.core.series import (
    Band,
    ChartInput,
    EffectMark,
    InfusionMark,
    ScorePoint,
    SessionMark,
    SessionState,
    Window,
)

DENVER = ZoneInfo("America/Denver")
PHQ9_BANDS = (
    Band("Minimal", 0, 4, 0),
    Band("Mild", 5, 9, 1),
    Band("Moderate", 10, 14, 2),
    Band("Mod. severe", 15, 19, 3),
    Band("Severe", 20, 27, 4),
)
INFUSIONS = (
    InfusionMark(1, datetime(2026, 9, 29, 10, 20, tzinfo=DENVER), dose_words="0.50 mg/kg", id="i1"),
    InfusionMark(2, datetime(2026, 10, 6, 10, 5, tzinfo=DENVER), dose_words="0.60 mg/kg", id="i2"),
    InfusionMark(3, datetime(2026, 10, 13, 10, 15, tzinfo=DENVER), dose_words="0.75 mg/kg", id="i3"),
)
PLANNED = tuple(
    InfusionMark(number, datetime(2026, month, day, 10, 0, tzinfo=DENVER), given=False, id=f"i{number}")
    for number, month, day in ((4, 10, 20), (5, 10, 27), (6, 11, 10))
)
SCORES = (
    ScorePoint(date(2026, 9, 14), 21, "Severe", place="before infusion 1", id="s1"),
    ScorePoint(date(2026, 9, 28), 20, "Severe", place="before infusion 1", id="s2"),
    ScorePoint(
        datetime(2026, 10, 5, 9, 0, tzinfo=DENVER),
        16,
        "Mod. severe",
        True,
        place="infusion 1 day +6",
        id="s3",
    ),
    ScorePoint(
        datetime(2026, 10, 12, 9, 0, tzinfo=DENVER), 13, "Moderate", True, place="infusion 2 day +6", id="s4"
    ),
    ScorePoint(
        datetime(2026, 10, 16, 15, 0, tzinfo=DENVER), 9, "Mild", True, place="infusion 3 day +3", id="s5"
    ),
)
SESSIONS = tuple(
    SessionMark(datetime(2026, month, day, 15, 0, tzinfo=DENVER), words, id=f"v{index}")
    for index, (month, day, words) in enumerate(
        ((9, 14, "Intake"), (9, 23, "Prep"), (10, 1, "day +2"), (10, 8, "day +2"))
    )
)
EFFECTS = (
    EffectMark(INFUSIONS[0].at, 1, "nausea", "e1"),
    EffectMark(INFUSIONS[1].at, 2, "nausea", "e2"),
    EffectMark(INFUSIONS[2].at, 1, "nausea", "e3"),
)


def window(mark: InfusionMark) -> Window:
    assert isinstance(mark.at, datetime)
    return Window(mark.at + timedelta(hours=24), mark.at + timedelta(hours=72), planned=not mark.given)


SCREEN_CHART = ChartInput(
    title="PHQ-9",
    low=0,
    high=27,
    from_on=date(2026, 9, 14),
    to_on=date(2026, 11, 10),
    bands=PHQ9_BANDS,
    points=SCORES[:-1],
    infusions=INFUSIONS + PLANNED,
    sessions=(
        *SESSIONS,
        SessionMark(datetime(2026, 10, 15, 15, 0, tzinfo=DENVER), "day +2", SessionState.NEXT, "v8"),
        *(
            SessionMark(datetime(2026, month, day, 15, 0, tzinfo=DENVER), "", SessionState.PLANNED, f"v{day}")
            for month, day in ((10, 22), (10, 29), (11, 12))
        ),
    ),
    effects=EFFECTS,
    windows=tuple(window(mark) for mark in INFUSIONS + PLANNED),
    today=datetime(2026, 10, 15, 14, 20, tzinfo=DENVER),
    due=True,
)
REPORT_CHART = replace(
    SCREEN_CHART,
    to_on=date(2026, 10, 16),
    points=SCORES,
    infusions=INFUSIONS,
    sessions=(*SESSIONS[2:], SessionMark(datetime(2026, 10, 15, 15, 0, tzinfo=DENVER), "day +2", id="v8")),
    today=None,
    due=False,
)
