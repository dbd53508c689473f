"""The rows under a chart: infusions, sessions and adverse effects; on paper they sit on the plot itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ketacounsel.core.chart_picture import (
    Anchor,
    Circle,
    Diamond,
    Hit,
    Label,
    Lane,
    Line,
    Rect,
    Shape,
    TextWidth,
)
from ketacounsel.core.chart_words import SEVERITY_SHORT, effect_name, infusion_name, session_name
from ketacounsel.core.series import EffectMark, InfusionMark, SessionMark, SessionState

if TYPE_CHECKING:
    from ketacounsel.core.chart_frame import Frame

TWO_DIGITS = 1.18  # how much wider a diamond is for a number above nine
LANE_TITLES = {
    Lane.INFUSIONS: "Infusions, mg/kg",
    Lane.SESSIONS: "Sessions",
    Lane.EFFECTS: "Adverse effects",
}


def headings(frame: Frame, ground: list[Shape], words: list[Shape]) -> None:
    if not frame.look.has_lanes:
        return
    for lane, title in LANE_TITLES.items():
        foot = frame.lane(lane)[1]
        ground.append(Line(0, foot, frame.right, foot, "grid"))
        baseline = _middle(frame, lane) + frame.look.text / 3
        words.append(Label(frame.left - frame.look.text, baseline, title, "lane_title", Anchor.END))


def _middle(frame: Frame, lane: Lane) -> float:
    """Marks sit a little above the lane's line, the infusions a little below the plot's."""
    foot = frame.lane(lane)[1]
    return (
        foot - (frame.look.lane_heights[-1] - 2) / 2
        if lane is not Lane.INFUSIONS
        else (foot - frame.look.lane_heights[-1] / 2 + frame.look.text / 12)
    )


def infusions(frame: Frame, lines: list[Shape], marks: list[Shape], measure: TextWidth) -> list[Hit]:
    """Upright lines with numbered diamonds; where a long course crowds them, smaller ones without numbers."""
    look = frame.look
    shown = sorted(
        (mark for mark in frame.chart.infusions if not mark.cancelled and frame.shows(mark.at)),
        key=lambda mark: frame.x(mark.at),
    )
    places = [frame.x(mark.at) for mark in shown]
    wide = TWO_DIGITS if any(mark.number > 9 for mark in shown) else 1.0
    radius = max(look.diamond * 0.4, _radius(places, look.diamond * wide))
    widest = max((measure(str(mark.number), "infusion_number_given") for mark in shown), default=0.0)
    numbered = widest / 2 + look.text * 0.36 <= radius * 1.06
    y = _middle(frame, Lane.INFUSIONS) if look.has_lanes else look.top - look.diamond - 1
    hits: list[Hit] = []
    for index, (mark, x) in enumerate(zip(shown, places, strict=True)):
        state = "given" if mark.given else "planned"
        top, foot = (frame.top - 4, y - radius) if look.has_lanes else (y + radius, frame.bottom)
        lines.append(Line(x, top, x, foot, f"infusion_line_{state}"))
        marks.append(Diamond(x, y, radius, f"infusion_{state}"))
        baseline = y + look.text * 0.355
        if numbered:
            marks.append(Label(x, baseline, str(mark.number), f"infusion_number_{state}", Anchor.MIDDLE))
        if look.has_lanes:
            following = places[index + 1] if index + 1 < len(shown) else frame.right
            place = (x + radius + look.text / 3, baseline)
            _beside(marks, place, (_dose(mark),), following - radius, measure)
        name = infusion_name(mark)
        hits.append(Hit(x, y, Lane.INFUSIONS, "infusion", mark.id, name, name))
    return hits


def _radius(places: list[float], wanted: float) -> float:
    """Of the diamonds: as drawn, or as small as the narrowest gap between two asks for."""
    gaps = [after - before for before, after in pairwise(places) if after > before]
    return min([wanted, *(gap / 2 - 0.5 for gap in gaps)])


def _dose(mark: InfusionMark) -> str:
    """The lane's title names the unit; a dose given in another unit keeps its own."""
    return mark.dose_words.removesuffix(" mg/kg")


