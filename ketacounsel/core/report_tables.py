"""The tables and the curve of a report: scores with their dates, infusions with what followed, goals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from ketacounsel.core.change import Baseline, judge, reading
from ketacounsel.core.course_chart import course_chart, dose_words
from ketacounsel.core.infusions import SEVERITIES, AdverseEffect, Infusion
from ketacounsel.core.measures import Measure
from ketacounsel.core.phrases import day_words, lower_first, weekday_words
from ketacounsel.core.place import day_words as place_words
from ketacounsel.core.report import GoalRow, InfusionRow, InfusionTable, ScoreRow, ScoreTable
from ketacounsel.core.report_daily import source_words
from ketacounsel.core.report_scope import Scope, day_after, day_in, infusion_day, told_once
from ketacounsel.core.series import ChartInput, SessionState, day_of
from ketacounsel.core.sittings import Sitting

GAIN_DAYS = range(5, 15)
MIXED = "*"


def chart_of(scope: Scope, measure: Measure) -> ChartInput:
    """The scores of the period over the infusions given and the integration sessions held in it."""
    course = scope.course
    whole = course_chart(scope.facts.work, measure, scope.facts.now, course.id if course else None)
    integrations = {head.id for head in scope.integrations}
    return replace(
        whole,
        from_on=scope.from_on,
        to_on=max(scope.to_on, scope.from_on),
        points=tuple(point for point in whole.points if scope.holds(day_of(point.at))),
        infusions=tuple(mark for mark in whole.infusions if mark.given and scope.holds(day_of(mark.at))),
        sessions=tuple(
            replace(mark, state=SessionState.HELD) for mark in whole.sessions if mark.id in integrations
        ),
        effects=(),
        windows=(),
        earlier=(),
        today=None,
        due=False,
    )


def score_count(scope: Scope, measures: tuple[Measure, ...]) -> int:
    """How many scores of these measures the period holds."""
    return sum(len(scope.scores(measure.id)) for measure in measures)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A measure's starting point and its latest score; `latest` is None when it is the starting point."""

    measure: Measure
    start: Baseline | None
    latest: Sitting | None


def score_table(scope: Scope, title: str, measures: tuple[Measure, ...]) -> ScoreTable:
    """Baseline, latest, change and reading of every measure scored in the period.

    The dates stand in the heads when all measures share them, else at the beginning of each reading.
    """
    pairs = [_pair(scope, measure) for measure in measures if scope.scores(measure.id)]
    if not pairs:
        return ScoreTable(title)
    begun = {_on(scope, pair.start.sitting) for pair in pairs if pair.start}
    ended = {_on(scope, pair.latest) for pair in pairs if pair.latest}
    shared = len(begun) <= 1 and len(ended) <= 1
    rows = tuple(_score_row(scope, pair, dated_above=shared) for pair in pairs)
    return ScoreTable(
        title,
        rows,
        baseline_on=begun.pop() if shared and begun else "",
        latest_on=ended.pop() if shared and ended else "",
        note=_score_note(pairs),
    )


def _pair(scope: Scope, measure: Measure) -> _Pair:
    start, latest = scope.baseline(measure.id), scope.latest(measure.id)
    same = start is not None and latest is not None and start.sitting.id == latest.id
    return _Pair(measure, start, None if same else latest)


def _score_row(scope: Scope, pair: _Pair, *, dated_above: bool) -> ScoreRow:
    measure, latest = pair.measure, pair.latest
    begun = pair.start.sitting if pair.start else None
    change = judge(measure, begun, latest) if begun and latest else None
    words = reading(measure, begun, latest) if latest else _alone(measure, begun)
    return ScoreRow(
        f"{measure.title}, {measure.low}–{measure.high}",
        _score_cell(begun),
        _score_cell(latest),
        change.words if change else "",
        words if dated_above else f"{_when(scope, begun, latest)}. {words}",
    )


def _alone(measure: Measure, only: Sitting | None) -> str:
    """The band of a score that nothing can be compared with yet."""
    return reading(replace(measure, thresholds=()), None, only)


def _score_cell(sitting: Sitting | None) -> str:
    if sitting is None or sitting.total is None:
        return ""
    return f"≈{sitting.total}" if sitting.status == "prorated" else str(sitting.total)


def _when(scope: Scope, begun: Sitting | None, latest: Sitting | None) -> str:
    """ "14 Sep to 9 Oct", for a table whose scores were taken on different days."""
    return " to ".join(_on(scope, one) for one in (begun, latest) if one is not None)


def _on(scope: Scope, sitting: Sitting) -> str:
    return day_words(day_in(sitting.taken_at, sitting.zone), scope.to_on)


