"""What must hold inside a measure beyond the shape of its file, and the fingerprint of its scoring part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from ketacounsel.core.errors import BadInput
from ketacounsel.core.measures import Example, Measure, Score
from ketacounsel.core.scoring import parse_answers, score

Problem = tuple[str, str]
"""Where, and what is wrong there."""

SCORING_PART = (
    "id",
    "edition",
    "recall_days",
    "instruction",
    "stem",
    "choices",
    "items",
    "rule",
    "higher_is_worse",
    "multiplier",
    "max_missing",
    "needs_subscales",
    "bands",
    "subscales",
    "remission",
)


def problems(measure: Measure) -> list[Problem]:
    """Everything wrong with a measure, each with its place."""
    keys = [item.key for item in measure.items]
    found = [*_twice("items", keys), *_twice("subscales", (part.key for part in measure.subscales))]
    found += _twice("flags", (flag.key for flag in measure.flags))
    found += _strangers(measure, set(keys))
    if not measure.items and not measure.score_entry_only:
        found.append(("items", "none, and the measure is not for entering totals only"))
    found += _bands(measure)
    found += _defaults(measure)
    if measure.rule == "asq" and {flag.key for flag in measure.flags} != {"suicide_screen", "acute"}:
        found.append(("flags", "the ASQ rule needs the flags suicide_screen and acute"))
    if not found:
        for number, example in enumerate(measure.examples):
            found += [(f"examples.{number}", wrong) for wrong in _example(measure, example)]
    return found


def fingerprint(measure: Measure) -> str:
    """A hash of all that a person is asked and how it is counted; the same part never changes again."""
    whole = asdict(measure)
    part = {name: whole[name] for name in SCORING_PART}
    part["flags"] = [
        {"key": flag.key, "needs": [asdict(need) for need in flag.needs]} for flag in measure.flags
    ]
    written = json.dumps(part, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _twice(where: str, keys: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield where, f'"{key}" stands there twice'
        seen.add(key)


def _strangers(measure: Measure, keys: set[str]) -> Iterator[Problem]:
    named = [(f"items.{item.key}.asked_when", item.asked_when) for item in measure.items]
    named += [(f"subscales.{part.key}", part.items) for part in measure.subscales]
    named += [(f"flags.{flag.key}", need.items) for flag in measure.flags for need in flag.needs]
    for where, items in named:
        for key in items:
            if key not in keys:
                yield where, f'unknown item "{key}"'


def _bands(measure: Measure) -> Iterator[Problem]:
    if not measure.bands:
        return
    following = measure.low
    for number, band in enumerate(measure.bands):
        if band.low != following or band.high < band.low:
            yield f"bands.{number}", f"must begin at {following}, so that every total has one band"
        following = band.high + 1
    if following != measure.high + 1:
        yield "bands", f"end at {following - 1}, the highest total is {measure.high}"


def _defaults(measure: Measure) -> Iterator[Problem]:
    for kind in ("meaningful", "reliable"):
        marked = [t.default for t in measure.thresholds if t.kind == kind]
        if marked and marked.count(True) != 1:
            yield "thresholds", f"exactly one {kind} threshold must be the default"


def _example(measure: Measure, example: Example) -> Iterator[str]:
    try:
        found: Score = score(measure, parse_answers(measure, example.answers.split()))
    except BadInput as refused:
        yield refused.what
        return
    expected = {"total": example.total, "status": example.status, "band": example.band}
    for name, wanted in expected.items():
        if getattr(found, name) != wanted:
            yield f"{name} is {getattr(found, name)}, the example says {wanted}"
    states = {flag.key: flag.state for flag in found.flags}
    for key, sum_ in example.subscales.items():
        if key not in found.subscales or found.subscales[key] != sum_:
            yield f"{key} is {found.subscales.get(key)}, the example says {sum_}"
    for key, state in example.flags.items():
        if states.get(key) != state:
            yield f"{key} is {states.get(key)}, the example says {state}"
