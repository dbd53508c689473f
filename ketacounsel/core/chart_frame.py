"""The plot's edges and scales: which day stands at which x, which value at which y, and the dates beneath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ketacounsel.core.series import MONTHS, ChartInput, Moment, ScorePoint, days, short_date

if TYPE_CHECKING:
    from ketacounsel.core.chart_picture import Lane, Look

DAY_STEPS = (1, 2, 7, 14, 28)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Frame:
    """Left, right, top and bottom of the plot; `floor` is the foot of the lowest lane."""

    chart: ChartInput
    look: Look
    picture_width: float
    left: float
    right: float
    top: float
    bottom: float
    floor: float
    first: float
    last: float

    @property
    def width(self) -> float:
        return self.right - self.left

    def x_of_day(self, day: float) -> float:
        return self.left + self.width * (day - self.first) / (self.last - self.first)

    def x(self, moment: Moment) -> float:
        return self.x_of_day(days(moment))

    def y(self, value: float) -> float:
        low, high = self.chart.low, self.chart.high
        held = min(max(value, low), high)
        return self.bottom - (self.bottom - self.top) * (held - low) / ((high - low) or 1)

    def shows(self, moment: Moment) -> bool:
        return self.first <= days(moment) <= self.last

    def clip(self, begin: float, end: float) -> tuple[float, float]:
        return self.x_of_day(max(begin, self.first)), self.x_of_day(min(end, self.last))

    def lane(self, lane: Lane) -> tuple[float, float]:
        """Top and foot of a lane beneath the plot."""
        heights = self.look.lane_heights
        top = self.bottom + sum(heights[: lane - 1])
        return top, top + heights[lane - 1]

    def segment(self, one: ScorePoint, two: ScorePoint) -> tuple[float, float, float, float] | None:
        """The line between two scores, cut at the edges of the plot."""
        x1, x2, y1, y2 = self.x(one.at), self.x(two.at), self.y(one.value), self.y(two.value)
        begin, end = max(x1, self.left), min(x2, self.right)
        if begin > end or x1 > self.right or x2 < self.left:
            return None
        slope = (y2 - y1) / (x2 - x1) if x2 > x1 else 0.0
        return begin, y1 + (begin - x1) * slope, end, y2 + (end - x2) * slope

    def ticks(self) -> list[tuple[float, str]]:
        """Days to label, as far apart as their words need."""
        a_day = self.width / (self.last - self.first)
        for step in DAY_STEPS:
            if step * a_day >= self.look.tick_gap:
                return self._day_ticks(step)
        for months in MONTH_STEPS:
            if months * DAYS_A_MONTH * a_day >= self.look.tick_gap:
                return self._month_ticks(months)
        return self._month_ticks(MONTH_STEPS[-1])

    def _day_ticks(self, step: int) -> list[tuple[float, str]]:
        begin = self.chart.from_on
        anchor = begin.toordinal() - (begin.weekday() if step >= 7 else 0)
        start = anchor - step * int((anchor - self.first) // step)
        ticks: list[tuple[float, str]] = []
        year = date.fromordinal(int(self.last)).year
        for ordinal in range(start, int(self.last) + 1, step):
            on = date.fromordinal(ordinal)
            ticks.append((float(ordinal), short_date(on, year=bool(ticks) and on.year != year)))
            year = on.year
        return ticks

    def _month_ticks(self, step: int) -> list[tuple[float, str]]:
        first, last = date.fromordinal(int(self.first)), date.fromordinal(int(self.last))
        ticks: list[tuple[float, str]] = []
        for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            on = date(count // 12, count % 12 + 1, 1)
            if count % step or not self.first <= on.toordinal() <= self.last:
                continue
            words = MONTHS[on.month - 1][:3]
            if not ticks or on.month == 1 or step >= 12:
                words = f"{words} {on.year}"
            ticks.append((float(on.toordinal()), words))
        return ticks


def frame_of(chart: ChartInput, width: float, height: float, look: Look) -> Frame:
    """An eighth of the stretch is left free on either side, two days at least."""
    first, last = chart.from_on.toordinal(), chart.to_on.toordinal()
    pad = max(2, round((last - first) / 8))
    floor = height - look.foot
    return Frame(
        chart=chart,
        look=look,
        picture_width=width,
        left=look.gutter,
        right=width - look.right,
        top=look.top,
        bottom=floor - sum(look.lane_heights),
        floor=floor,
        first=float(first - pad),
        last=float(last + pad),
    )