def sessions(frame: Frame, marks: list[Shape], measure: TextWidth) -> list[Hit]:
    look = frame.look
    shown = sorted(
        (mark for mark in frame.chart.sessions if frame.shows(mark.at)), key=lambda mark: frame.x(mark.at)
    )
    if not look.has_lanes:
        return [_ring(frame, mark, marks) for mark in shown if mark.state is SessionState.HELD]
    y = _middle(frame, Lane.SESSIONS)
    hits: list[Hit] = []
    for index, mark in enumerate(shown):
        x = frame.x(mark.at)
        planned = mark.state is SessionState.PLANNED
        radius = look.session - look.text / 12 if planned else look.session
        marks.append(Circle(x, y, radius, f"session_{mark.state.value}"))
        following = frame.x(shown[index + 1].at) if index + 1 < len(shown) else frame.right
        if not planned:
            words = (mark.words, mark.words.removeprefix("day "))
            left = _clear_of_today(frame, x + look.session + look.text * 0.42, measure(words[0], "mark"))
            end = following - look.session - look.text / 4
            _beside(marks, (left, y + look.text / 3), words, end, measure)
        hits.append(_session_hit(x, y, mark))
    return hits


def _clear_of_today(frame: Frame, left: float, width: float) -> float:
    """Words begin after the line of today rather than under it."""
    line = frame.x(frame.chart.today) if frame.chart.today is not None else left - width
    gap = frame.look.text / 3
    return line + gap if left - gap < line < left + width else left


def _ring(frame: Frame, mark: SessionMark, marks: list[Shape]) -> Hit:
    x, y = frame.x(mark.at), frame.bottom
    marks.append(Circle(x, y, frame.look.session, "session_ring"))
    return _session_hit(x, y, mark)


def _session_hit(x: float, y: float, mark: SessionMark) -> Hit:
    name = session_name(mark)
    return Hit(x, y, Lane.SESSIONS, "session", mark.id, name, name)


def effects(frame: Frame, marks: list[Shape], measure: TextWidth) -> list[Hit]:
    look = frame.look
    if not look.has_lanes:
        return []
    y = _middle(frame, Lane.EFFECTS)
    unit = look.text / 12
    shown = sorted(
        (mark for mark in frame.chart.effects if frame.shows(mark.at)), key=lambda mark: frame.x(mark.at)
    )
    hits = []
    for mark in shown:
        name = effect_name(mark)
        hits.append(Hit(frame.x(mark.at), y, Lane.EFFECTS, "effect", mark.id, name, name))
    drawn = _strongest(shown, frame, 24 * unit)
    for index, mark in enumerate(drawn):
        x = frame.x(mark.at)
        severity = min(max(mark.severity, 1), 3)
        for bar in range(severity):
            left = x + (bar * 7 - 3) * unit
            marks.append(Rect(left, y - 6 * unit, 5 * unit, 12 * unit, "effect", 1.5 * unit))
        following = frame.x(drawn[index + 1].at) if index + 1 < len(drawn) else frame.right
        place = (x + (severity * 7 - 1) * unit, y + look.text / 3)
        _beside(marks, place, (SEVERITY_SHORT[severity],), following - 4 * unit, measure)
    return hits


def _strongest(marks: list[EffectMark], frame: Frame, apart: float) -> list[EffectMark]:
    """Of marks that would lie over each other the most severe one; each still has its place to point at."""
    kept: list[EffectMark] = []
    for mark in marks:
        if not kept or frame.x(mark.at) - frame.x(kept[-1].at) >= apart:
            kept.append(mark)
        elif mark.severity > kept[-1].severity:
            kept[-1] = mark
    return kept


def _beside(
    marks: list[Shape],
    place: tuple[float, float],
    words: tuple[str, ...],
    end: float,
    measure: TextWidth,
) -> None:
    """The first words that end before the next mark; hover and the table have them all."""
    x, baseline = place
    for text in words:
        if text and x + measure(text, "mark") <= end:
            marks.append(Label(x, baseline, text, "mark"))
            return
