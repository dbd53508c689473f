"""What a report is offered with: the choices made before, else the last report's, else the record's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ketacounsel.core.ids import PrescriberId
from ketacounsel.core.people import Release
from ketacounsel.core.report import Paper
from ketacounsel.core.report_choices import (
    RELEASE_WARNING_DAYS,
    Option,
    OtherPerson,
    ReleaseStatus,
    ReportChoices,
    addressee_words,
    short_name,
)
from ketacounsel.core.report_compile import main_measure, release_line
from ketacounsel.core.report_layout import BlockKind, BlockPlan, ReportLayout
from ketacounsel.core.report_people import Known, known_people, others_in
from ketacounsel.core.report_scope import ReportFacts, Scope, course_start, infusion_day
from ketacounsel.core.report_tables import goal_rows, score_count
from ketacounsel.core.report_words import TEXTS
from ketacounsel.core.series import short_date
from ketacounsel.core.workspace import ReportHead

Draft = Mapping[str, Any]
NONE = "none"
_SENTENCE = re.compile(r"[.!?…][”’\"')]*(?=\s|$)")


def offer(facts: ReportFacts, layout: ReportLayout, draft: Draft) -> ReportChoices:
    """Everything the builder shows. `draft` wins over what the record proposes."""
    last = last_sent(facts, layout.id, str(draft.get("prescriber_id", "") or ""))
    from_on, to_on = _period(facts, draft, last)
    scope = Scope(facts, from_on, to_on)
    written: Mapping[str, str] = draft.get("texts", {})
    texts = {key: written.get(key, make(scope)) for key, make in TEXTS.items()}
    edited = frozenset(key for key in TEXTS if key in written)
    prescriber_id = _addressee(facts, draft)
    return ReportChoices(
        client_id=facts.client.id,
        client_name=facts.client.name,
        file_no=facts.client.file_no,
        addressees=facts.prescribers,
        prescriber_id=prescriber_id,
        from_on=from_on,
        to_on=to_on,
        paper=Paper(draft.get("paper") or facts.practice.paper),
        options=_options(scope, layout, texts, edited, _left_out(draft, last, layout)),
        texts=texts,
        edited=edited,
        people=_others(scope, texts, draft.get("people", {})),
        release=release_status(facts, prescriber_id),
        last_sent=last,
    )


def last_sent(facts: ReportFacts, kind: str, prescriber_id: str = "") -> ReportHead | None:
    """The newest report of this kind to the same person, else to anybody."""
    sent = [head for head in facts.work.reports if head.kind == kind]
    chosen = prescriber_id or (facts.client.prescriber.id if facts.client.prescriber else "")
    names = {addressee_words(one) for one in facts.prescribers if one.id == chosen}
    return next((head for head in sent if head.addressee in names), sent[0] if sent else None)


def people_known(facts: ReportFacts) -> tuple[Known, ...]:
    """Everybody the record names beside the client."""
    plan = facts.work.plan
    contacts = plan.parts.get("someone_to_ask", ()) if plan else ()
    return known_people(facts.client, contacts, (action.support for action in facts.actions))


def release_status(facts: ReportFacts, prescriber_id: PrescriberId | None) -> ReleaseStatus:
    """The newest release for this addressee, and whether it holds today."""
    who = next((one for one in facts.prescribers if one.id == prescriber_id), None)
    to_whom = short_name(who) if who else "the prescriber"
    own = [
        one
        for one in facts.releases
        if one.prescriber_id == prescriber_id or (who is not None and who.name in one.recipient)
    ]
    holding = next((one for one in own if one.holds_on(facts.today)), None)
    if holding is not None:
        return ReleaseStatus(True, "Release on file", _holding_words(holding, facts.today), holding)
    first = facts.client.first_name
    if not own:
        return ReleaseStatus(False, "No release on file", f"{first} has signed none for {to_whom}")
    ended = own[0]
    if ended.revoked_on is not None:
        on = short_date(ended.revoked_on, year=True)
        return ReleaseStatus(False, "Release taken back", f"{first} took it back on {on}", ended)
    if ended.expires_on is not None and ended.expires_on < facts.today:
        on = short_date(ended.expires_on, year=True)
        return ReleaseStatus(False, "Release out of date", f"The one for {to_whom} ended on {on}", ended)
    on = short_date(ended.signed_on, year=True)
    return ReleaseStatus(False, "Release not begun", f"The one for {to_whom} begins on {on}", ended)


def sentences(text: str) -> int:
    """How many sentences a text has."""
    return len(_SENTENCE.findall(text)) or bool(text.strip())


def _holding_words(release: Release, today: date) -> str:
    left = (release.expires_on - today).days if release.expires_on else RELEASE_WARNING_DAYS + 1
    if left > RELEASE_WARNING_DAYS:
        return release_line(release)
    ends = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    return f"{release_line(release)}: ends {ends}"


def _addressee(facts: ReportFacts, draft: Draft) -> PrescriberId | None:
    """The one chosen, else the client's, else the only one there is."""
    known = [one.id for one in facts.prescribers]
    chosen = draft.get("prescriber_id")
    if chosen in known:
        return PrescriberId(str(chosen))
    if facts.client.prescriber is not None:
        return facts.client.prescriber.id
    return known[0] if len(known) == 1 else None


