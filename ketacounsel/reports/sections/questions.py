"""The plan as numbered points, so that an answer can name one."""

from __future__ import annotations

from dataclasses import replace

from ketacounsel.core.report import NumberedQuestions
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter
from ketacounsel.reports.words import Words, pieces, printable

INDENT, NUMBER_RIGHT, AFTER = 17.3, 10.5, 3.1


@flow.register
def _(block: NumberedQuestions, setter: Typesetter) -> list[Part]:
    if not any(item.strip() for item in block.items):
        return []
    heading = setter.heading(block.title)
    body = setter.style.text["body"]
    look = replace(body, indent=INDENT, number_right=NUMBER_RIGHT, space_after=AFTER)
    tree = setter.root.add("L")
    found: list[Part] = []
    for number, item in enumerate((item for item in block.items if item.strip()), start=1):
        node = tree.add("LI").add("LBody")
        lines = [line for paragraph in pieces(item) for line in paragraph]
        for index, line in enumerate(lines):
            shown = printable(line, look.weight, setter.warnings)
            found.append(Words(shown, look, node, "" if index else f"{number}."))
    return setter.under(heading, found)
