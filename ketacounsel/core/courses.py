"""Where a client stands in a course, in the few words of a list or a chip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ketacounsel.core.ids import CourseId
from ketacounsel.core.place import InfusionPoint, day_words, last_given

COMPLETE_AFTER_DAYS = 14


@dataclass(frozen=True, slots=True)
class CourseLine:
    """What the words need to know of a course."""

    id: CourseId
    number: int
    planned_infusions: int | None
    ended_on: date | None


def course_words(
    status: str, courses: Sequence[CourseLine], points: Sequence[InfusionPoint], now: datetime
) -> str:
    """ "Infusion 4 of 6", "Before infusion 1", "Course complete", "Paused after infusion 2"."""
    course = max(courses, key=lambda one: one.number, default=None)
    if course is None:
        return "No infusion yet"
    last = _last(course, points, now)
    if last is None:
        first = "before infusion 1" if course.number == 1 else f"course {course.number}, before infusion 1"
        if status == "paused":
            return f"Paused {first}"
        return first[:1].upper() + first[1:]
    number = last.number_in_course
    if _is_complete(course, last, now):
        return "Course complete"
    if status in ("paused", "discharged"):
        return f"{'Paused' if status == 'paused' else 'Ended'} after infusion {number}"
    planned = course.planned_infusions
    return f"Infusion {number} of {planned}" if planned and planned >= number else f"Infusion {number}"


def course_chip(
    status: str, courses: Sequence[CourseLine], points: Sequence[InfusionPoint], now: datetime
) -> str:
    """The same with the day: "Infusion 3 of 6 · day +2"."""
    if status == "discharged":
        return "Discharged"
    words = course_words(status, courses, points, now)
    course = max(courses, key=lambda one: one.number, default=None)
    last = _last(course, points, now) if course else None
    if last is None or not words.startswith("Infusion"):
        return words
    return f"{words} · {day_words(last.day(now))}"


def _last(course: CourseLine, points: Sequence[InfusionPoint], now: datetime) -> InfusionPoint | None:
    return last_given(now, (point for point in points if point.course_id == course.id))


def _is_complete(course: CourseLine, last: InfusionPoint, now: datetime) -> bool:
    if course.ended_on is not None:
        return last.local_date(now) >= course.ended_on
    planned = course.planned_infusions
    return bool(planned) and last.number_in_course >= (planned or 0) and last.day(now) >= COMPLETE_AFTER_DAYS
