"""The sentences a report begins with, made by rules from the record: facts, no praise, no verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import takewhile
from typing import Final

from ketacounsel.core.infusions import SEVERITIES, AdverseEffect, Infusion
from ketacounsel.core.phrases import and_join, count_word, day_words, lower_first, paragraph, plural
from ketacounsel.core.place import day_words as place_words
from ketacounsel.core.prompt_tokens import TokenFacts, fill
from ketacounsel.core.report_daily import question_lines, themes_text
from ketacounsel.core.report_scope import Scope, day_after, day_in, infusion_day
from ketacounsel.core.sittings import Sitting

NAMED_DAYS = 6
LISTED_DAYS = 3
NAMED_ANSWERS = 4


def summary_text(scope: Scope) -> str:
    """Three to five sentences: infusions and sessions, the main measure, aftereffects, item 9."""
    return paragraph(
        (_infusions(scope), _stopped(scope), _score(scope), _aftereffects(scope), _item9_and_plan(scope))
    )


def safety_text(scope: Scope) -> str:
    """Item 9, screens, follow-ups and the safety plan."""
    item9 = _item9(scope)
    meaning = "Item 9 asks about thoughts of being better off dead or of hurting oneself" if item9 else ""
    return paragraph((item9, meaning, _screens(scope), _follow_ups(scope), _severe(scope), _plan(scope)))


def _questions(scope: Scope) -> str:
    return "\n".join(question_lines(scope))


TEXTS: Final[Mapping[str, Callable[[Scope], str]]] = {
    "summary": summary_text,
    "themes": themes_text,
    "safety": safety_text,
    "questions": _questions,
}
"""The texts a counselor can change, each with the rule that proposes it."""


def said(scope: Scope, text: str) -> str:
    """A sentence of ours with {they} and {their} as the client is spoken of."""
    return fill(text, TokenFacts(pronouns=scope.facts.client.details.pronouns))


def _infusions(scope: Scope) -> str:
    name, given = scope.facts.client.formal_name, scope.course_given
    planned = scope.course.planned_infusions if scope.course else None
    if not given:
        ahead = f"; {count_word(planned)} {plural(planned, 'is', 'are')} planned" if planned else ""
        return f"{name} has had no infusion in this course yet{ahead}"
    count = count_word(len(given))
    if planned and len(given) <= planned:
        had = f"{count} of {count_word(planned)} planned {plural(planned, 'infusion')}"
    else:
        had = f"{count} {plural(len(given), 'infusion')}"
    return f"{name} has had {had}{_followed(scope, given)}"


def _followed(scope: Scope, given: tuple[Infusion, ...]) -> str:
    """Which infusions an integration session followed, and on which day."""
    days = {one.number: _session_day(scope, one) for one in given}
    due = [one for one in given if days[one.number] or not scope.pending(one)]
    found = [one for one in due if days[one.number]]
    if not due:
        return ""
    if not found:
        return "; no integration session has followed yet"
    on = _on_days([days[one.number] for one in found])
    if len(found) == len(given):
        return f", followed by an integration session {on}" if len(given) == 1 else _each(on)
    if len(found) > NAMED_DAYS:
        return f"; integration sessions followed {count_word(len(found))} of them, {on}"
    numbers = and_join(str(one.number) for one in found)
    which = f"{plural(len(found), 'infusion')} {numbers}"
    begin = "an integration session" if len(found) == 1 else "integration sessions"
    return f"; {begin} followed {which}{', each' if len(found) > 1 and on.count('day ') else ','} {on}"


def _each(on: str) -> str:
    session = "an integration session" if on.startswith("on day ") else "an integration session,"
    return f", each followed by {session} {on}"


def _session_day(scope: Scope, infusion: Infusion) -> str:
    head = scope.session_after(infusion)
    return place_words(day_after(infusion, head.at)) if head and head.at else ""


def _on_days(days: list[str]) -> str:
    """ "on day +2", "on days +2, +3 and +1"."""
    one_by_one = list(dict.fromkeys(days))
    if len(one_by_one) == 1:
        return f"on {one_by_one[0]}" if one_by_one[0].startswith("day") else f"in {one_by_one[0]}"
    if not all(day.startswith("day ") for day in days):
        return "on different days"
    if len(days) > LISTED_DAYS:
        first, *_, last = sorted(one_by_one, key=lambda day: int(day.rpartition("+")[2]))
        return f"between {first} and {last}"
    return f"on days {and_join(day.removeprefix('day ') for day in days)}"


def _stopped(scope: Scope) -> str:
    early = [str(one.number) for one in scope.given if one.details.state == "stopped_early"]
    was = plural(len(early), "was", "were")
    return (
        f"{plural(len(early), 'infusion').capitalize()} {and_join(early)} {was} stopped early"
        if early
        else ""
    )


def _score(scope: Scope) -> str:
    """From the starting point to the latest score of the client's main measure."""
    measure = scope.facts.measures.get(scope.facts.client.details.primary_measure)
    if measure is None:
        return ""
    start, latest = scope.baseline(measure.id), scope.latest(measure.id)
    if latest is None:
        return f"No {measure.title} was taken in this period"
    whose = said(scope, "{Their}")
    if start is None or start.sitting.id == latest.id:
        return f"{whose} {measure.title} was {_total(latest)} on {_day(scope, latest)}"
    if start.sitting.total == latest.total:
        return f"{whose} {measure.title} was {_total(latest)} at the baseline and is the same now"
    return f"{whose} {measure.title} has gone from {_total(start.sitting)} to {_total(latest)}"


