"""Baseline, latest and change of each measure, with the change read in words."""

from __future__ import annotations

from ketacounsel.core.report import ScoreTable
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter


@flow.register
def _(block: ScoreTable, setter: Typesetter) -> list[Part]:
    if not block.rows and not block.empty:
        return []
    heading = setter.heading(block.title)
    if not block.rows:
        return setter.under(heading, setter.body(block.empty))
    heads = (
        "Measure",
        f"Baseline\n{block.baseline_on}",
        f"Latest\n{block.latest_on}",
        "Change",
        "Reading",
    )
    rows = [(row.measure, row.baseline, row.latest, row.change, row.reading) for row in block.rows]
    grid = setter.grid("scores", heads, rows, right=(1, 2, 3), note=block.note)
    return setter.under(heading, [grid], room=grid.first_height())
