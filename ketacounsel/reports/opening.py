"""The head of page one: letterhead, title, and who writes to whom about whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm

from ketacounsel.reports.mark import SIDE, draw_mark
from ketacounsel.reports.parts import Part
from ketacounsel.reports.words import shortened

if TYPE_CHECKING:
    from ketacounsel.core.report import Letterhead, Parties, Report
    from ketacounsel.reports.typesetter import Typesetter
    from ketacounsel.reports.words import Words

LINE_CHARACTERS = 160  # of an address or a name; the head of a letter has no room for more


def opening(report: Report, setter: Typesetter) -> list[Part]:
    gaps = setter.style.gaps
    head = LetterheadBlock(report.letterhead, setter)
    title = setter.words(report.meta.title, "title", setter.root.add("H1"))
    title.space_before = gaps["title_gap"]
    found: list[Part] = [head, title]
    if report.meta.subtitle:
        found.append(setter.words(report.meta.subtitle, "subtitle", setter.root.add("P")))
    return [*found, PartiesBlock(report.parties, setter)]


class LetterheadBlock(Part):
    """Mark, practice and counselor at the left, address at the right, a teal rule beneath."""

    def __init__(self, head: Letterhead, setter: Typesetter) -> None:
        self.style = setter.style

        def line(text: str, role: str) -> Words:
            short = shortened(text, LINE_CHARACTERS, setter.warnings)
            return setter.words(short, role, setter.root.add("P"))

        self.name = [line(head.practice, "practice")]
        if head.byline:
            self.name.append(line(head.byline, "byline"))
        self.address = [line(part, "byline_right") for part in head.address[:6]]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        left, right = width * 0.6 - SIDE - 3.2 * mm, width * 0.4
        self.left_height = sum(words.wrap(left, 1e6)[1] for words in self.name)
        self.right_height = sum(words.wrap(right, 1e6)[1] for words in self.address)
        self.tall = max(SIDE, self.left_height, self.right_height)
        self.width, self.height = width, self.tall + 4 * mm
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        middle = self.height - self.tall / 2
        with canvas.marked(None):
            draw_mark(canvas, 0, middle - SIDE / 2, self.style)
            canvas.setStrokeColor(self.style.ink["accent"])
            canvas.setLineWidth(0.35 * mm)
            canvas.line(0, 0, self.width, 0)
        _stack(canvas, self.name, SIDE + 3.2 * mm, middle + self.left_height / 2)
        _stack(canvas, self.address, self.width * 0.6, middle + self.right_height / 2)


class PartiesBlock(Part):
    """Two columns of label and value between hairlines."""

    ROW_GAP = 1.5 * mm

    def __init__(self, parties: Parties, setter: Typesetter) -> None:
        self.style = setter.style
        self.space_before = self.style.gaps["parties_gap"]
        self.rows = [
            (
                _fact("To", parties.to, setter),
                _fact("Client", (parties.client, parties.client_line), setter, strong=True),
            ),
            (_fact("From", (parties.sender,), setter), _fact("Period", (parties.period,), setter)),
            (_fact("Date", (parties.date,), setter), _fact("Release", (parties.release,), setter)),
        ]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        columns = self.style.column_widths("parties")
        self.columns = [sum(columns[:index]) for index in range(len(columns))]
        self.heights = [
            max(_tall(fact, columns[side * 2 + 1] - (0 if side else 8.5)) for side, fact in enumerate(row))
            for row in self.rows
        ]
        pad = self.style.gaps["parties_pad"]
        self.width = width
        self.height = 2 * pad + sum(self.heights) + self.ROW_GAP * (len(self.rows) - 1)
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        with canvas.marked(None):
            canvas.setStrokeColor(self.style.ink["rule"])
            canvas.setLineWidth(0.2 * mm)
            canvas.line(0, self.height, self.width, self.height)
            canvas.line(0, 0, self.width, 0)
        y = self.height - self.style.gaps["parties_pad"]
        for row, tall in zip(self.rows, self.heights, strict=True):
            for side, (label, *values) in enumerate(row):
                _stack(canvas, [label], self.columns[side * 2], y)
                _stack(canvas, values, self.columns[side * 2 + 1], y)
            y -= tall + self.ROW_GAP


def _fact(label: str, values: tuple[str, ...], setter: Typesetter, strong: bool = False) -> list[Words]:
    shown = [shortened(value, LINE_CHARACTERS, setter.warnings) for value in values if value.strip()]
    if not shown:
        return [setter.words("", "party_label", None)]
    node = setter.root.add("P")
    words = [setter.words(label, "party_label", node)]
    for index, value in enumerate(shown[:6]):
        words.append(setter.words(value, "party_name" if strong and index == 0 else "party", node))
    return words


def _tall(fact: list[Words], width: float) -> float:
    """The label stands beside the first value, so only the values add up."""
    label = fact[0].wrap(width, 1e6)[1]
    values = sum(words.wrap(width, 1e6)[1] for words in fact[1:])
    return max(float(label), float(values))


def _stack(canvas: Any, column: list[Words], x: float, y: float) -> None:
    for words in column:
        y -= words.height
        words.draw_on(canvas, x, y)
