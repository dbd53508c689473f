"""What sections need to set their words: the style, the structure so far, and what could not be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.reports.grid import GAP, WIDE_GAP, Grid, Rules
from ketacounsel.reports.parts import Room, Space
from ketacounsel.reports.tags import Node
from ketacounsel.reports.words import LONGEST, SHORTENED, Words, clean, pieces, printable, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketacounsel.reports.parts import Part
    from ketacounsel.reports.style import Style

PARAGRAPH_GAP = 5.67  # points
CHARACTER = 0.45  # of the type size, narrow on purpose: a cell is shortened only when it must be
CELL_LINES = 30


class Typesetter:
    """Sets words by role. `warnings` collects what the reader of the report should know was changed."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.root = Node("Document")
        self.warnings: list[str] = []

    def words(self, text: str, role: str, node: Node | None) -> Words:
        """One paragraph; line breaks are kept."""
        look = self.style.text[role]
        return Words(printable(clean(text).strip(), look.weight, self.warnings), look, node)

    def body(self, text: str, role: str = "body") -> list[Part]:
        """A text of any length as paragraphs."""
        if len(text) > LONGEST and SHORTENED not in self.warnings:
            self.warnings.append(SHORTENED)
        found: list[Part] = []
        for paragraph in pieces(text):
            if found:
                found.append(Space(PARAGRAPH_GAP))
            node = self.root.add("P")
            found += [self.words(line, role, node) for line in paragraph]
        return found

    def heading(self, title: str) -> Words:
        """Made before its content, so that it is read before it."""
        gaps = self.style.gaps
        words = self.words(title, "heading", self.root.add("H2"))
        words.space_before = gaps["heading_before"]
        words.space_after = gaps["heading_after"]
        return words

    def under(self, heading: Words, content: Sequence[Part], room: float | None = None) -> list[Part]:
        """A heading with at least two lines, or `room`, of what follows it on the same page."""
        needed = self.style.text["body"].leading * 2 if room is None else room
        above = heading.space_before + heading.space_after + self.style.text["heading"].leading
        return [Room(above + needed), heading, *content]

    def grid(
        self,
        table: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        right: Sequence[int] = (),
        note: str = "",
    ) -> Grid:
        """A table whose columns in `right` are set flush right."""
        style = self.style
        widths = style.column_widths(table)
        tree = self.root.add("Table")
        sides = ["_right" if column in right else "" for column in range(len(widths))]
        top = tree.add("TR")
        head = [
            self.words(text, f"table_head{side}", top.add("TH"))
            for text, side in zip(heads, sides, strict=True)
        ]
        most = [int(CELL_LINES * width / (style.text["table"].size * CHARACTER)) for width in widths]
        cells: list[list[Words]] = []
        for row in rows:
            line = tree.add("TR")
            cells.append(
                [
                    self.words(shortened(text, limit, self.warnings), f"table{side}", line.add("TD"))
                    for text, side, limit in zip(row, sides, most, strict=True)
                ]
            )
        rules = Rules(style.ink["head"], style.ink["row"], style.gaps["row_pad"])
        below = self.words(note, "caption", self.root.add("P")) if note else None
        gaps = [WIDE_GAP if side else GAP for side in sides]
        return Grid(widths, [*gaps[:-1], 0.0], head, cells, rules, below)
