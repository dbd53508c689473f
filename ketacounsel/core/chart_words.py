"""What a chart says aloud: its own name, the name of each mark, and the footnotes."""

from __future__ import annotations

from ketacounsel.core.series import (
    ChartInput,
    EffectMark,
    InfusionMark,
    ScorePoint,
    SessionMark,
    SessionState,
    day_of,
    days,
    long_date,
    number,
    ordered,
)

NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
SEVERITY = ("", "mild", "moderate", "severe")
SEVERITY_SHORT = ("", "mild", "mod.", "severe")
STATES = {SessionState.HELD: "held", SessionState.NEXT: "next", SessionState.PLANNED: "planned"}
HOLLOW_NOTE = "Hollow: the period the answers look back on includes an infusion."
PRORATED_NOTE = "≈ Prorated: an item was left blank."


def chart_name(chart: ChartInput) -> str:
    """ "PHQ-9 from 14 September to 12 October, 21 to 13, three infusions"."""
    given = sum(mark.given and not mark.cancelled for mark in chart.infusions)
    count = NUMBERS[given] if given < len(NUMBERS) else str(given)
    infusions = f"{count} infusion{'' if given == 1 else 's'}"
    points = ordered(chart.points)
    if not points:
        return f"{chart.title}, no scores, {infusions}"
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"{chart.title} on {long_date(day_of(first.at))}, {number(first.value)}, {infusions}"
    return (
        f"{chart.title} from {long_date(day_of(first.at))} to {long_date(day_of(last.at))}, "
        f"{number(first.value)} to {number(last.value)}, {infusions}"
    )


def score_names(chart: ChartInput) -> dict[int, tuple[str, str]]:
    """For each point, by identity: its short and its long name."""
    names: dict[int, tuple[str, str]] = {}
    before: float | None = None
    for point in ordered(chart.points):
        change = _change(point.value, before)
        whence = f" from {number(before)}" if before is not None and change else ""
        short = [number(point.value), point.words.lower(), long_date(day_of(point.at)), change]
        where = long_date(day_of(point.at), weekday=True)
        long = [chart.title, number(point.value), point.words.lower(), where, point.place, change + whence]
        names[id(point)] = (_join([*short, *_marked(point)]), _join([*long, *_marked(point)]))
        before = point.value
    return names


def _change(value: float, before: float | None) -> str:
    if before is None:
        return ""
    if value == before:
        return "no change"
    return f"{'up' if value > before else 'down'} {number(abs(value - before))}"


def _marked(point: ScorePoint) -> list[str]:
    words = ["prorated"] if point.prorated else []
    return [*words, "looks back over an infusion"] if point.hollow else words


def _join(parts: list[str]) -> str:
    return ", ".join(part for part in parts if part)


def infusion_name(mark: InfusionMark) -> str:
    state = "cancelled" if mark.cancelled else "" if mark.given else "planned"
    return _join(
        [f"Infusion {mark.number}", state, long_date(day_of(mark.at), weekday=True), mark.dose_words]
    )


def session_name(mark: SessionMark) -> str:
    return _join(["Session", STATES[mark.state], long_date(day_of(mark.at), weekday=True), mark.words])


def effect_name(mark: EffectMark) -> str:
    severity = SEVERITY[min(max(mark.severity, 1), 3)]
    return _join(["Adverse effect", severity, mark.words, long_date(day_of(mark.at), weekday=True)])


def footnotes(chart: ChartInput, first: float, last: float) -> tuple[str, ...]:
    shown = [point for point in chart.points if first <= days(point.at) <= last]
    notes = [HOLLOW_NOTE] if any(point.hollow for point in shown) else []
    if any(point.prorated for point in shown):
        notes.append(PRORATED_NOTE)
    return tuple(notes)
