"""A client's record as a chart: one measure over the course, with everything that shares its axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ketacounsel.core import series
from ketacounsel.core.dose import mg_per_kg_words, mg_words
from ketacounsel.core.ids import CourseId
from ketacounsel.core.infusions import Course, Infusion
from ketacounsel.core.measures import Measure
from ketacounsel.core.place import point_of, window
from ketacounsel.core.series import (
    ChartInput,
    EarlierCourse,
    EffectMark,
    InfusionMark,
    ScorePoint,
    SessionMark,
    SessionState,
)
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.workspace import Workspace

LOOKS_BACK_DAYS = 42  # what came within six weeks before the first infusion belongs to the course
LEAST_DAYS = 42  # a course is never drawn over less
ORDER = ("phq9", "gad7", "pcl5", "who5")
ROOM_AFTER = timedelta(days=4)
KIND_WORDS = {
    "intake": "Intake",
    "prep": "Prep",
    "infusion_day": "Infusion day",
    "booster_check": "Booster check",
    "review": "Review",
    "crisis": "Crisis",
    "closing": "Closing",
}


def charted(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures that can be drawn: the common ones first, in an order that stays."""
    drawn = [measure for measure in measures if measure.chart is not None]
    return tuple(sorted(drawn, key=lambda one: (ORDER.index(one.id) if one.id in ORDER else 9, one.title)))


def course_chart(
    work: Workspace, measure: Measure, now: datetime, course_id: CourseId | None = None
) -> ChartInput:
    """One measure over that course, else the latest. Marks outside its days are there for wider zooms."""
    course = _course(work.courses, course_id)
    marks, points = tuple(_infusion_marks(work.infusions)), tuple(_points(work.sittings, measure))
    sessions = tuple(_session_marks(work.sessions))
    begin, end = _span(work, course, now, [*(mark.at for mark in points), *(mark.at for mark in sessions)])
    bands = measure.bands if measure.chart is None or measure.chart.bands else ()
    return ChartInput(
        title=measure.title,
        low=measure.low,
        high=measure.high,
        from_on=begin,
        to_on=end,
        bands=tuple(series.Band(b.heading, b.low, b.high, min(at, 4)) for at, b in enumerate(bands)),
        cut=(measure.cut.low, measure.cut.high) if measure.cut and not bands else None,
        higher_is_worse=measure.higher_is_worse,
        line_role=measure.chart.colour if measure.chart else "m_phq9",
        points=points,
        infusions=marks,
        sessions=sessions,
        effects=tuple(_effect_marks(work.infusions)),
        windows=tuple(_windows(work.infusions)),
        earlier=tuple(_earlier(work, course)),
        today=_local(now, work.zone),
        due=measure.id in work.due,
    )


def infusion_of_effect(work: Workspace, effect_id: str) -> str:
    """Which infusion an adverse effect was noted at; "" when it is not known."""
    owners = {effect.id: one.id for one in work.infusions for effect in one.effects}
    return next((owner for effect, owner in owners.items() if effect == effect_id), "")


def dose_words(infusion: Infusion) -> str:
    """ "0.75 mg/kg", else "52 mg", else nothing."""
    told = infusion.details
    if told.dose_mg_per_kg is not None:
        return mg_per_kg_words(told.dose_mg_per_kg)
    return "" if told.dose_mg is None else mg_words(told.dose_mg)


def session_words(head: SessionHead) -> str:
    """What a session is called beside its mark: Intake, Prep, day +2."""
    if head.kind in KIND_WORDS:
        return KIND_WORDS[head.kind]
    return head.place_words.partition(", ")[2]


def _course(courses: Sequence[Course], wanted: CourseId | None) -> Course | None:
    latest = max(courses, key=lambda course: course.number, default=None)
    return next((course for course in courses if course.id == wanted), latest)


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _infusion_marks(infusions: Iterable[Infusion]) -> Iterator[InfusionMark]:
    for one in infusions:
        told = one.details
        at, cancelled = _local(told.starts_at, told.zone), told.state == "cancelled"
        yield InfusionMark(one.number, at, one.given, cancelled, dose_words(one), one.id)


def _points(sittings: Iterable[Sitting], measure: Measure) -> Iterator[ScorePoint]:
    for one in sittings:
        if one.measure_id == measure.id and one.state == "done" and one.total is not None:
            yield ScorePoint(
                _local(one.taken_at, one.zone),
                one.total,
                one.band[:1].upper() + one.band[1:],
                one.mixed_window,
                one.status == "prorated",
                one.place_words,
                one.id,
            )


def _session_marks(heads: Iterable[SessionHead]) -> Iterator[SessionMark]:
    """Those held, and those booked, of which the first is the next."""
    dated = sorted(
        ((head.at, head) for head in heads if head.at is not None and head.state != "cancelled"),
        key=lambda pair: pair[0],
    )
    state = SessionState.NEXT
    for at, head in dated:
        begun = head.state != "booked"
        yield SessionMark(
            _local(at, head.zone), session_words(head), SessionState.HELD if begun else state, head.id
        )
        if not begun:
            state = SessionState.PLANNED


def _effect_marks(infusions: Iterable[Infusion]) -> Iterator[EffectMark]:
    for one in infusions:
        for effect in one.effects:
            at = effect.began_at or one.details.starts_at
            yield EffectMark(_local(at, one.details.zone), effect.severity, effect.kind, effect.id)


def _windows(infusions: Iterable[Infusion]) -> Iterator[series.Window]:
    for one in infusions:
        if one.details.state != "cancelled":
            time, zone = window(point_of(one)), one.details.zone
            yield series.Window(_local(time.opens_at, zone), _local(time.until, zone), not one.given)


def _days(work: Workspace, course: Course) -> list[date]:
    """The days of a course's infusions, cancelled ones left out."""
    return sorted(
        _local(one.details.starts_at, one.details.zone).date()
        for one in work.infusions
        if one.course_id == course.id and one.details.state != "cancelled"
    )


def _earlier(work: Workspace, shown: Course | None) -> Iterator[EarlierCourse]:
    for course in work.courses:
        days = _days(work, course)
        if days and shown is not None and course.number < shown.number:
            yield EarlierCourse(f"Course {course.number}", days[0], days[-1])


def _span(
    work: Workspace, course: Course | None, now: datetime, entries: Sequence[series.Moment]
) -> tuple[date, date]:
    """From the first thing that led up to the course to the last that belongs to it."""
    today = _local(now, work.zone).date()
    given = _days(work, course) if course else []
    others = [(other.number, _days(work, other)) for other in work.courses if course and other is not course]
    before = max((d[-1] for n, d in others if course and n < course.number and d), default=date.min)
    after = min((d[0] for n, d in others if course and n > course.number and d), default=date.max)
    first = given[0] if given else today
    reach = max(before, first - timedelta(days=LOOKS_BACK_DAYS)) if given else before
    own = [day for day in map(series.day_of, entries) if reach < day < after]
    marks = [*given, *own] or [today]
    end = max(marks) + ROOM_AFTER
    if after == date.max and work.client.details.status != "discharged":
        marks, end = [*marks, today], max(end, today + ROOM_AFTER)
    return min(marks), max(end, min(marks) + timedelta(days=LEAST_DAYS))