def _score_note(pairs: list[_Pair]) -> str:
    stale = [pair.measure.title for pair in pairs if pair.start and pair.start.stale]
    old = f"{', '.join(stale)}: the baseline is older than 28 days before infusion 1." if stale else ""
    thresholds = "; ".join(filter(None, (_threshold(pair) for pair in pairs)))
    meaningful = f"Thresholds: {thresholds}." if thresholds else ""
    return " ".join(part for part in (old, meaningful) if part)


def _threshold(pair: _Pair) -> str:
    """Whose threshold the reading names: measure, points, source and the people it was found with."""
    shown = next((one for one in pair.measure.thresholds if one.in_reading), None)
    if shown is None or pair.latest is None:
        return ""
    source = shown.source.partition(":")[0].partition(" (")[0]
    return ", ".join(
        part for part in (f"{pair.measure.title} {shown.points}", source, shown.population) if part
    )


def infusion_table(scope: Scope, title: str, measure: Measure | None) -> InfusionTable:
    """Each infusion given in the period, the session that followed, the first score 5 to 14 days after."""
    if not scope.given:
        return InfusionTable(title)
    after = {one.id: _score_after(scope, one, measure) for one in scope.given}
    days = {day_after(one, s.taken_at) for one in scope.given if (s := after[one.id]) is not None}
    shared = len(days) == 1
    rows = tuple(_infusion_row(scope, one, after[one.id], shared) for one in scope.given)
    head: tuple[str, ...] = ()
    if measure is not None:
        head = (measure.title, place_words(days.pop()) if shared else "after")
    mixed = measure is not None and any(s is not None and s.mixed_window for s in after.values())
    note = f" {MIXED} Looks back over an infusion." if mixed else ""
    return InfusionTable(title, rows, head, source_words(scope.given) + note)


def _score_after(scope: Scope, infusion: Infusion, measure: Measure | None) -> Sitting | None:
    """The first score 5 to 14 days after an infusion, before the next one."""
    until = scope.next_start(infusion)
    for sitting in scope.scores(measure.id) if measure else ():
        within = day_after(infusion, sitting.taken_at) in GAIN_DAYS
        if within and (until is None or sitting.taken_at < until):
            return sitting
    return None


def _infusion_row(scope: Scope, infusion: Infusion, score: Sitting | None, shared: bool) -> InfusionRow:
    told = infusion.details
    given = " ".join(part for part in (dose_words(infusion), told.route) if part)
    minutes = f"{told.duration_min} min" if told.duration_min else ""
    early = "stopped early" if told.state == "stopped_early" else ""
    dose = ", ".join(part for part in (given, minutes, early) if part)
    head = scope.session_after(infusion)
    session = ""
    if head is not None and head.at is not None:
        on = weekday_words(day_in(head.at, head.zone), scope.to_on)
        session = f"{on}, {place_words(day_after(infusion, head.at))}"
    day = weekday_words(infusion_day(infusion), scope.to_on)
    at = local_time(infusion)
    waiting = "Waiting for the clinic" if told.state == "waiting" and not given else dose
    return InfusionRow(
        str(infusion.number),
        f"{day}, {at}",
        waiting or "Not known",
        "; ".join(
            _effect(effect, first=not place) for place, effect in enumerate(told_once(infusion.effects))
        ),
        session or ("" if scope.pending(infusion) else "None held"),
        _score_words(infusion, score, shared),
    )


def local_time(infusion: Infusion) -> str:
    """The time of day where it was given."""
    return f"{infusion.details.starts_at.astimezone(ZoneInfo(infusion.details.zone)):%H:%M}"


def _effect(effect: AdverseEffect, *, first: bool) -> str:
    kind = effect.kind[:1].upper() + effect.kind[1:] if first else lower_first(effect.kind)
    there = "still there" if effect.still_there and effect.settled_at is None else ""
    return ", ".join(part for part in (kind, SEVERITIES.get(effect.severity, ""), there) if part)


def _score_words(infusion: Infusion, score: Sitting | None, shared: bool) -> str:
    if score is None or score.total is None:
        return "–"
    value = f"{score.total}{MIXED if score.mixed_window else ''}"
    return value if shared else f"{value}\n{place_words(day_after(infusion, score.taken_at))}"


def goal_rows(scope: Scope) -> tuple[GoalRow, ...]:
    """Goals open in the period, and those closed within it."""
    rows = []
    for goal in scope.facts.work.goals:
        over = goal.closed_on is not None and goal.closed_on < scope.from_on
        if goal.since_on <= scope.to_on and not over:
            rows.append(GoalRow(goal.words, goal.progress, day_words(goal.since_on, scope.to_on)))
    return tuple(rows)
