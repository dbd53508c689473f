"""What a safety follow-up was opened for, in words: the item and its answer, the total, item 9 so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from ketacounsel.core.measures import Measure
from ketacounsel.core.safety import FollowUp
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.templates import Field as TemplateField
from ketacounsel.ui.screens.session.viewmodel import Runner
from ketacounsel.ui.when import day_of_month, local

LATEST = 5


@dataclass(frozen=True, slots=True)
class Item9:
    """One earlier answer to item 9: its value (None: left blank) and its day."""

    value: int | None
    day: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What the card of the follow-up says."""

    title: str = field(repr=False)
    detail: str = field(default="", repr=False)
    total: str = ""
    so_far: tuple[Item9, ...] = ()


def cause_of(runner: Runner, follow_up: FollowUp) -> Cause:
    """From the sitting, from the rating in the session, or from the counselor's own wish."""
    if follow_up.sitting_id is not None:
        sitting = runner.desk.measures.get(follow_up.sitting_id)
        return _of_sitting(runner, sitting, runner.desk.measures.edition(sitting))
    step, _, key = follow_up.because.partition(".")
    rating = runner.answers.get((step, key))
    if isinstance(rating, int | float):
        asked = _field(runner, step, key)
        name = runner.words(asked.label) if asked else ""
        return Cause(f"{name}: {rating:g} of {asked.high if asked else 10}", "Rated in this session.")
    return Cause("Safety check", "Opened by you in this session.")


def _of_sitting(runner: Runner, sitting: Sitting, measure: Measure) -> Cause:
    total = ""
    if sitting.total is not None and measure.rule == "sum":
        total = f"Total today {sitting.total}" + (f", {sitting.band}" if sitting.band else "")
    raised = next((flag for flag in measure.flags if flag.opens_safety), None)
    items = [
        item for item in measure.items if raised and any(item.key in need.items for need in raised.needs)
    ]
    if len(items) == 1:
        number = [item.key for item in measure.items].index(items[0].key) + 1
        answer = _answer(measure, sitting, items[0].key)
        title = f"{measure.title} item {number}: “{answer}”"
        return Cause(title, items[0].text, total, _so_far(runner) if measure.id == "phq9" else ())
    yes = [item.text for item in measure.items if (sitting.answers.get(item.key) or 0) > 0]
    return Cause(
        f"{measure.title} screen: {sitting.band or 'positive'}", " ".join(f"{one} Yes." for one in yes), total
    )


def _answer(measure: Measure, sitting: Sitting, key: str) -> str:
    item = next(one for one in measure.items if one.key == key)
    value = sitting.answers.get(key)
    return next((one.text for one in measure.choices_of(item) if one.value == value), "Not answered")


def _so_far(runner: Runner) -> tuple[Item9, ...]:
    today = local(runner.now(), runner.desk.zone).date()
    found = []
    for at, value in runner.desk.safety.item9_history(runner.client_id)[-LATEST:]:
        on = local(at, runner.desk.zone).date()
        found.append(Item9(value, "today" if on == today else day_of_month(on)))
    return tuple(found)


def _field(runner: Runner, step: str, key: str) -> TemplateField | None:
    for one in runner.template.steps:
        if one.key == step:
            return next((field for field in one.fields if field.key == key), None)
    return None
