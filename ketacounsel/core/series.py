"""What stands on one time axis: scores, infusions, sessions and adverse effects, as plain values.

Times are in the zone they are to be shown in; a plain date stands at its first minute.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum

Moment = date | datetime
GAP_DAYS = 42  # a longer silence between two scores is not drawn as a line
THREE_MONTHS_DAYS = 91
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class SessionState(Enum):
    """Where a session stands, seen from today."""

    HELD = "held"
    NEXT = "next"
    PLANNED = "planned"


class Zoom(Enum):
    """The three ranges a timeline can show."""

    COURSE = "course"
    THREE_MONTHS = "three_months"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """One score; `words` is its band, `hollow` says its recall period spans an infusion."""

    at: Moment
    value: float
    words: str = field(default="", repr=False)
    hollow: bool = False
    prorated: bool = False
    place: str = field(default="", repr=False)
    id: str = ""


@dataclass(frozen=True, slots=True)
class InfusionMark:
    number: int
    at: Moment
    given: bool = True
    cancelled: bool = False
    dose_words: str = field(default="", repr=False)
    id: str = ""


@dataclass(frozen=True, slots=True)
class SessionMark:
    at: Moment
    words: str = field(default="", repr=False)
    state: SessionState = SessionState.HELD
    id: str = ""


@dataclass(frozen=True, slots=True)
class EffectMark:
    """An adverse effect; severity 1 mild, 2 moderate, 3 severe."""

    at: Moment
    severity: int
    words: str = field(default="", repr=False)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A published range of a measure; depth 0 (lowest) to 4."""

    label: str
    low: float
    high: float
    depth: int


@dataclass(frozen=True, slots=True)
class Window:
    """The hours after an infusion in which an integration session is recommended."""

    begin: datetime
    end: datetime
    planned: bool = False


@dataclass(frozen=True, slots=True)
class EarlierCourse:
    label: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class ChartInput:
    """One measure over time with everything that shares its axis."""

    title: str
    low: float
    high: float
    from_on: date
    to_on: date
    bands: tuple[Band, ...] = ()
    cut: tuple[float, float] | None = None
    higher_is_worse: bool = True
    line_role: str = "m_phq9"
    points: tuple[ScorePoint, ...] = field(default=(), repr=False)
    infusions: tuple[InfusionMark, ...] = field(default=(), repr=False)
    sessions: tuple[SessionMark, ...] = field(default=(), repr=False)
    effects: tuple[EffectMark, ...] = field(default=(), repr=False)
    windows: tuple[Window, ...] = ()
    earlier: tuple[EarlierCourse, ...] = ()
    today: Moment | None = None
    due: bool = False

    @property
    def direction(self) -> str:
        return "Lower is better" if self.higher_is_worse else "Higher is better"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A score as a row of the chart's table twin."""

    on: date
    date_words: str
    value: float
    value_words: str
    band: str = field(repr=False)
    change: float | None
    change_words: str
    place: str = field(repr=False)
    id: str = ""


def day_of(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def days(moment: Moment) -> float:
    """Days since year 1, with the time of day as a fraction; the clock on the wall counts."""
    if not isinstance(moment, datetime):
        return float(moment.toordinal())
    return moment.toordinal() + (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400


def number(value: float) -> str:
    """A score as written: no decimals unless it has some."""
    return f"{value:g}".replace("-", "−")


def signed(value: float) -> str:
    """A change with its sign, the minus a true minus."""
    if value == 0:
        return "0"
    return f"{'+' if value > 0 else '−'}{abs(value):g}"


def short_date(on: date, year: bool = False) -> str:
    words = f"{on.day} {MONTHS[on.month - 1][:3]}"
    return f"{words} {on.year}" if year else words


def long_date(on: date, weekday: bool = False) -> str:
    words = f"{on.day} {MONTHS[on.month - 1]}"
    return f"{WEEKDAYS[on.weekday()]} {words}" if weekday else words


def ordered(points: tuple[ScorePoint, ...]) -> tuple[ScorePoint, ...]:
    return tuple(sorted(points, key=lambda point: days(point.at)))


def runs(points: tuple[ScorePoint, ...]) -> list[list[ScorePoint]]:
    """Scores in order, parted where more than six weeks lie between two of them."""
    parts: list[list[ScorePoint]] = []
    for point in ordered(points):
        if parts and days(point.at) - days(parts[-1][-1].at) <= GAP_DAYS:
            parts[-1].append(point)
        else:
            parts.append([point])
    return parts


def table_rows(chart: ChartInput) -> tuple[TableRow, ...]:
    """The chart in words, oldest first: the twin that sorts, copies and is read aloud."""
    rows: list[TableRow] = []
    before: float | None = None
    for point in ordered(chart.points):
        change = None if before is None else point.value - before
        on = day_of(point.at)
        rows.append(
            TableRow(
                on=on,
                date_words=short_date(on, year=True),
                value=point.value,
                value_words=("≈" if point.prorated else "") + number(point.value),
                band=point.words,
                change=change,
                change_words="" if change is None else signed(change),
                place=point.place,
                id=point.id,
            )
        )
        before = point.value
    return tuple(rows)


def zoomed(chart: ChartInput, zoom: Zoom) -> ChartInput:
    """The same chart over another stretch of time."""
    if zoom is Zoom.COURSE:
        return chart
    moments = [day_of(mark.at) for lane in _lanes(chart) for mark in lane] + [chart.from_on, chart.to_on]
    moments += [edge for course in chart.earlier for edge in (course.from_on, course.to_on)]
    if zoom is Zoom.ALL:
        return replace(chart, from_on=min(moments), to_on=max(moments))
    end = day_of(chart.today) if chart.today else max(moments)
    return replace(
        chart, from_on=end - timedelta(days=THREE_MONTHS_DAYS - 14), to_on=end + timedelta(days=14)
    )


def _lanes(
    chart: ChartInput,
) -> tuple[tuple[ScorePoint | InfusionMark | SessionMark | EffectMark, ...], ...]:
    return (chart.points, chart.infusions, chart.sessions, chart.effects)
