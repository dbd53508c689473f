"""Each infusion with its dose, its aftereffects and the integration session that followed."""

from __future__ import annotations

from ketacounsel.core.report import InfusionTable
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter


@flow.register
def _(block: InfusionTable, setter: Typesetter) -> list[Part]:
    if not block.rows and not block.empty:
        return []
    heading = setter.heading(block.title)
    if not block.rows:
        return setter.under(heading, setter.body(block.empty))
    heads = ("", "Infusion", "Dose", "Aftereffects", "Integration session", "\n".join(block.score_head))
    rows = [(row.number, row.when, row.dose, row.effects, row.session, row.score) for row in block.rows]
    grid = setter.grid("infusions", heads, rows, right=(5,), note=block.source)
    return setter.under(heading, [grid], room=grid.first_height())
