"""A table that turns pages: rows stay whole, the heads come again, and time grows only with the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ketacounsel.reports.parts import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.colors import Color

    from ketacounsel.reports.words import Words

GAP = 7.1  # points between columns
WIDE_GAP = 17.0  # after a column of figures
HEAD_PAD = 4.0


@dataclass(frozen=True, slots=True)
class Rules:
    """Hairlines of a table: colour and width under the heads and under each row."""

    head: Color
    row: Color
    row_pad: float
    head_width: float = 0.85
    row_width: float = 0.57


class Grid(Part):
    """Rows of cells under a row of heads; `note` stays with the last row."""

    def __init__(
        self,
        widths: Sequence[float],
        gaps: Sequence[float],
        head: list[Words],
        rows: list[list[Words]],
        rules: Rules,
        note: Words | None = None,
    ) -> None:
        self.widths, self.gaps, self.head, self.rows = widths, gaps, head, rows
        self.rules, self.note = rules, note
        self.again = False
        self.headless = False
        self._heights: list[float] | None = None

    def head_height(self) -> float:
        if self.headless:
            return 0.0
        return max((self._fit(cell, column) for column, cell in enumerate(self.head)), default=0.0) + HEAD_PAD

    def heights(self) -> list[float]:
        """Of each row, measured once."""
        if self._heights is None:
            pad = 2 * self.rules.row_pad
            self._heights = [
                max(self._fit(cell, column) for column, cell in enumerate(row)) + pad for row in self.rows
            ]
        return self._heights

    def first_height(self) -> float:
        """What must not be parted from a heading above: the heads and two rows."""
        return self.head_height() + sum(self.heights()[:2])

    def _fit(self, cell: Words, column: int) -> float:
        height: float = cell.wrap(self.widths[column] - self.gaps[column], 1e6)[1]
        return height

    def _note_height(self) -> float:
        if self.note is None:
            return 0.0
        height: float = self.note.wrap(sum(self.widths), 1e6)[1]
        return height + self.rules.row_pad * 1.15

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = sum(self.widths)
        self.height = self.head_height() + sum(self.heights()) + self._note_height()
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Part]:
        room = height - self.head_height()
        count = 0
        for tall in self.heights():
            if tall > room:
                break
            room -= tall
            count += 1
        if count == len(self.rows):
            count -= 1  # only the note did not fit: it takes the last row along
        if count < 1:
            return []
        return [self._part(0, count, None, self.again), self._part(count, None, self.note, True)]

    def parted(self, last: int) -> tuple[Grid, Grid]:
        """Two tables, the second of the last rows."""
        at = len(self.rows) - last
        return self._part(0, at, None, self.again), self._part(at, None, self.note, True)

    def _part(self, begin: int, end: int | None, note: Words | None, again: bool) -> Grid:
        part = Grid(self.widths, self.gaps, self.head, self.rows[begin:end], self.rules, note)
        part.again = again
        part._heights = self.heights()[begin:end]
        return part

    def draw(self) -> None:
        canvas: Any = self.canv
        y = self.height - self.head_height()
        if not self.headless:
            self._draw_head(y)
        for row, tall in zip(self.rows, self.heights(), strict=True):
            for column, cell in enumerate(row):
                self._place(cell, column, y - self.rules.row_pad - cell.height)
            y -= tall
            self._rule(y, self.rules.row, self.rules.row_width)
        if self.note is not None:
            self.note.draw_on(canvas, 0, 0)

    def _draw_head(self, y: float) -> None:
        """Read aloud once; where the heads come again they are decoration."""
        for column, cell in enumerate(self.head):
            node, cell.node = cell.node, None if self.again else cell.node
            self._place(cell, column, y + HEAD_PAD)
            cell.node = node
        self._rule(y, self.rules.head, self.rules.head_width)

    def _place(self, cell: Words, column: int, y: float) -> None:
        cell.draw_on(self.canv, sum(self.widths[:column]), y)

    def _rule(self, y: float, color: Color, width: float) -> None:
        canvas: Any = self.canv
        with canvas.marked(None):
            canvas.setStrokeColor(color)
            canvas.setLineWidth(width)
            canvas.line(0, y, self.width, y)