def _period(facts: ReportFacts, draft: Draft, last: ReportHead | None) -> tuple[date, date]:
    """From the last report's first day, or the course's; up to today."""
    courses = sorted(facts.work.courses, key=lambda course: course.number)
    begun = {one.course_id for one in facts.work.infusions if infusion_day(one) <= facts.today}
    course = next((one for one in reversed(courses) if one.id in begun), courses[-1] if courses else None)
    start = course_start(facts.work, course, facts.today)
    if last is not None and last.to_on >= start:
        start = min(last.from_on, facts.today)
    from_on = _day(draft.get("from_on")) or start
    to_on = _day(draft.get("to_on")) or max(facts.today, from_on)
    return (from_on, to_on) if from_on <= to_on else (to_on, from_on)


def _day(kept: object) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) and kept else None


def _left_out(draft: Draft, last: ReportHead | None, layout: ReportLayout) -> frozenset[str]:
    if "left_out" in draft:
        return frozenset(draft["left_out"])
    if last is None:
        return frozenset()
    return frozenset(plan.key for plan in layout.blocks if plan.optional and plan.key not in last.included)


def _options(
    scope: Scope,
    layout: ReportLayout,
    texts: Mapping[str, str],
    edited: frozenset[str],
    left_out: frozenset[str],
) -> tuple[Option, ...]:
    """A line for each block that can be left out; the curve and the table of scores share one."""
    found: list[Option] = []
    plans = [plan for plan in layout.blocks if plan.optional]
    for place, plan in enumerate(plans):
        following = plans[place + 1] if place + 1 < len(plans) else None
        if plan.kind is BlockKind.SCORES and place and plans[place - 1].kind is BlockKind.TREND:
            continue
        keys: tuple[str, ...] = (plan.key,)
        label, measured = plan.label, plan
        if plan.kind is BlockKind.TREND:
            measure = main_measure(scope, plan)
            label = f"{measure.title} {plan.label.lower()}" if measure else plan.label
            if following is not None and following.kind is BlockKind.SCORES:
                keys, label, measured = (*keys, following.key), f"{label} and measures", following
        count = _count(scope, measured, texts, edited)
        found.append(
            Option(keys, label, not left_out & set(keys), count, plan.key if plan.key in TEXTS else "")
        )
    return tuple(found)


def _count(scope: Scope, plan: BlockPlan, texts: Mapping[str, str], edited: frozenset[str]) -> str:
    """What stands at the right of the line: "4 sentences, yours", "7 scores", "3 and 3"."""
    match plan.kind:
        case BlockKind.SUMMARY | BlockKind.TEXT:
            number = sentences(texts.get(plan.key, ""))
            words = f"{number} {'sentence' if number == 1 else 'sentences'}" if number else "empty"
            return f"{words}, yours" if plan.key in edited else words
        case BlockKind.TREND | BlockKind.SCORES:
            known = scope.facts.measures
            number = score_count(scope, tuple(known[name] for name in plan.measures if name in known))
            return f"{number} {'score' if number == 1 else 'scores'}" if number else NONE
        case BlockKind.INFUSIONS:
            return f"{len(scope.given)} and {len(scope.integrations)}" if scope.given else NONE
        case BlockKind.GOALS:
            return str(len(goal_rows(scope)) or "none")
        case BlockKind.QUESTIONS:
            number = len([line for line in texts.get(plan.key, "").splitlines() if line.strip()])
            return f"{number}, yours" if plan.key in edited else str(number)
        case _:
            return ""


def _others(scope: Scope, texts: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[OtherPerson, ...]:
    facts = scope.facts
    goals = (words for row in goal_rows(scope) for words in (row.goal, row.progress))
    effects = (effect.kind for _, effect in scope.effects)
    return others_in((*texts.values(), *goals, *effects), people_known(facts), facts.client, chosen)
