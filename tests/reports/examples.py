"""Invented reports: the one the drawings show, an empty client, one session, two years, hostile words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ketacounsel.core.report import (
    GoalRow,
    GoalTable,
    InfusionRow,
    InfusionTable,
    Letterhead,
    Meta,
    Notice,
    NumberedQuestions,
    Parties,
    Report,
    ScoreRow,
    ScoreTable,
    Signature,
    Summary,
    Text,
    Trend,
)
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
LETTERHEAD = Letterhead(
    "Harbor Lane Counseling",
    "Dana Whitfield, LPC · integration therapy",
    ("214 Harbor Lane, Suite 3", "Fort Collins, CO 80524", "(555) 0107"),
)
PARTIES = Parties(
    to=("Dr Femi Adeyemi, MD", "Northgate Infusion Clinic"),
    sender="Dana Whitfield, LPC",
    date="16 Oct 2026",
    client="Maren Ostrowski",
    file_no="HL-0147",
    client_line="Born 4 Mar 1985 · file HL-0147",
    period="14 Sep to 16 Oct 2026",
    release="Signed 8 Sep 2026, valid to 8 Sep 2027",
)
NOTICE = Notice(
    "Confidential mental health information, released to the addressee under the client’s written "
    "authorization of 8 Sep 2026. Please do not copy it or pass it on without a further authorization, "
    "except as the law allows. The counselor’s private notes are not part of this report."
)
SIGNATURE = Signature("Dana Whitfield, LPC", "License LPC.0012846, Colorado")
CAPTION = "Lower is better. Shading marks the published severity bands."

MAREN = Report(
    Meta("progress", "Progress report", "Integration therapy during a course of ketamine infusions"),
    LETTERHEAD,
    PARTIES,
    (
        Summary(
            "Ms Ostrowski has had three of six planned infusions, each followed by an integration session on "
            "day +2. Her PHQ-9 has fallen from 21 (severe) to 9 (mild). Distress rose in the days before "
            "infusions 2 and 3, and fell again after each. Aftereffects were mild to moderate and settled "
            "the same day. Item 9 was 1 on 14 and 28 Sep and has been 0 since 5 Oct; her safety plan is "
            "current."
        ),
        Trend("PHQ-9 over the course", REPORT_CHART, CAPTION),
        ScoreTable(
            "Measures",
            (
                ScoreRow(
                    "PHQ-9, 0–27",
                    "21",
                    "9",
                    "−12",
                    "Severe to mild. A change of 5 or more is usually meaningful.",
                ),
                ScoreRow("GAD-7, 0–21", "15", "8", "−7", "Severe to mild."),
                ScoreRow(
                    "PCL-5, 0–80",
                    "47",
                    "34",
                    "−13",
                    "Above the 31–33 cut-point. A change of 10 or more is usually meaningful.",
                ),
                ScoreRow(
                    "WHO-5, 0–100", "16", "44", "+28", "Higher is better; below 50 suggests low well-being."
                ),
            ),
            "14 Sep",
            "16 Oct",
        ),
        InfusionTable(
            "Infusions and integration sessions",
            (
                InfusionRow(
                    "1",
                    "Tue 29 Sep, 10:20",
                    "0.50 mg/kg IV, 40 min",
                    "Nausea, mild",
                    "Thu 1 Oct, day +2",
                    "16",
                ),
                InfusionRow(
                    "2",
                    "Tue 6 Oct, 10:05",
                    "0.60 mg/kg IV, 40 min",
                    "Nausea, moderate; headache, mild",
                    "Thu 8 Oct, day +2",
                    "13",
                ),
                InfusionRow(
                    "3",
                    "Tue 13 Oct, 10:15",
                    "0.75 mg/kg IV, 40 min",
                    "Nausea, mild; BP to 148/92, settled 11:20",
                    "Thu 15 Oct, day +2",
                    "9",
                ),
            ),
            ("PHQ-9", "after"),
            "Doses and vital signs as recorded by Northgate Infusion Clinic.",
        ),
        Text(
            "Themes and daily life",
            "Two themes recur across the three sessions: belonging, and asking for help. Ms Ostrowski ties "
            "them to a repeated image of standing outside a lit house. In daily life she has called her sister "
            "on two of the last three Sundays, after a year of little contact, and reports sleeping by 23:30 on "
            "four of five work nights.",
        ),
        GoalTable(
            "Goals",
            (
                GoalRow(
                    "Reach out before it gets dark",
                    "Weekly call with sister kept in 2 of 3 weeks; dinner planned before 20 Oct",
                    "1 Oct",
                ),
                GoalRow("Sleep by 23:30 on work nights", "4 of 5 nights last week, from 1 of 5", "23 Sep"),
            ),
        ),
        Text(
            "Safety",
            "No suicidal ideation reported since 28 Sep. Safety plan written 14 Sep, reviewed with her on 8 "
            "Oct. No dissociation beyond the evening of an infusion. She does not drive on infusion days; her "
            "sister drives her home.",
        ),
        NumberedQuestions(
            "Plan, and questions for you",
            (
                (
                    "Infusion 4 is planned for Tue 20 Oct, integration session Thu 22 Oct. Please tell us of "
                    "any change in dose or date, so the session can move with it."
                ),
                "Nausea was moderate after infusion 2. Would ondansetron beforehand be suitable?",
                (
                    "PCL-5 remains above the cut-point. We plan to continue weekly integration sessions for "
                    "four weeks after infusion 6."
                ),
            ),
        ),
        SIGNATURE,
        NOTICE,
    ),
)
EMPTY = replace(
    MAREN,
    blocks=(
        Summary("No infusion has been given yet."),
        Trend(
            "PHQ-9 over the course",
            replace(REPORT_CHART, points=(), infusions=(), sessions=()),
            empty="No scores between 14 Sep and 16 Oct.",
        ),
        ScoreTable("Measures", empty="No scores between 14 Sep and 16 Oct."),
        InfusionTable("Infusions and integration sessions", empty="No infusions between 14 Sep and 16 Oct."),
        Text("Themes and daily life"),
        GoalTable("Goals"),
        NumberedQuestions("Plan, and questions for you"),
        SIGNATURE,
        NOTICE,
    ),
)
ONE_SESSION = replace(
    EMPTY,
    blocks=(
        Summary("One preparation session was held on 23 Sep."),
        Trend("PHQ-9 over the course", replace(REPORT_CHART, points=SCORES[:1], infusions=())),
        ScoreTable("Measures", (ScoreRow("PHQ-9, 0–27", "21", "", "", "Severe."),), baseline_on="14 Sep"),
        SIGNATURE,
        NOTICE,
    ),
)


def two_years(rows: int = 60) -> Report:
    """A long course: a score each fortnight, with a summer of silence, and an infusion table over pages."""
    begin = datetime(2024, 10, 14, 9, 0, tzinfo=DENVER)
    points = tuple(
        ScorePoint(begin + timedelta(days=14 * turn), (turn * 7) % 22 + 2, "", id=f"s{turn}")
        for turn in range(52)
        if not 18 <= turn <= 22
    )
    infusions = tuple(
        InfusionMark(number + 1, begin + timedelta(days=28 * number + 3), dose_words="0.50 mg/kg")
        for number in range(24)
    )
    chart = replace(REPORT_CHART, from_on=date(2024, 10, 14), points=points, infusions=infusions, sessions=())
    table = InfusionTable(
        "Infusions and integration sessions",
        tuple(
            InfusionRow(
                str(number),
                f"Visit {number}",
                "0.50 mg/kg IV, 40 min",
                "Nausea, mild",
                f"Session {number}",
                "9",
            )
            for number in range(1, rows + 1)
        ),
        ("PHQ-9", "after"),
    )
    texts = tuple(Text(f"Part {part}", "One quiet sentence about daily life. " * 40) for part in range(6))
    return replace(
        MAREN, blocks=(MAREN.blocks[0], Trend("PHQ-9 over the course", chart, CAPTION), table, *texts,
                       SIGNATURE, NOTICE)
    )  # fmt: skip
