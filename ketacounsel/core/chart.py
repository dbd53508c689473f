"""Where everything in a chart stands: one layout for the screen and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ketacounsel.core import chart_lanes
from ketacounsel.core.chart_frame import Frame, frame_of
from ketacounsel.core.chart_labels import Obstacles, place_values
from ketacounsel.core.chart_picture import (
    SCREEN,
    Anchor,
    ChartPicture,
    Circle,
    Hit,
    Label,
    Lane,
    Line,
    Look,
    Rect,
    Shape,
    TextWidth,
)
from ketacounsel.core.chart_words import chart_name, footnotes, score_names
from ketacounsel.core.series import ChartInput, days, number, ordered, runs


@dataclass(slots=True)
class _Layers:
    """Shapes collected in painting order."""

    ground: list[Shape]
    lines: list[Shape]
    marks: list[Shape]
    words: list[Shape]


def layout(
    chart: ChartInput, width: float, height: float, measure: TextWidth, look: Look = SCREEN
) -> ChartPicture:
    """The picture of a chart, `width` by `height` in the look's units, y downwards."""
    frame = frame_of(chart, width, height, look)
    layers = _Layers([], [], [], [])
    _bands(frame, layers)
    _axis(frame, layers, measure)
    _windows(frame, layers)
    _today(frame, layers, measure)
    hits = _scores(frame, layers, measure)
    hits += chart_lanes.infusions(frame, layers.lines, layers.marks, measure)
    hits += chart_lanes.sessions(frame, layers.marks, measure)
    hits += chart_lanes.effects(frame, layers.marks, measure)
    return ChartPicture(
        width=width,
        height=height,
        shapes=(*layers.ground, *layers.lines, *layers.marks, *layers.words),
        hits=tuple(sorted(hits, key=lambda hit: (hit.lane, hit.x))),
        footnotes=footnotes(chart, frame.first, frame.last),
        name=chart_name(chart),
    )


def _bands(frame: Frame, layers: _Layers) -> None:
    chart, look = frame.chart, frame.look
    if not chart.bands:
        layers.ground.append(Rect(frame.left, frame.top, frame.width, frame.bottom - frame.top, "band0"))
    for band in chart.bands:
        top, bottom = frame.y(_edge(chart, band.high)), frame.y(band.low)
        layers.ground.append(Rect(frame.left, top, frame.width, bottom - top, f"band{band.depth}"))
        words = f"{band.label} {number(band.low)}–{number(band.high)}"
        middle = (top + bottom) / 2 + look.text * 0.36
        layers.words.append(Label(frame.left - look.label_gap, middle, words, "band_label", Anchor.END))
        if look.has_lanes:
            layers.ground.append(Line(frame.left, top, frame.right, top, "grid"))
    if not chart.bands:
        _scale(frame, layers)
    if chart.cut:
        _cut(frame, layers, chart.cut)


def _edge(chart: ChartInput, high: float) -> float:
    """Bands are closed ranges of whole points; on the scale one begins where the last ends."""
    return min(chart.high, high + 1)


def _scale(frame: Frame, layers: _Layers) -> None:
    """Plain numbers at the edge, for a measure without published bands."""
    low, high = frame.chart.low, frame.chart.high
    for step in range(5):
        value = low + (high - low) * step / 4
        y = frame.y(value)
        layers.ground.append(Line(frame.left, y, frame.right, y, "grid"))
        place = y + frame.look.text * 0.36
        layers.words.append(
            Label(frame.left - frame.look.label_gap, place, number(value), "band_label", Anchor.END)
        )


def _cut(frame: Frame, layers: _Layers, cut: tuple[float, float]) -> None:
    low, high = cut
    top, bottom = frame.y(high), frame.y(low)
    if low == high:
        layers.ground.append(Line(frame.left, top, frame.right, top, "cut_line"))
    else:
        layers.ground.append(Rect(frame.left, top, frame.width, bottom - top, "cut"))
    words = f"Cut-point {number(low)}–{number(high)}" if low != high else f"Line at {number(low)}"
    layers.words.append(Label(frame.right - 4, top - 4, words, "cut_label", Anchor.END))


