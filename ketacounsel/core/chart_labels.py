"""Finds each value a place beside its point, clear of the lines, the marks and the other values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketacounsel.core.chart_picture import Anchor, Label, Point, TextWidth

if TYPE_CHECKING:
    from ketacounsel.core.chart_frame import Frame

Box = tuple[float, float, float, float]
Way = tuple[float, float, float, float]
NEAR = 3  # lines before and after a point that its value can meet


@dataclass(slots=True)
class Obstacles:
    """What is already drawn: the score line, the points, the uprights, and values placed so far."""

    frame: Frame
    ways: list[Way]
    spots: list[Point]
    uprights: list[float]
    taken: list[Box] = field(default_factory=list)

    def hits(self, box: Box, index: int) -> int:
        """How many things a label here would cover; lines weigh more than uprights."""
        left, top, right, bottom = box
        count = 4 * (top < 0 or right > self.frame.picture_width or left < self.frame.left)
        count += 4 * (bottom > self.frame.bottom)
        begin = bisect_left(self.ways, (left, 0.0, 0.0, 0.0))
        for way in self.ways[max(0, begin - NEAR) : bisect_right(self.ways, (right, 0.0, 0.0, 0.0)) + 1]:
            count += 3 * _crosses(way, box)
        count += sum(2 for x in self.uprights if left - 1 < x < right + 1)
        count += sum(4 for other in self.taken[-8:] if _overlap(other, box))
        near = self.spots[max(0, index - NEAR) : index + NEAR + 1]
        radius = self.frame.look.point
        count += sum(3 for x, y in near if _overlap((x - radius, y - radius, x + radius, y + radius), box))
        return count


def place_values(obstacles: Obstacles, texts: list[str], measure: TextWidth) -> list[Label]:
    """One label a point; where points crowd, the values that find no room stay in the table."""
    labels: list[Label] = []
    for index, text in enumerate(texts):
        width = measure(text, "value")
        best = min(
            ((obstacles.hits(box, index), order, label, box) for order, (label, box) in
             enumerate(_places(obstacles, index, text, width))),
            key=lambda found: (found[0], found[1]),
        )  # fmt: skip
        weight, _, label, box = best
        edge = index in (0, len(texts) - 1)
        if weight < 3 or (edge and weight < 8) or len(texts) <= 3:
            labels.append(label)
            obstacles.taken.append(box)
    return labels


def _places(obstacles: Obstacles, index: int, text: str, width: float) -> list[tuple[Label, Box]]:
    """Where a value may stand, the best first: outside the bend its point makes."""
    look = obstacles.frame.look
    x, y = obstacles.spots[index]
    up, down = -look.label_gap * 0.97, look.label_gap + look.text * 0.55
    aside = width / 2 + look.point * 0.7
    level, beside = look.text * 0.36, look.point + look.text * 0.45
    above = [(0.0, up), (-aside * 0.5, up), (aside * 0.5, up), (aside, up), (-aside, up)]
    below = [(0.0, down), (aside * 0.5, down), (aside, down), (-aside * 0.5, down), (-aside, down)]
    sides = [(beside + width / 2, level), (-beside - width / 2, level)]
    order = {
        "peak": [*above, *sides, *below],
        "valley": [*below, *sides, *above],
        "end": [sides[0], *above, *below, sides[1]],
    }[_bend(obstacles.spots, index)]
    found: list[tuple[Label, Box]] = []
    for dx, dy in order:
        label = Label(x + dx, y + dy, text, "value", Anchor.MIDDLE)
        box = (label.x - width / 2, label.y - look.text * 0.78, label.x + width / 2, label.y + 1)
        found.append((label, box))
    return found


def _bend(spots: list[Point], index: int) -> str:
    y = spots[index][1]
    before = spots[index - 1][1] if index else None
    after = spots[index + 1][1] if index + 1 < len(spots) else None
    if before is not None and after is None:
        return "end"
    if before is not None and after is not None and before < y and after < y:
        return "valley"
    return "peak"


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _crosses(way: Way, box: Box) -> bool:
    """Whether a line passes through a box, by cutting it at the box's sides."""
    x1, y1, x2, y2 = way
    left, top, right, bottom = box
    begin, end = max(x1, left), min(x2, right)
    if begin > end:
        return False
    slope = (y2 - y1) / (x2 - x1) if x2 > x1 else 0.0
    one, two = y1 + (begin - x1) * slope, y1 + (end - x1) * slope
    return max(one, two) > top - 1 and min(one, two) < bottom + 1
