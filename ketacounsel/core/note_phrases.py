"""What the program says of itself in a note: where the session stands, scores, safety, what comes next.

Facts from the records only. Where a view is needed, one factual sentence at most is put forward.
"""

from __future__ import annotations

from collections.abc import Mapping

from ketacounsel.core.answers import Answers, is_empty, number
from ketacounsel.core.draft_context import DraftContext, FollowUpFacts, ScoreLine
from ketacounsel.core.flow import has_content, risks, visible
from ketacounsel.core.note_sentences import item9_words, say_score
from ketacounsel.core.phrases import (
    and_join,
    count_word,
    day_words,
    figure,
    inside,
    lower_first,
    paragraph,
    plural,
    quote,
    steps_words,
    time_words,
    weekday_words,
)
from ketacounsel.core.prompt_tokens import TokenFacts, fill
from ketacounsel.core.risk import SUICIDE
from ketacounsel.core.templates import Template

Phrase = tuple[str, str]
"""Words and their source; both empty when there is nothing to say."""

NOTHING: Phrase = ("", "")


def say_phrase(name: str, template: Template, answers: Answers, context: DraftContext) -> Phrase:
    """One of `templates.PHRASES`."""
    match name:
        case "place":
            return _place(context)
        case "infusion_effects":
            return _infusion_effects(context)
        case "did":
            return _did(template, answers)
        case "scores":
            return _other_scores(template, answers, context)
        case "last_actions":
            return _last_actions(template, answers, context)
        case "next":
            return _next(template, answers, context)
    return NOTHING


def _place(context: DraftContext) -> Phrase:
    infusion, ahead = context.infusion, context.next_infusion
    preparing = ""
    if ahead is not None and ahead.prepared_here:
        planned = (
            f", planned {weekday_words(ahead.planned_on, context.session_on)}" if ahead.planned_on else ""
        )
        preparing = f"infusion {ahead.number}{planned}"
    if infusion is None:
        if preparing:
            return f"In preparation for {preparing}", "Infusion record"
        return (context.place_words, "Session") if context.place_words else NOTHING
    drug = " ".join(part for part in (infusion.route, "ketamine", infusion.dose_words) if part)
    known = drug if infusion.route or infusion.dose_words else ""
    about = f"{known} {infusion.source_words}".strip()
    inner = ", ".join(part for part in (day_words(infusion.given_on, context.session_on), about) if part)
    said = f"{_days_after(infusion.days_since, infusion.number)} ({inner})"
    return (f"{said}; also prepares {preparing}" if preparing else said), "Infusion record"


def _days_after(days: int, number_: int) -> str:
    if days == 0:
        return f"On the day of infusion {number_}"
    if days > 27:
        weeks = days // 7
        return f"{count_word(weeks)} weeks after infusion {number_}"
    return f"{count_word(days)} {plural(days, 'day')} after infusion {number_}"


def _infusion_effects(context: DraftContext) -> Phrase:
    if context.infusion is None or not context.infusion.effects:
        return NOTHING
    return f"On the infusion record: {'; '.join(context.infusion.effects)}", "Infusion record"


def _did(template: Template, answers: Answers) -> Phrase:
    done = [
        (place, step.did)
        for place, step in enumerate(visible(template, answers), 1)
        if step.did and has_content(step, answers, count_private=False)
    ]
    if not done:
        return NOTHING
    return f"In this session: {and_join(did for _, did in done)}", steps_words([place for place, _ in done])


def _other_scores(template: Template, answers: Answers, context: DraftContext) -> Phrase:
    said = {
        field.measure
        for step in visible(template, answers)
        for field in step.fields
        if field.kind == "measure" and not is_empty(answers.get((step.key, field.key)))
    }
    lines = [say_score(line, context.session_on) for line in context.scores if line.measure not in said]
    return (paragraph(lines), "Measures") if lines else NOTHING


def _last_actions(template: Template, answers: Answers, context: DraftContext) -> Phrase:
    if _fed(template, answers, "action_review", own_column="status"):
        return NOTHING
    reviewed = [action for action in context.last_actions if action.status_words]
    if not reviewed:
        return NOTHING
    lines = [
        f"{quote(action.words)}: {action.status_words}"
        + (f" ({inside(action.happened)})" if action.happened.strip() else "")
        for action in reviewed
    ]
    return f"Small steps from last time: {'; '.join(lines)}", "Last session"


def _next(template: Template, answers: Answers, context: DraftContext) -> Phrase:
    said = []
    ahead = context.next_infusion
    if ahead is not None and ahead.planned_on and not _fed(template, answers, "next_infusion"):
        said.append(f"Infusion {ahead.number} planned {weekday_words(ahead.planned_on, context.session_on)}")
    booked = any(_fed(template, answers, feed) for feed in ("next_session", "integration_session"))
    if context.next_session_at is not None and not booked:
        said.append(f"Next session {time_words(context.next_session_at, context.session_on)}")
    return (paragraph(said), "Calendar") if said else NOTHING


