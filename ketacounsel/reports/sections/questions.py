"""The plan as numbered points, so that an answer can name one."""

from __future__ import annotations

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from ketacounsel.core.report import NumberedQuestions
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter
from ketacounsel.reports.words import Words, markup, pieces

INDENT, NUMBER_RIGHT, AFTER = 17.3, 10.5, 3.1


@flow.register
def _(block: NumberedQuestions, setter: Typesetter) -> list[Flowable]:
    if not any(item.strip() for item in block.items):
        return []
    heading = setter.heading(block.title)
    body = setter.style.text["body"]
    look = ParagraphStyle("question", parent=body, leftIndent=INDENT, spaceAfter=AFTER)
    first = ParagraphStyle(
        "question_first", parent=look, bulletFontName=body.fontName, bulletFontSize=body.fontSize,
        bulletIndent=NUMBER_RIGHT, bulletAnchor="end", bulletColor=body.textColor,
    )  # fmt: skip
    tree = setter.root.add("L")
    found: list[Flowable] = []
    for number, item in enumerate((item for item in block.items if item.strip()), start=1):
        node = tree.add("LI").add("LBody")
        lines = [line for paragraph in pieces(item) for line in paragraph]
        for index, line in enumerate(lines):
            marked = markup(line, setter.style.weights["body"], setter.warnings)
            words = Words(
                marked, first if index == 0 else look, bulletText=f"{number}." if index == 0 else None
            )
            words.node = node
            found.append(words)
    return setter.under(heading, found)
