"""The shapes a chart is made of, named by role: no colour and no toolkit, so screen and paper agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Protocol

Point = tuple[float, float]


class Anchor(Enum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


class Lane(IntEnum):
    """Rows of marks, from the top; the arrow keys move between them."""

    SCORES = 0
    INFUSIONS = 1
    SESSIONS = 2
    EFFECTS = 3


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    role: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    role: str


@dataclass(frozen=True, slots=True)
class Diamond:
    x: float
    y: float
    radius: float
    role: str


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    role: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a baseline."""

    x: float
    y: float
    text: str = field(repr=False)
    role: str
    anchor: Anchor = Anchor.START


@dataclass(frozen=True, slots=True)
class Hit:
    """A mark that can be pointed at, focused, read aloud and opened."""

    x: float
    y: float
    lane: Lane
    kind: str
    id: str
    short: str = field(repr=False)
    name: str = field(repr=False)


Shape = Rect | Line | Diamond | Circle | Label


class TextWidth(Protocol):
    """How wide a text of a role is, in the units of the picture."""

    def __call__(self, text: str, role: str, /) -> float: ...


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """Shapes in painting order, marks in reading order, and the words that belong to them."""

    width: float
    height: float
    shapes: tuple[Shape, ...] = field(repr=False)
    hits: tuple[Hit, ...] = field(repr=False)
    footnotes: tuple[str, ...]
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes of a chart. Lanes on the screen; on paper diamonds on top and rings on the axis."""

    gutter: float
    top: float
    foot: float
    right: float
    text: float
    tick_gap: float
    lane_heights: tuple[float, ...]
    point: float
    diamond: float
    session: float
    label_gap: float

    @property
    def has_lanes(self) -> bool:
        return bool(self.lane_heights)

    def scaled(self, by: float) -> Look:
        """The same look at another interface size."""
        return Look(
            gutter=self.gutter * by,
            top=self.top * by,
            foot=self.foot * by,
            right=self.right * by,
            text=self.text * by,
            tick_gap=self.tick_gap * by,
            lane_heights=tuple(height * by for height in self.lane_heights),
            point=self.point * by,
            diamond=self.diamond * by,
            session=self.session * by,
            label_gap=self.label_gap * by,
        )


SCREEN = Look(
    gutter=134,
    top=26,
    foot=32,
    right=16,
    text=12,
    tick_gap=80,
    lane_heights=(44, 34, 34),
    point=4.5,
    diamond=11,
    session=6,
    label_gap=11,
)
PAPER = Look(
    gutter=110,
    top=22,
    foot=34,
    right=1,
    text=10,
    tick_gap=60,
    lane_heights=(),
    point=3.4,
    diamond=8.5,
    session=4,
    label_gap=8,
)
