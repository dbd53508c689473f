"""What must hold inside a template beyond the shape of its file: every name it uses leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from ketacounsel.core.prompt_tokens import MAYBE, TOKENS, pairs_in, tokens_in
from ketacounsel.core.risk import PATHS
from ketacounsel.core.sessions import KINDS
from ketacounsel.core.templates import (
    AUTO_FIELDS,
    FEEDS,
    FORMATS,
    PHRASES,
    Condition,
    Field,
    NoteMap,
    NoteParagraph,
    RiskRule,
    Step,
    Template,
)

Problem = tuple[str, str]
"""Where, and what is wrong there."""

_CHOICES = frozenset({"single", "multi", "checklist", "themes"})
_SAY_TOKENS = frozenset({"value", "quote", "values", "rows", "name", "relation", "they", "them", "their"})


def problems(template: Template, measure_ids: Collection[str]) -> list[Problem]:
    """Everything wrong with a template, each with its place."""
    found = [*_twice("steps", (step.key for step in template.steps))]
    found += _twice("note", (paragraph.id for paragraph in template.note))
    if template.kind not in KINDS:
        found.append(("kind", f'unknown kind of session "{template.kind}"'))
    found += [
        ("measures", f'unknown measure "{name}"') for name in template.measures if name not in measure_ids
    ]
    for paragraph in template.note:
        found += _of_paragraph(paragraph)
    earlier: dict[str, Step] = {}
    for step in template.steps:
        found += _of_step(step, earlier, template, measure_ids)
        earlier[step.key] = step
    return found


def _of_paragraph(paragraph: NoteParagraph) -> Iterator[Problem]:
    where = f"note.{paragraph.id}"
    for form, section in paragraph.sections.items():
        if section not in dict(FORMATS[form]):
            yield where, f'"{section}" is not a section of {form.upper()}'
    for phrase in (*paragraph.before, *paragraph.after):
        if phrase not in PHRASES:
            yield where, f'unknown phrase "{phrase}"'


def _of_step(
    step: Step, earlier: dict[str, Step], template: Template, measure_ids: Collection[str]
) -> Iterator[Problem]:
    where = f"steps.{step.key}"
    if step.when is not None:
        yield from _of_condition(f"{where}.when", step.when, earlier)
    for number, prompt in enumerate(step.prompts):
        yield from _of_prompt(f"{where}.prompts.{number}", prompt.text, prompt.without)
    for name in ("aside", "client_prompt", "read_aloud", "skip"):
        yield from _of_text(f"{where}.{name}", getattr(step, name))
    yield from _twice(where, (field.key for field in step.fields))
    before: tuple[Field, ...] = ()
    for field in step.fields:
        here = {**earlier, step.key: Step(step.key, step.title, fields=before)}
        yield from _of_field(f"{where}.{field.key}", field, here, template, measure_ids)
        before = (*before, field)


def _of_prompt(where: str, text: str, without: str) -> Iterator[Problem]:
    yield from _of_text(where, text)
    yield from _of_text(f"{where}.without", without)
    may_lack = [name for name in tokens_in(text) if name in MAYBE]
    if may_lack and not without:
        yield where, f'needs "without", as {{{may_lack[0]}}} may have no value'
    if any(name in MAYBE for name in tokens_in(without)):
        yield f"{where}.without", "may not name something that can be missing"


def _of_text(where: str, text: str) -> Iterator[Problem]:
    for name in tokens_in(text):
        if name not in TOKENS:
            yield where, f"unknown token {{{name}}}"
    for pair in pairs_in(text):
        if pair.count("|") != 1:
            yield where, f"{{{pair}}} needs exactly two forms"
    if text.count("{") != text.count("}"):
        yield where, "a brace is not closed"


def _of_field(
    where: str, field: Field, steps: dict[str, Step], template: Template, measure_ids: Collection[str]
) -> Iterator[Problem]:
    yield from _of_kind(where, field)
    for text in (field.label, field.hint, field.text, *(option.label for option in field.options)):
        yield from _of_text(where, text)
    if field.kind == "measure" and field.measure not in measure_ids:
        yield where, f'unknown measure "{field.measure}"'
    elif field.kind == "measure" and field.measure not in template.measures:
        yield where, f'"{field.measure}" is not among the measures of the template'
    if field.feeds and field.feeds not in FEEDS:
        yield where, f'feeds an unknown record "{field.feeds}"'
    if field.when is not None:
        yield from _of_condition(f"{where}.when", field.when, steps)
    for rule in field.risks:
        yield from _of_risk(f"{where}.risks", rule, field, steps)
    if field.private and (field.note or field.feeds or field.risks or field.required):
        yield where, "a private field goes nowhere: no note, no feeds, no risks, not required"
    if field.note is not None:
        yield from _of_note(f"{where}.note", field, field.note, template)


def _of_kind(where: str, field: Field) -> Iterator[Problem]:
    yield from _twice(where, (option.key for option in field.options))
    yield from _twice(where, (column.key for column in field.columns))
    if field.kind in _CHOICES - {"themes"} and not field.options:
        yield where, f"a {field.kind} field needs options"
    if field.options and field.kind not in _CHOICES:
        yield where, f"a {field.kind} field has no options"
    if any(option.key == "none" for option in field.options):
        yield where, 'the key "none" is kept for none of these; use none_option'
    if (field.kind == "list") != bool(field.columns):
        yield where, "columns belong to a list, and a list needs them"
    if field.kind == "scale" and not field.low < field.high:
        yield where, "low must be below high"
    if field.kind == "auto" and field.auto not in AUTO_FIELDS:
        yield where, f'unknown auto value "{field.auto}"'
    if field.kind == "read_aloud" and not field.text:
        yield where, "a read-aloud field needs its text"
    if field.chips and not (field.columns and field.columns[0].options):
        yield where, "chips need options in the first column"


def _of_condition(where: str, condition: Condition, steps: dict[str, Step]) -> Iterator[Problem]:
    step = steps.get(condition.step)
    if step is None:
        yield where, f'names "{condition.step}", which is no earlier step'
        return
    named = next((field for field in step.fields if field.key == condition.field), None)
    if named is None:
        yield where, f'"{condition.step}" has no earlier field "{condition.field}"'
    elif named.private:
        yield where, "nothing may depend on a private field"


def _of_risk(where: str, rule: RiskRule, field: Field, steps: dict[str, Step]) -> Iterator[Problem]:
    if rule.path not in PATHS:
        yield where, f'unknown risk path "{rule.path}"'
    if rule.test is not None and (rule.test.op == "flagged") != (field.kind == "measure"):
        yield where, '"flagged" asks a measure, and a measure is asked nothing else'
    for key in rule.row:
        if key not in {column.key for column in field.columns}:
            yield where, f'no column "{key}"'
    if rule.also is not None:
        yield from _of_condition(f"{where}.also", rule.also, steps)


def _of_note(where: str, field: Field, note: NoteMap, template: Template) -> Iterator[Problem]:
    if note.para not in {paragraph.id for paragraph in template.note}:
        yield where, f'no paragraph "{note.para}" in the note of this template'
    for text in (note.say, *note.cases.values()):
        for name in tokens_in(text):
            if name not in _SAY_TOKENS:
                yield where, f"unknown token {{{name}}}"
    known = {column.key for column in field.columns}
    for name in re.findall(r"\{([^{}]*)\}", note.row):
        if name.removesuffix("_quote") not in known:
            yield where, f'no column "{name}"'
    if (field.kind == "list") != bool(note.row):
        yield where, "a row pattern belongs to a list, and a list needs one"
    allowed = {"none", "yes", "no"} | {option.key for option in field.options}
    for case in note.cases:
        if case not in allowed:
            yield where, f'case "{case}" is no answer of this field'
    if not (note.say or note.row or note.cases or field.kind == "measure"):
        yield where, "says nothing"


def _twice(where: str, keys: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield where, f'"{key}" stands there twice'
        seen.add(key)