def _axis(frame: Frame, layers: _Layers, measure: TextWidth) -> None:
    look = frame.look
    role = "grid" if look.has_lanes else "axis"
    layers.ground.append(Line(frame.left, frame.bottom, frame.right, frame.bottom, role))
    baseline = frame.floor + look.foot - (look.text if look.has_lanes else look.text * 1.7)
    for day, words in frame.ticks():
        x = frame.x_of_day(day)
        half = measure(words, "tick") / 2
        anchor, place = Anchor.MIDDLE, x
        if x + half > frame.right:
            anchor, place = Anchor.END, frame.right
        elif x - half < frame.left:
            anchor, place = Anchor.START, frame.left
        if not look.has_lanes:
            layers.ground.append(Line(x, frame.bottom, x, frame.bottom + 4, "axis"))
        layers.words.append(Label(place, baseline, words, "tick", anchor))
    chart_lanes.headings(frame, layers.ground, layers.words)


def _windows(frame: Frame, layers: _Layers) -> None:
    for course in frame.chart.earlier:
        left, right = frame.clip(days(course.from_on), days(course.to_on))
        if right > left:
            layers.ground.append(Rect(left, frame.top, right - left, frame.floor - frame.top, "earlier"))
            layers.words.append(Label(left + 4, frame.top + frame.look.text * 1.3, course.label, "note"))
    for window in frame.chart.windows if frame.look.has_lanes else ():
        left, right = frame.clip(days(window.begin), days(window.end))
        if right > left:
            role = "window_planned" if window.planned else "window"
            height = frame.floor - frame.top + frame.look.text / 2
            layers.ground.append(Rect(left, frame.top, right - left, height, role))


def _today(frame: Frame, layers: _Layers, measure: TextWidth) -> None:
    chart, look = frame.chart, frame.look
    if chart.today is None or not frame.shows(chart.today) or not look.has_lanes:
        return
    x = frame.x(chart.today)
    layers.lines.append(Line(x, frame.top - look.text / 3, x, frame.bottom + look.text, "today"))
    begin, end = frame.lane(Lane.SESSIONS)
    layers.lines.append(Line(x, begin, x, end, "today"))
    width, height = measure("Today", "today_label") + look.text * 1.3, look.text * 1.5
    top = frame.top - look.text / 3 - height
    left = min(max(x - width / 2, 0), frame.picture_width - width)
    layers.words.append(Rect(left, top, width, height, "today_pill", height / 2))
    layers.words.append(Label(left + width / 2, top + height * 0.72, "Today", "today_label", Anchor.MIDDLE))


def _scores(frame: Frame, layers: _Layers, measure: TextWidth) -> list[Hit]:
    chart, look = frame.chart, frame.look
    shown = [point for point in ordered(chart.points) if frame.shows(point.at)]
    ways: list[tuple[float, float, float, float]] = []
    for run in runs(chart.points):
        for before, after in pairwise(run):
            way = frame.segment(before, after)
            if way:
                ways.append(way)
                layers.lines.append(Line(*way, chart.line_role))
    spots = [(frame.x(point.at), frame.y(point.value)) for point in shown]
    for point, (x, y) in zip(shown, spots, strict=True):
        role = "score_hollow" if point.hollow else "score"
        layers.marks.append(Circle(x, y, look.point, role))
    obstacles = Obstacles(frame, ways, spots, _uprights(frame))
    texts = [("≈" if point.prorated else "") + number(point.value) for point in shown]
    layers.words += place_values(obstacles, texts, measure)
    _due(frame, layers)
    names = score_names(chart)
    return [
        Hit(x, y, Lane.SCORES, "score", point.id, *names[id(point)])
        for point, (x, y) in zip(shown, spots, strict=True)
    ]


def _uprights(frame: Frame) -> list[float]:
    """The vertical lines a value should not be printed on."""
    moments = [mark.at for mark in frame.chart.infusions if not mark.cancelled and frame.shows(mark.at)]
    if frame.look.has_lanes and frame.chart.today is not None:
        moments.append(frame.chart.today)
    return sorted(frame.x(moment) for moment in moments)


def _due(frame: Frame, layers: _Layers) -> None:
    """The dashed ring where today's score would stand."""
    chart, look = frame.chart, frame.look
    if not chart.due or chart.today is None or not look.has_lanes or not frame.shows(chart.today):
        return
    points = ordered(chart.points)
    value = points[-1].value if points else (chart.low + chart.high) / 2
    x, y = frame.x(chart.today), frame.y(value)
    layers.marks.append(Circle(x, y, look.point * 4 / 3, "score_due"))
    layers.words.append(Label(x + look.text, y + look.text / 3, "due", "due"))