def _total(sitting: Sitting) -> str:
    about = "about " if sitting.status == "prorated" else ""
    return f"{about}{sitting.total}" + (f" ({sitting.band})" if sitting.band else "")


def _day(scope: Scope, sitting: Sitting) -> str:
    return day_words(day_in(sitting.taken_at, sitting.zone), scope.to_on)


def _aftereffects(scope: Scope) -> str:
    if not scope.given:
        return ""
    effects = scope.effects
    if not effects:
        return "No aftereffects are on record"
    levels = sorted({effect.severity for _, effect in effects})
    words = SEVERITIES[levels[0]]
    if len(levels) > 1:
        words = f"{words} to {SEVERITIES[levels[-1]]}"
    return f"Aftereffects were {words}{_settled(effects)}"


def _settled(effects: tuple[tuple[Infusion, AdverseEffect], ...]) -> str:
    there = [(one, effect) for one, effect in effects if effect.still_there and effect.settled_at is None]
    if there:
        by_infusion: dict[int, list[str]] = {}
        for one, effect in there:
            by_infusion.setdefault(one.number, []).append(lower_first(effect.kind))
        named = and_join(f"{and_join(kinds)} after infusion {n}" for n, kinds in by_infusion.items())
        return f"; {named} had not settled when last asked"
    settled = [(one, effect.settled_at) for one, effect in effects if effect.settled_at is not None]
    if len(settled) < len(effects):
        return "; it is not recorded for all of them when they settled"
    same_day = all(day_in(at, one.details.zone) == infusion_day(one) for one, at in settled)
    return " and settled the same day" if same_day else "; all of them have settled"


def _item9_and_plan(scope: Scope) -> str:
    plan, asked = scope.facts.work.plan, _item9(scope)
    if not asked:
        return ""
    if plan is not None and plan.written_on <= scope.to_on:
        on = day_words(min(plan.reviewed_on, scope.to_on), scope.to_on)
        return said(scope, f"{asked}; {{their}} safety plan was last reviewed on {on}")
    above = any(value for _, value in scope.item9)
    return f"{asked}; no safety plan is on record" if above else asked


