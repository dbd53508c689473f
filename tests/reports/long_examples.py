"""An invented report of two years, to see pages turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from ketacounsel.core.report import InfusionRow, InfusionTable, Report, Text, Trend
from ketacounsel.core.series import InfusionMark, ScorePoint
from tests.reports.chart_examples import DENVER, REPORT_CHART
from tests.reports.examples import CAPTION, MAREN, NOTICE, SIGNATURE


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
