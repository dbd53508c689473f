"""Adding up a questionnaire by its own published rules. A blank is never taken for a no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ketacounsel.core.errors import BadInput
from ketacounsel.core.measures import (
    Flag,
    FlagState,
    Item,
    Measure,
    Need,
    RaisedFlag,
    Score,
    Status,
    Subscale,
)
from ketacounsel.core.sittings import NOT_SCREENED

Answers = Mapping[str, int | None]
BLANK = "_"
YES_NO = {"y": "Yes", "yes": "Yes", "n": "No", "no": "No"}


def score(measure: Measure, answers: Answers) -> Score:
    """Score one sitting.

    Args:
        measure: the edition the person answered, not the newest one.
        answers: item key to chosen points; None or absent for a blank.

    Raises:
        BadInput: an answer to no item of the measure, or one that is no choice of its item.

    A risk item is never imputed: a blank one leaves its flag unknown.

    Source: summing, bands and the rule for blanks are those of `measure.source`.
    """
    _check(measure, answers)
    asked = _asked(measure, answers)
    missing = sum(answers.get(item.key) is None for item in asked)
    flags = tuple(_raise(measure, flag, answers) for flag in measure.flags)
    if measure.rule == "asq":
        status: Status = "incomplete" if missing else "complete"
        return Score(
            measure.id, measure.edition, None, status, missing, _asq_result(flags, answers), {}, flags
        )
    subscales = {part.key: _subscale(part, answers) for part in measure.subscales}
    total = _total(measure, answers, missing, subscales)
    status = "incomplete" if total is None else ("prorated" if missing else "complete")
    band = None if total is None else measure.band_of(total)
    return Score(measure.id, measure.edition, total, status, missing, band, subscales, flags)


def score_entered(measure: Measure, total: int) -> Score:
    """A total somebody else added up. Its items are not known, so every flag is unknown."""
    if measure.rule == "asq":
        raise BadInput("total", f"{measure.title} has a result and no total.")
    if not measure.low <= total <= measure.high or total % measure.multiplier:
        raise BadInput("total", f"A {measure.title} total lies between {measure.low} and {measure.high}.")
    flags = tuple(_state(flag, "unknown") for flag in measure.flags)
    return Score(measure.id, measure.edition, total, "complete", 0, measure.band_of(total), {}, flags)


def parse_answers(measure: Measure, typed: Sequence[str]) -> dict[str, int | None]:
    """Answers as typed on a command line, in the order of the items; `_` is a blank.

    Items that are not scored, or asked only on a condition, may be left off at the end.

    Raises:
        BadInput: the wrong number of answers, or one that is no choice of its item.
    """
    most = len(measure.items)
    least = sum(item.scored and not item.asked_when for item in measure.items)
    if not least <= len(typed) <= most:
        takes = str(most) if least == most else f"{least} to {most}"
        given = "1 was" if len(typed) == 1 else f"{len(typed)} were"
        raise BadInput("answers", f"{measure.title} takes {takes} answers, {given} given.")
    pairs = enumerate(zip(measure.items, typed, strict=False), start=1)
    return {item.key: _parse(measure, item, number, text.strip()) for number, (item, text) in pairs}


def as_json(result: Score) -> dict[str, object]:
    """The score as plain values for a script to read."""
    return {
        "measure": result.measure_id,
        "edition": result.edition,
        "total": result.total,
        "status": result.status,
        "missing": result.missing,
        "band": result.band,
        "subscales": dict(result.subscales),
        "flags": [{"key": flag.key, "state": flag.state, "words": flag.words} for flag in result.flags],
    }


def listing(measure: Measure) -> dict[str, object]:
    """What a script must know before it scores: how many answers, which points, which range."""
    totals = None if measure.rule == "asq" else [measure.low, measure.high]
    return {
        "measure": measure.id,
        "edition": measure.edition,
        "title": measure.title,
        "name": measure.long_title,
        "items": len(measure.scored_items),
        "answers": [choice.value for choice in sorted(measure.choices, key=lambda choice: choice.value)],
        "range": totals,
        "higher_is_worse": measure.higher_is_worse,
        "licence": measure.licence_kind,
    }


def _check(measure: Measure, answers: Answers) -> None:
    allowed = {item.key: {choice.value for choice in measure.choices_of(item)} for item in measure.items}
    for key, value in answers.items():
        if key not in allowed:
            raise BadInput("answers", f"{measure.title} has no item of that name.")
        if value is not None and value not in allowed[key]:
            raise BadInput("answers", f"Item {key} of {measure.title} has no answer worth {value}.")


def _asked(measure: Measure, answers: Answers) -> list[Item]:
    """Scored items, without those whose condition does not hold and that were not answered anyway."""
    return [
        item
        for item in measure.scored_items
        if not item.asked_when
        or answers.get(item.key) is not None
        or any((answers.get(key) or 0) > 0 for key in item.asked_when)
    ]


def _total(
    measure: Measure, answers: Answers, missing: int, subscales: Mapping[str, int | None]
) -> int | None:
    if missing > measure.max_missing or (measure.needs_subscales and None in subscales.values()):
        return None
    points = _prorate([answers.get(item.key) for item in measure.scored_items])
    return measure.multiplier * points


def _subscale(part: Subscale, answers: Answers) -> int | None:
    points = [answers.get(key) for key in part.items]
    return None if points.count(None) > part.max_missing else _prorate(points)


def _prorate(points: Sequence[int | None]) -> int:
    """The sum; with blanks the mean of the answered items times all of them, rounded half up."""
    answered = [point for point in points if point is not None]
    if not answered:
        return 0
    return (2 * sum(answered) * len(points) + len(answered)) // (2 * len(answered))


def _raise(measure: Measure, flag: Flag, answers: Answers) -> RaisedFlag:
    """Positive or negative only when no way of filling the blanks could change it."""
    items = {item.key: item for item in measure.items}
    at_least, at_most = {}, {}
    for key, item in items.items():
        value = answers.get(key)
        never_asked = bool(item.asked_when) and all(answers.get(other) == 0 for other in item.asked_when)
        at_least[key] = value or 0
        at_most[key] = (0 if never_asked else measure.top(item)) if value is None else value
    certain = all(_met(need, at_least) for need in flag.needs)
    possible = all(_met(need, at_most) for need in flag.needs)
    return _state(flag, "positive" if certain else "unknown" if possible else "negative")


def _met(need: Need, points: Mapping[str, int]) -> bool:
    return sum(points[key] >= need.at_least for key in need.items) >= need.count


def _state(flag: Flag, state: FlagState) -> RaisedFlag:
    words = {"positive": flag.positive, "negative": flag.negative, "unknown": flag.unknown}[state]
    return RaisedFlag(flag.key, state, words, flag.opens_safety)


def _asq_result(flags: Sequence[RaisedFlag], answers: Answers) -> str | None:
    """The ASQ's published result. A yes whose question 5 is still open has none yet.

    Source: NIMH ASQ toolkit, as read in the measure's file.
    """
    if all(value is None for value in answers.values()):
        return NOT_SCREENED
    states = {flag.key: flag.state for flag in flags}
    if states["acute"] == "positive":
        return "acute positive"
    if states["suicide_screen"] == "negative":
        return "negative"
    non_acute = states["suicide_screen"] == "positive" and states["acute"] == "negative"
    return "non-acute positive" if non_acute else None


def _parse(measure: Measure, item: Item, number: int, text: str) -> int | None:
    if text == BLANK:
        return None
    choices = measure.choices_of(item)
    wanted = YES_NO.get(text.lower(), text)
    for choice in choices:
        if wanted in (str(choice.value), choice.text):
            return choice.value
    points = sorted(choice.value for choice in choices)
    allowed = f"a number from {points[0]} to {points[-1]}, or _ for a blank"
    raise BadInput("answers", f"Answer {number} of {measure.title} must be {allowed}.")
