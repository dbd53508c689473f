"""Which steps a session shows, how far it is, what is still open at signing, and which risks were met.

Functions of the answers only: there is no position to keep and nothing to fall out of step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ketacounsel.core.answers import Answers, JsonValue, Reasons, chosen, is_empty, number, rows
from ketacounsel.core.risk import RiskSignal
from ketacounsel.core.templates import Condition, Field, RiskRule, Step, Template, Test


class Flagged(Protocol):
    """A score that can say whether its instrument asks for attention (item 9, a positive screen)."""

    @property
    def flagged(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the session is: the keys of steps that hold something, and how many steps there are."""

    done: frozenset[str]
    total: int

    @property
    def words(self) -> str:
        """As the step list says it."""
        return f"{len(self.done)} of {self.total} done"


@dataclass(frozen=True, slots=True)
class OpenField:
    """A required field that has neither an answer nor a reason."""

    step: str
    field: str
    step_title: str
    label: str


def holds(test: Test, value: JsonValue) -> bool:
    """Whether an answer passes a test; an empty answer passes none."""
    if is_empty(value):
        return False
    size = number(value)
    if test.op == "at_least":
        return size is not None and size >= float(test.value or 0)
    if test.op == "at_most":
        return size is not None and size <= float(test.value or 0)
    if test.op == "includes":
        return test.value in chosen(value)
    if test.op == "equals":
        return value == test.value and isinstance(value, bool) == isinstance(test.value, bool)
    return test.op == "answered"


def met(condition: Condition | None, answers: Answers) -> bool:
    """Whether a step or field shows; without a condition it always does."""
    return condition is None or holds(condition.test, answers.get((condition.step, condition.field)))


def visible(template: Template, answers: Answers) -> tuple[Step, ...]:
    """The steps to show, in order."""
    return tuple(step for step in template.steps if met(step.when, answers))


def visible_fields(step: Step, answers: Answers, *, remote: bool = False) -> tuple[Field, ...]:
    """The fields of a step to show; some are only for a session by video or telephone."""
    return tuple(
        field for field in step.fields if met(field.when, answers) and (remote or not field.remote_only)
    )


def field_is_empty(field: Field, value: JsonValue) -> bool:
    """Like `is_empty`, but what the program filled into a list by itself is no entry."""
    if field.kind in ("auto", "read_aloud"):
        return True
    if field.kind == "list" and field.prefill:
        typed = {column.key for column in field.columns if not column.fixed}
        return not any(not is_empty(row.get(key)) for row in rows(value) for key in typed)
    return is_empty(value)


def has_content(step: Step, answers: Answers, *, count_private: bool = True) -> bool:
    """Whether anything was entered in this step."""
    return any(
        not field_is_empty(field, answers.get((step.key, field.key)))
        for field in step.fields
        if count_private or not field.private
    )


def progress(template: Template, answers: Answers) -> Progress:
    """Which of the visible steps hold something."""
    steps = visible(template, answers)
    return Progress(frozenset(step.key for step in steps if has_content(step, answers)), len(steps))


def next_step(template: Template, answers: Answers, current: str) -> Step | None:
    """The visible step after this one; None at the end. A current step that vanished counts by its place."""
    order = [step.key for step in template.steps]
    after = set(order[order.index(current) + 1 :]) if current in order else set(order)
    return next((step for step in visible(template, answers) if step.key in after), None)


def unsettled(
    template: Template, answers: Answers, reasons: Reasons, *, remote: bool = False
) -> tuple[OpenField, ...]:
    """Required fields that stand open at signing: no answer, and no reason for the field or its step.

    `reasons` is keyed like answers; (step key, "") is the reason given for leaving out a whole step.
    """
    open_fields = []
    for step in visible(template, answers):
        if reasons.get((step.key, ""), "").strip() and not step.required:
            continue
        for field in visible_fields(step, answers, remote=remote):
            key = (step.key, field.key)
            if not field.required or field.kind in ("auto", "read_aloud"):
                continue
            if field_is_empty(field, answers.get(key)) and not reasons.get(key, "").strip():
                open_fields.append(OpenField(step.key, field.key, step.title, field.label))
    return tuple(open_fields)


def risks(
    template: Template,
    answers: Answers,
    scores: Mapping[str, Flagged],
    *,
    hours_since: float | None = None,
) -> tuple[RiskSignal, ...]:
    """The risk paths that today's answers open, in the order of the steps, each with its reason once."""
    signals: dict[tuple[str, str], RiskSignal] = {}
    for step in visible(template, answers):
        for field in step.fields:
            for rule in field.risks:
                if _triggered(rule, field, answers.get((step.key, field.key)), scores, hours_since) and met(
                    rule.also, answers
                ):
                    signal = RiskSignal(rule.path, rule.because, step.key, field.key)
                    signals.setdefault((rule.path, rule.because), signal)
    return tuple(signals.values())


def _triggered(
    rule: RiskRule,
    field: Field,
    value: JsonValue,
    scores: Mapping[str, Flagged],
    hours_since: float | None,
) -> bool:
    if rule.after_h is not None and (hours_since is None or hours_since <= rule.after_h):
        return False
    if rule.row:
        return any(_row_matches(rule.row, row) for row in rows(value))
    if rule.test is None:
        return False
    if rule.test.op == "flagged":
        return not is_empty(value) and field.measure in scores and scores[field.measure].flagged
    return holds(rule.test, value)


def _row_matches(wanted: Mapping[str, tuple[str, ...]], row: Mapping[str, JsonValue]) -> bool:
    return all(_row_value(row.get(key)) in allowed for key, allowed in wanted.items())


def _row_value(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""
