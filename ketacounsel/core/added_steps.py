"""Steps added during one session, put in their place among those of its template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ketacounsel.core.sessions import AddedStep
from ketacounsel.core.templates import Field, NoteMap, NoteParagraph, Step, Template

FREE = "free"
SAFETY = "safety"
WORDS = "words"
SAFETY_MIN = 10


def with_added(template: Template, added: Iterable[AddedStep]) -> Template:
    """The template as this session runs it. A step whose neighbour is not known comes last."""
    steps, paragraphs = list(template.steps), list(template.note)
    for one in added:
        order = [step.key for step in steps]
        place = order.index(one.after) + 1 if one.after in order else len(steps)
        steps.insert(place, _step(one))
        if one.kind == FREE:
            paragraphs.insert(_before_plan(paragraphs), _paragraph(one))
    return replace(template, steps=tuple(steps), note=tuple(paragraphs))


def _step(one: AddedStep) -> Step:
    if one.kind != FREE:
        return Step(one.key, one.title, planned_min=SAFETY_MIN)
    note = NoteMap(para=one.key, say="{value}")
    return Step(one.key, one.title, fields=(Field(WORDS, "longtext", one.title, note=note),))


def _paragraph(one: AddedStep) -> NoteParagraph:
    return NoteParagraph(one.key, dap="data", soap="subjective", birp="behavior")


def _before_plan(paragraphs: list[NoteParagraph]) -> int:
    return next((n for n, one in enumerate(paragraphs) if one.dap == "plan"), len(paragraphs))
