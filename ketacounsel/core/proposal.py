"""Which session fits a moment: by the infusions around it and what was already held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from ketacounsel.core.ids import InfusionId
from ketacounsel.core.place import UNTIL_HOURS, InfusionPoint, hours_words, last_given, window
from ketacounsel.core.sessions import Proposal

PREPARE, INFUSION_DAY = "prep_2", "infusion_day"
EARLY, WEEKLY = "integration_early", "integration_meaning"
STILL_FIRST_HOURS = 96


def propose(
    infusions: Sequence[InfusionPoint], at: datetime, integrated: Collection[InfusionId] = ()
) -> Proposal:
    """The template for a session at `at` (aware); `integrated` are infusions that had a session already."""
    coming = _coming(infusions, at)
    if coming is not None and coming.day(at) == 0:
        words = f"Infusion {coming.number_in_course} is today."
        return Proposal(INFUSION_DAY, words, prepares=coming.id)
    last = last_given(at, infusions)
    if last is not None and last.day(at) == 0:
        return Proposal(INFUSION_DAY, f"Infusion {last.number_in_course} was today.", integrates=last.id)
    if coming is not None and (last is None or last.course_id != coming.course_id):
        return Proposal(PREPARE, f"Infusion {coming.number_in_course} is planned.", prepares=coming.id)
    if last is None:
        return Proposal(PREPARE, "No infusion yet.")
    return _integrate(last, at, integrated)


def _integrate(last: InfusionPoint, at: datetime, integrated: Collection[InfusionId]) -> Proposal:
    hours = window(last).hours_since(at)
    said = f"{hours_words(hours)} after infusion {last.number_in_course}"
    if hours <= UNTIL_HOURS:
        template = WEEKLY if last.id in integrated else EARLY
        return Proposal(template, f"{said}, within 72 hours.", integrates=last.id)
    if hours <= STILL_FIRST_HOURS and last.id not in integrated:
        return Proposal(EARLY, f"{said}, the first session since.", integrates=last.id)
    return Proposal(WEEKLY, f"{said}.", integrates=last.id)


def _coming(infusions: Sequence[InfusionPoint], at: datetime) -> InfusionPoint | None:
    ahead = (one for one in infusions if one.state == "planned" and one.day(at) <= 0)
    return min(ahead, key=lambda one: one.starts_at, default=None)