def _item9(scope: Scope) -> str:
    """ "Item 9 was 1 on 14 and 28 Sep and has been 0 since 2 Oct"."""
    told = [(day, value) for day, value in scope.item9 if value is not None]
    above = [(day, value) for day, value in told if value]
    blank = [day for day, value in scope.item9 if value is None]
    left = f"; it was left blank on {_days(scope, blank)}" if blank else ""
    if not told:
        return f"PHQ-9 item 9 was left blank on {_days(scope, blank)}" if blank else ""
    if not above:
        if len(told) == 1:
            return f"PHQ-9 item 9 was 0 on {_days(scope, [told[0][0]])}{left}"
        return f"PHQ-9 item 9 was 0 each time, from {_days(scope, [told[0][0]])} on{left}"
    since = list(takewhile(lambda one: not one[1], reversed(told)))
    tail = f" and has been 0 since {_days(scope, [since[-1][0]])}" if since else ", the latest time"
    return f"PHQ-9 item 9 was {_above(scope, above, len(told))}{tail}{left}"


def _above(scope: Scope, above: list[tuple[date, int]], asked: int) -> str:
    last_on, last = above[-1]
    if len(above) > NAMED_ANSWERS:
        times = f"{count_word(len(above))} of {count_word(asked)} times"
        return f"above 0 {times}, last {last} on {_days(scope, [last_on])}"
    by_value: dict[int, list[date]] = {}
    for day, value in above:
        by_value.setdefault(value, []).append(day)
    return and_join(f"{value} on {_days(scope, days)}" for value, days in by_value.items())


def _days(scope: Scope, days: list[date]) -> str:
    """ "14 and 28 Sep", "28 Sep and 2 Oct"."""
    if len(days) > NAMED_ANSWERS:
        return f"{count_word(len(days))} days, last on {day_words(days[-1], scope.to_on)}"
    same_month = len({(day.year, day.month) for day in days}) == 1
    head = [str(day.day) if same_month else day_words(day, scope.to_on) for day in days[:-1]]
    return and_join([*head, day_words(days[-1], scope.to_on)])


def _screens(scope: Scope) -> str:
    """What the ASQ came to, by its published words."""
    found: dict[str, list[date]] = {}
    for one in scope.facts.work.sittings:
        day = day_in(one.taken_at, one.zone)
        if one.measure_id == "asq" and one.state == "done" and one.band and scope.holds(day):
            found.setdefault(one.band, []).append(day)
    told = and_join(f"{band} on {_days(scope, days)}" for band, days in found.items())
    return f"The ASQ screen was {told}" if told else ""


def _follow_ups(scope: Scope) -> str:
    opened = scope.follow_ups
    if not opened:
        return ""
    on = _days(scope, sorted(day_in(one.opened_at, scope.zone) for one in opened))
    still = sum(one.state != "closed" for one in opened)
    if len(opened) == 1:
        return f"A safety follow-up was opened on {on} and is {'still open' if still else 'closed'}"
    if not still:
        state = "both are closed" if len(opened) == 2 else "all are closed"
    else:
        state = f"{count_word(still)} {plural(still, 'is', 'are')} still open"
    return f"Safety follow-ups were opened on {on}; {state}"


def _severe(scope: Scope) -> str:
    severe = [
        f"{lower_first(e.kind)} after infusion {one.number}" for one, e in scope.effects if e.severity > 2
    ]
    return f"Severe: {and_join(dict.fromkeys(severe))}" if severe else ""


def _plan(scope: Scope) -> str:
    plan = scope.facts.work.plan
    if plan is None or plan.written_on > scope.to_on:
        return "No safety plan is on record"
    written = f"Safety plan written {day_words(plan.written_on, scope.to_on)}"
    if not plan.written_on < plan.reviewed_on <= scope.to_on:
        return written
    return said(scope, f"{written}, reviewed with {{them}} on {day_words(plan.reviewed_on, scope.to_on)}")
