"""Goals, how far they have come, and since when."""

from __future__ import annotations

from ketacounsel.core.report import GoalTable
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter


@flow.register
def _(block: GoalTable, setter: Typesetter) -> list[Part]:
    if not block.rows:
        return []
    heading = setter.heading(block.title)
    rows = [(row.goal, row.progress, row.since) for row in block.rows]
    grid = setter.grid("goals", ("Goal", "Progress", "Since"), rows)
    return setter.under(heading, [grid], room=grid.first_height())
