"""What pages are made of: parts with a height, which flow down a page and over to the next."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NEARLY = 1e-6  # points


class Part:
    """Measured by `wrap`, drawn at a place, and perhaps cut in two at the foot of a page."""

    width = height = 0.0
    space_before = space_after = 0.0
    canv: Any

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size it takes of what is offered."""
        return self.width, self.height

    def split(self, width: float, height: float) -> Sequence[Part]:
        """What fits, and the rest; nothing when it can't be cut there."""
        return []

    def draw_on(self, canvas: Any, x: float, y: float) -> None:
        """With its lower left corner at x, y."""
        canvas.saveState()
        canvas.translate(x, y)
        self.canv = canvas
        self.draw()
        canvas.restoreState()

    def draw(self) -> None:
        """On `canv`, from the corner."""


class Space(Part):
    """Nothing, so high."""

    def __init__(self, height: float) -> None:
        self.height = height

    def draw_on(self, canvas: Any, x: float, y: float) -> None:
        pass


class Room(Part):
    """The next page, unless there is so much room on this one."""

    def __init__(self, height: float) -> None:
        self.needed = height


class Indent(Part):
    """What follows stands further in, or out again."""

    def __init__(self, left: float) -> None:
        self.left = left


@dataclass(frozen=True, slots=True)
class Area:
    """Where on a page the parts stand."""

    x: float
    foot: float
    width: float
    top: float


class Filling:
    """Pages that are being filled, from the top of each to its foot."""

    def __init__(self, sheet: Any, areas: Callable[[int], Area], begin: Callable[[Any, int], None]) -> None:
        self._sheet, self._areas, self._begin = sheet, areas, begin
        self.page, self._left = 0, 0.0
        self._turn()

    def fill(self, parts: Sequence[Part]) -> None:
        """Down to the last; what does not fit is cut or begins the next page."""
        waiting = deque(parts)
        while waiting:
            part = waiting.popleft()
            if isinstance(part, Indent):
                self._left += part.left
            elif isinstance(part, Room):
                self._after = 0.0
                if self._y - self._area.foot < part.needed and not self._at_top:
                    self._turn()
            elif not self._put(part):
                waiting.extendleft(reversed(self._cut(part)))
        self._sheet.showPage()

    def _turn(self) -> None:
        if self.page:
            self._sheet.showPage()
        self.page += 1
        self._area = self._areas(self.page)
        self._y, self._at_top, self._after = self._area.top, True, 0.0
        self._begin(self._sheet, self.page)

    def _above(self, part: Part) -> float:
        """The larger of two spaces that meet counts, and none at the top of a page."""
        return 0.0 if self._at_top else max(part.space_before - self._after, 0.0)

    def _put(self, part: Part) -> bool:
        above, area = self._above(part), self._area
        room = self._y - area.foot - above
        if room <= 0:
            return False
        y = self._y - above - part.wrap(area.width - self._left, room)[1]
        if y < area.foot - NEARLY:
            return False
        part.draw_on(self._sheet, area.x + self._left, y)
        y, self._after = y - part.space_after, part.space_after
        self._at_top = self._at_top and y == self._y
        self._y = y
        return True

    def _cut(self, part: Part) -> Sequence[Part]:
        """What is left to place: the rest of a part, or all of it on the next page."""
        room = self._y - self._area.foot - self._above(part)
        found = part.split(self._area.width - self._left, room) if room > 0 else []
        if found and self._put(found[0]):
            return found[1:]
        if self._at_top:
            raise ValueError(f"{type(part).__name__} is taller than a page")
        self._turn()
        return [part]