def _fed(template: Template, answers: Answers, feed: str, own_column: str = "") -> bool:
    for step in visible(template, answers):
        for field in step.fields:
            value = answers.get((step.key, field.key))
            if field.feeds != feed or is_empty(value):
                continue
            if not own_column:
                return True
            if isinstance(value, list | tuple):
                return any(isinstance(row, Mapping) and not is_empty(row.get(own_column)) for row in value)
    return False


def say_missed(template: Template, answers: Answers, context: DraftContext) -> Phrase:
    """What was left out on purpose, with the reason the counselor gave."""
    left = []
    for step in visible(template, answers):
        reason = context.reasons.get((step.key, ""), "").strip()
        if reason and not has_content(step, answers, count_private=False):
            left.append(f"left out: {lower_first(step.title)} ({inside(reason)})")
        for field in step.fields:
            why = context.reasons.get((step.key, field.key), "").strip()
            if why and not field.private and is_empty(answers.get((step.key, field.key))):
                left.append(f"not asked: {field_name(field.label)} ({inside(why)})")
    return (paragraph([left[0][0].upper() + "; ".join(left)[1:]]), "Your reasons") if left else NOTHING


def field_name(label: str) -> str:
    """A label in the middle of a sentence, without its pronoun tokens."""
    return lower_first(fill(label, TokenFacts()))


def say_change(context: DraftContext) -> str:
    """The one factual sentence put forward for the assessment: the first score's way from its start."""
    for line in context.scores:
        earlier = line.baseline or line.previous
        if line.total is None or earlier is None or line.screen_words or line.status != "complete":
            continue
        change = line.total - earlier.total
        since = f"{'the starting point' if line.baseline else 'last time'}"
        from_words = f"({figure(earlier.total)} on {day_words(earlier.on, context.session_on)})"
        if change == 0:
            return paragraph([f"{line.label} is unchanged from {since} {from_words}"])
        way = "down" if change < 0 else "up"
        points = plural(int(abs(change)), "point")
        return paragraph([f"{line.label} is {way} {figure(abs(change))} {points} from {since} {from_words}"])
    return ""


def say_follow_up(facts: FollowUpFacts, context: DraftContext) -> str:
    """The safety follow-up as facts: what was asked, decided, said, and the check-in."""
    said = [f"Safety follow-up, because {facts.because}" if facts.because else "Safety follow-up"]
    if facts.topics:
        said.append(
            "Asked: " + "; ".join(f"{lower_first(topic)}: {answer}" for topic, answer in facts.topics)
        )
    if facts.decisions:
        said.append("Decided: " + "; ".join(lower_first(decision) for decision in facts.decisions))
    if facts.said.strip():
        said.append(f"What was said and agreed: {inside(facts.said)}")
    if facts.check_in is not None:
        said.append(f"Check-in {time_words(facts.check_in, context.session_on)}")
    if facts.left_open.strip():
        said.append(f"Left open: {inside(facts.left_open)}")
    return paragraph(said)


def say_risk(template: Template, answers: Answers, context: DraftContext) -> Phrase:
    """The risk statement put forward: what was asked and answered, the follow-up, the safety plan."""
    asked, steps = _asked_about_dying(template, answers, context)
    facts = asked or ["suicidal thoughts were not asked about in this session"]
    follow_up = context.follow_up
    if follow_up is not None:
        facts.append(
            "safety follow-up left open" if follow_up.left_open.strip() else "safety follow-up recorded today"
        )
    plan = context.safety_plan_on
    done = "written" if context.safety_plan_is_new else "reviewed"
    facts.append(
        f"safety plan {done} {day_words(plan, context.session_on)}" if plan else "no safety plan on file"
    )
    scores = {line.measure: line for line in context.scores}
    others = [
        signal.because
        for signal in risks(template, answers, scores, hours_since=context.hours_since)
        if signal.path != SUICIDE
    ]
    said = ["; ".join(facts)]
    if others:
        said.append(f"Also to weigh: {'; '.join(others)}")
    return paragraph(said), steps_words(steps)


def _asked_about_dying(
    template: Template, answers: Answers, context: DraftContext
) -> tuple[list[str], list[int]]:
    facts, steps = [], []
    for place, step in enumerate(visible(template, answers), 1):
        for field in step.fields:
            size = number(answers.get((step.key, field.key)))
            about_dying = any(rule.path == SUICIDE for rule in field.risks)
            if about_dying and field.kind == "scale" and size is not None:
                facts.append(f"rated {field_name(field.label)} {figure(size)} of {field.high}")
                steps.append(place)
            elif about_dying and field.kind == "measure" and not is_empty(answers.get((step.key, field.key))):
                steps.append(place)
    facts += [said for line in context.scores if (said := _score_fact(line, context))]
    return facts, steps


def _score_fact(line: ScoreLine, context: DraftContext) -> str:
    when = (
        "" if line.taken_on == context.session_on else f" on {day_words(line.taken_on, context.session_on)}"
    )
    if item9_words(line):
        return f"{line.label} {item9_words(line)}{when}"
    return f"{line.label} {line.screen_words}{when}" if line.screen_words else ""
