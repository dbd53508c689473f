"""Scores over time with the infusions as upright lines."""

from __future__ import annotations

from ketacounsel.core.report import Trend
from ketacounsel.core.series import table_rows
from ketacounsel.reports.chart import ChartFigure
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter


@flow.register
def _(block: Trend, setter: Typesetter) -> list[Part]:
    if not block.chart.points and not block.empty:
        return []
    heading = setter.heading(block.title)
    if not block.chart.points:
        return setter.under(heading, setter.body(block.empty))
    spoken = "; ".join(
        f"{row.date_words} {row.value_words} {row.band}".strip() for row in table_rows(block.chart)
    )
    node = setter.root.add("Figure")
    figure = ChartFigure(block.chart, setter.style, node, block.caption)
    node.alt = ". ".join((figure.picture.name, spoken, *figure.notes))
    return setter.under(heading, [figure], room=figure.drawn_height + figure.below)
