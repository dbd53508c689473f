"""How a measure's result reads while and after it is entered. Published words only, no verdict."""

from __future__ import annotations

from collections.abc import Mapping

from ketacounsel.core.change import signed
from ketacounsel.core.measures import Item, Measure, RaisedFlag, Score
from ketacounsel.core.scoring import score
from ketacounsel.core.sittings import Sitting
from ketacounsel.ui.when import day_words

Answers = Mapping[str, int | None]


def asked_items(measure: Measure, answers: Answers) -> tuple[Item, ...]:
    """The items to ask with these answers: a conditional one only when its condition holds."""
    return tuple(item for item in measure.items if is_asked(item, answers))


def is_asked(item: Item, answers: Answers) -> bool:
    """Whether the condition of an item holds; most have none."""
    return not item.asked_when or any((answers.get(key) or 0) > 0 for key in item.asked_when)


def total_words(measure: Measure, answers: Answers) -> str:
    """ "12, moderate", "9, 1 item missing", "Nothing answered yet"."""
    if all(answers.get(item.key) is None for item in measure.scored_items):
        return "Nothing answered yet"
    result = score(measure, answers)
    if not measure.has_total:
        band = (result.band or "").capitalize()
        return (
            f"{band}, {missing_words(result.missing)}" if result.missing and band else band or "Not screened"
        )
    if result.missing:
        return f"{points(measure, answers)}, {missing_words(result.missing)}"
    return f"{result.total}, {result.band}" if result.band else str(result.total)


def rule_words(measure: Measure, answers: Answers) -> str:
    """What the instrument's own rule makes of missing items; "" when none is missing."""
    result = score(measure, answers)
    answered = any(answers.get(item.key) is not None for item in measure.scored_items)
    if not measure.has_total or not result.missing or not answered:
        return ""
    if result.total is None:
        most = measure.max_missing
        allowed = f"at most {missing_words(most)}" if most else "every item answered"
        return f"No total yet: {measure.title} is scored with {allowed}."
    band = f", {result.band}" if result.band else ""
    return f"Scored by the instrument’s rule for missing items: {result.total}{band}."


def missing_words(count: int) -> str:
    """1 item missing."""
    return f"{count} item missing" if count == 1 else f"{count} items missing"


def points(measure: Measure, answers: Answers) -> int:
    """What the answers so far add up to."""
    return measure.multiplier * sum(answers.get(item.key) or 0 for item in measure.scored_items)


def risk_lines(result: Score, *, finished: bool) -> tuple[str, ...]:
    """What has to be looked at beside the total. A blank counts as unknown only at the end."""

    def counts(flag: RaisedFlag) -> bool:
        return flag.opens_safety and (flag.state == "positive" or (finished and flag.state == "unknown"))

    return tuple(flag.words for flag in result.flags if counts(flag))


def change_words(measure: Measure, answers: Answers, last: Sitting | None, zone: str) -> str:
    """ "−3 since Mon 5 Oct"; "" when one of the two has no total."""
    now = score(measure, answers).total
    if last is None or last.total is None or now is None:
        return ""
    return f"{signed(now - last.total)} since {day_words(last.taken_at, zone)}"


def source_words(measure: Measure) -> str:
    """Who made it and under which terms, as each form must say."""
    if measure.licence in measure.attribution:
        return measure.attribution
    return f"{measure.attribution} {measure.licence}"
