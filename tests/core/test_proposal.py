"""Which session fits a moment, in the order a course runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ketacounsel.core.added_steps import FREE, with_added
from ketacounsel.core.ids import CourseId, InfusionId
from ketacounsel.core.place import InfusionPoint, InfusionState
from ketacounsel.core.proposal import propose
from ketacounsel.core.sessions import AddedStep
from ketacounsel.core.templates import NoteParagraph, Step, Template

START = datetime(2026, 10, 13, 16, 15, tzinfo=UTC)


def infusion(number: int, days: int, state: InfusionState, course: str = "a") -> InfusionPoint:
    at = START + timedelta(days=days)
    return InfusionPoint(InfusionId(str(number)), number, CourseId(course), at, "America/Denver", state=state)


GIVEN, NEXT = infusion(1, 0, "complete"), infusion(2, 7, "planned")


@pytest.mark.parametrize(
    ("hours", "integrated", "template"),
    [
        (-48, (), "prep_2"),
        (3, (), "infusion_day"),
        (50, (), "integration_early"),
        (50, ("1",), "integration_meaning"),
        (90, (), "integration_early"),
        (90, ("1",), "integration_meaning"),
        (120, (), "integration_meaning"),
        (7 * 24 - 2, (), "infusion_day"),
    ],
)
def test_the_template_follows_the_hours_since_the_infusion(
    hours: int, integrated: tuple[InfusionId, ...], template: str
) -> None:
    before = infusion(1, 0, "planned") if hours < 0 else GIVEN
    assert propose((before, NEXT), START + timedelta(hours=hours), integrated).template_id == template


def test_a_new_course_is_prepared_again() -> None:
    other = infusion(1, 60, "planned", "b")
    proposal = propose((GIVEN, other), START + timedelta(days=55))
    assert (proposal.template_id, proposal.prepares) == ("prep_2", other.id)


def test_without_any_infusion_there_is_something_to_begin_with() -> None:
    assert propose((), START).because == "No infusion yet."


def test_an_added_step_stands_after_its_neighbour_and_its_words_before_the_plan() -> None:
    steps, plan = (Step("a", "A"), Step("b", "B")), NoteParagraph("plan", "plan", "plan", "plan")
    template = Template("t", 1, "T", "T", "p", "integration", 50, steps=steps, note=(plan,))
    run = with_added(template, (AddedStep("x", FREE, "X", "a"), AddedStep("y", FREE, "Y", "gone")))
    assert [step.key for step in run.steps] == ["a", "x", "b", "y"]
    assert [one.id for one in run.note] == ["x", "y", "plan"]
