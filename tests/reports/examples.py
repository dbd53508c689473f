"""Invented reports: the one the drawings show, an empty client, one session."""

from __future__ import annotations

from dataclasses import replace

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
from tests.reports.chart_examples import REPORT_CHART, SCORES

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
            "Ms Ostrowski has had three of six planned infusions, each followed by an integration session "
            "on day +2. Her PHQ-9 has fallen from 21 (severe) to 9 (mild). Distress rose in the days before "
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
                    "WHO-5, 0–100",
                    "16",
                    "44",
                    "+28",
                    "Higher is better; 50 or below suggests low well-being.",
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
            "them to a repeated image of standing outside a lit house. In daily life she has called her "
            "sister on two of the last three Sundays, after a year of little contact, and reports sleeping "
            "by 23:30 on four of five work nights.",
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
            "Oct. No dissociation beyond the evening of an infusion. She does not drive on infusion days; "
            "her sister drives her home.",
        ),
        NumberedQuestions(
            "Plan, and questions for you",
            (
                (
                    "Infusion 4 is planned for Tue 20 Oct, integration session Thu 22 Oct. Please tell us "
                    "of any change in dose or date, so the session can move with it."
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
