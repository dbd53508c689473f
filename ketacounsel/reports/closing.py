"""The end of a report: the signature with at least three lines above it, the notice at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ketacounsel.reports.grid import Grid
from ketacounsel.reports.parts import Part
from ketacounsel.reports.words import Words

if TYPE_CHECKING:
    from ketacounsel.reports.style import Style

LINES = 3  # of text that a signature keeps above it
ENDLESS = 1e6  # points


class Closing(Part):
    """Keeps the last lines, the signature and the notice on one page, the notice at its foot."""

    def __init__(self, tail: list[Part], foot: list[Part], page_height: float) -> None:
        self.tail, self.foot, self.page_height = tail, foot, page_height
        self.space_before = tail[0].space_before if tail else 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Takes the rest of the page when it fits there, and says what it needs when it does not."""
        for item in self.tail:
            if isinstance(item, Grid) and item.again:
                item.headless = height < self.page_height - 1  # the rows before stand right above
        needed = sum(above + tall for _item, above, tall in self._measured(width))
        self.width = width
        self.height = height if needed <= height < ENDLESS else needed
        return self.width, self.height

    def _measured(self, width: float) -> list[tuple[Part, float, float]]:
        """Each part with the space above it and its height."""
        found: list[tuple[Part, float, float]] = []
        after = 0.0
        for item in [*self.tail, *self.foot]:
            above = max(item.space_before, after) if found else 0.0
            found.append((item, above, item.wrap(width, ENDLESS)[1]))
            after = item.space_after
        return found

    def draw(self) -> None:
        canvas: Any = self.canv
        parts = self._measured(self.width)
        y = self.height
        for item, above, tall in parts[: len(self.tail)]:
            y -= above + tall
            item.draw_on(canvas, 0, y)
        below = 0.0
        for item, above, tall in reversed(parts[len(self.tail) :]):
            item.draw_on(canvas, 0, below)
            below += tall + above


def closed(
    body: list[Part],
    signature: list[Part],
    foot: list[Part],
    style: Style,
    page_height: float,
) -> list[Part]:
    """The story with its end tied together: the last three lines of text move with the signature."""
    story, tail, lines = list(body), list[Part](), 0
    while story and lines < LINES and isinstance(story[-1], Words):
        last = story.pop()
        if not isinstance(last, Words):
            break
        last.wrap(style.text_width, ENDLESS)
        count = len(last.lines)
        if count > 2 * LINES:
            head, last = last.split(style.text_width, (count - LINES + 0.01) * last.look.leading)
            story.append(head)
            count = LINES
        tail.insert(0, last)
        lines += count
    if lines < LINES:
        tail = [*_whole_block(story), *tail]
    elif story and _is_heading(story[-1]):
        tail.insert(0, story.pop())  # never left behind by what it stands above
    if not (tail or signature or foot):
        return story
    return [*story, Closing([*tail, *signature], foot, page_height)]


def _is_heading(item: Part) -> bool:
    return isinstance(item, Words) and item.node is not None and item.node.kind == "H2"


def _whole_block(story: list[Part]) -> list[Part]:
    """A chart or a short table goes along with its heading, a long table gives its last rows."""
    last = story[-1] if story else None
    if isinstance(last, Grid) and len(last.rows) > 2 * LINES:
        story[-1], rest = last.parted(LINES)
        return [rest]
    taken: list[Part] = []
    if len(story) >= 2 and isinstance(story[-2], Words):
        taken = story[-2:]
        del story[-2:]
    return taken
