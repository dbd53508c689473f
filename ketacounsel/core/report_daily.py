"""Themes and daily life, and what a report asks of the clinic: proposed by rules, to be changed at will."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ketacounsel.core.infusions import SEVERITIES, Infusion
from ketacounsel.core.phrases import (
    and_join,
    count_word,
    day_words,
    figure,
    lower_first,
    paragraph,
    plural,
    weekday_words,
)
from ketacounsel.core.report_scope import Scope, day_in, infusion_day

NAMED_THEMES = 6
LASTS = "is still there"
STEP_WORDS = (
    ("kept", "kept"),
    ("partly", "kept in part"),
    ("changed", "changed into something else"),
    ("not", "not done"),
    ("let_go", "let go"),
    ("open", "still open"),
)


def themes_text(scope: Scope) -> str:
    """Which themes recur, what sleep was reported, how the small steps went. No narrative."""
    return paragraph((*_themes(scope), _sleep(scope), _steps(scope)))


def question_lines(scope: Scope) -> tuple[str, ...]:
    """What comes next, and what only the clinic can answer; one line each."""
    return tuple(line for line in (_next(scope), *_missing(scope), *_unsettled(scope)) if line)


def _themes(scope: Scope) -> Iterable[str]:
    marked = [head for head in scope.held if head.themes]
    counted = Counter(lower_first(theme) for head in marked for theme in dict.fromkeys(head.themes))
    recurring = [theme for theme, times in counted.most_common() if times > 1]
    once = [theme for theme, times in counted.items() if times == 1][:NAMED_THEMES]
    if recurring:
        kept = recurring[:NAMED_THEMES]
        number, among = count_word(len(kept)).capitalize(), count_word(len(marked))
        recur = plural(len(kept), "theme recurs", "themes recur")
        yield f"{number} {recur} across the {among} sessions: {and_join(kept)}"
    if once:
        named = "also named" if recurring else f"named in the {plural(len(marked), 'session')}"
        yield f"{named}: {and_join(once)}"


def _sleep(scope: Scope) -> str:
    told = [(day_in(at, scope.zone), hours) for at, hours in scope.facts.sleep_hours]
    told = [(day, hours) for day, hours in told if scope.holds(day)]
    if not told:
        return ""
    (first_on, first), (last_on, last) = told[0], told[-1]
    begun = f"{figure(first)} hours a night on {day_words(first_on, scope.to_on)}"
    if len(told) == 1:
        return f"Reported sleep was {begun}"
    if first == last:
        both = f"{day_words(first_on, scope.to_on)} and on {day_words(last_on, scope.to_on)}"
        return f"Reported sleep was {figure(first)} hours a night on {both}"
    return f"Reported sleep was {begun} and {figure(last)} hours on {day_words(last_on, scope.to_on)}"


def _steps(scope: Scope) -> str:
    agreed = Counter(action.status for action in scope.actions)
    total = sum(agreed.values())
    if not total:
        return ""
    told = [(agreed[key], words) for key, words in STEP_WORDS if agreed[key]]
    if total == 1:
        return f"One small step was agreed and was {told[0][1]}".replace("was still", "is still")
    parts = [f"{count_word(n)} {_verb(n, words)} {words}" for n, words in told]
    return f"Of {count_word(total)} small steps agreed, {and_join(parts)}"


def _verb(number: int, words: str) -> str:
    return plural(number, "is", "are") if words == "still open" else plural(number, "was", "were")


def _next(scope: Scope) -> str:
    coming, course = scope.coming, scope.course
    if coming is not None:
        day = weekday_words(infusion_day(coming), scope.to_on)
        booked = scope.booked_after(coming)
        session = ""
        if booked is not None and booked.at is not None:
            session = f", integration session {weekday_words(day_in(booked.at, booked.zone), scope.to_on)}"
        return (
            f"Infusion {coming.number} is planned for {day}{session}. "
            "Please tell us of any change in dose or date, so the session can move with it."
        )
    if course and course.planned_infusions and len(scope.course_given) < course.planned_infusions:
        return "We know of no date for the next infusion. Please tell us when it is planned."
    return ""


def _missing(scope: Scope) -> Iterable[str]:
    waiting = [str(one.number) for one in scope.given if one.details.state == "waiting"]
    if waiting:
        which = f"{plural(len(waiting), 'infusion')} {and_join(waiting)}"
        yield f"The clinic’s record of {which} has not reached us. Could you send it?"


def _unsettled(scope: Scope) -> Iterable[str]:
    """Aftereffects the clinic may want to see to: those still there, and stronger ones before a next time.

    What has settled after a course that is over stands in the table and is no question.
    """
    told: dict[tuple[str, str], list[int]] = {}
    for one, effect in scope.effects:
        lasts = effect.still_there and effect.settled_at is None
        if lasts or (effect.severity > 1 and _goes_on(scope)):
            state = LASTS if lasts else f"was {SEVERITIES[effect.severity]}"
            told.setdefault((effect.kind, state), []).append(one.number)
    before = " before the next infusion" if _goes_on(scope) else ""
    for (kind, state), numbers in told.items():
        named = sorted(set(numbers))
        which = f"after {plural(len(named), 'infusion')} {and_join(map(str, named))}"
        said = f"{which} {state}" if state == LASTS else f"{state} {which}"
        yield f"{kind[:1].upper()}{kind[1:]} {said}. Do you advise anything{before}?"


def _goes_on(scope: Scope) -> bool:
    """Another infusion is planned, or the course is not known to have had its last."""
    planned = scope.course.planned_infusions if scope.course is not None else None
    return scope.coming is not None or not planned or len(scope.course_given) < planned


def source_words(infusions: Iterable[Infusion]) -> str:
    """Who recorded the doses, for the line under the table."""
    told = {one.details.treatment_source for one in infusions} - {""}
    if told == {"clinic_record"}:
        return "Doses as recorded by the clinic; please correct what differs from your record."
    if told:
        return "Doses as told to us; please correct what differs from your record."
    return "Please correct what differs from your record."
