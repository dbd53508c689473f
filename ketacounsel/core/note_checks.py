"""The list beside a draft, "Before you sign": what a note should hold, and which lines still need someone."""

from __future__ import annotations

from ketacounsel.core.answers import Answers
from ketacounsel.core.draft_context import DraftContext
from ketacounsel.core.drafting import Draft
from ketacounsel.core.flow import OpenField, unsettled
from ketacounsel.core.phrases import figure
from ketacounsel.core.templates import Template


def checklist(
    draft: Draft, template: Template, answers: Answers, context: DraftContext
) -> tuple[tuple[str, bool], ...]:
    """Each line with whether it is in order. None of them blocks but the lines that need judgement."""
    lines: list[tuple[str, bool]] = [_link(context)]
    for measure in template.measures:
        score = context.score(measure)
        total = f", total {figure(score.total)}" if score and score.total is not None else ""
        name = score.label if score else measure.upper()
        lines.append((f"{name} attached{total}" if score else f"{name} not taken", score is not None))
    dated = context.next_session_at is not None or _answered(template, answers)
    lines.append(("Plan has a next date" if dated else "Plan has no next date", dated))
    needed = open_fields(template, answers, context)
    if needed:
        lines.append((f"Without answer or reason: {', '.join(one.label for one in needed)}", False))
    waiting = {one.id for one in draft.unsettled}
    written = {one.id for one in draft.paragraphs if one.text.strip()}
    lines.append(("Risk statement", "risk" in written - waiting))
    if "assessment" in waiting:
        lines.append(("Assessment", False))
    return tuple(lines)


def open_fields(template: Template, answers: Answers, context: DraftContext) -> tuple[OpenField, ...]:
    """Required entries that have neither an answer nor a reason."""
    return unsettled(template, answers, context.reasons, remote=context.remote)


def _link(context: DraftContext) -> tuple[str, bool]:
    linked = context.infusion is not None or context.next_infusion is not None
    place = context.place_words[:1].lower() + context.place_words[1:]
    return (
        (f"Linked to {place}" if place and linked else "Linked to an infusion", True)
        if linked
        else (
            "No infusion linked",
            False,
        )
    )


def _answered(template: Template, answers: Answers) -> bool:
    dates = ("next_session", "integration_session")
    return any(
        bool(answers.get((step.key, field.key)))
        for step in template.steps
        for field in step.fields
        if field.feeds in dates
    )
