"""Every kind of field that is written while it is typed: how it is named, read and written again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.core.errors import ChangedElsewhere
from ketacounsel.core.ids import (
    ClientId,
    FollowUpId,
    GoalId,
    InfusionId,
    NoteId,
    SessionId,
    SittingId,
)

if TYPE_CHECKING:
    from ketacounsel.core.changes import Saved
    from ketacounsel.core.rescue import Words
    from ketacounsel.services.office import Office


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of field. `whose`: of which client it is, where that can be told."""

    name: str
    read: Callable[[Office, Words], object]
    write: Callable[[Office, Words], Saved]
    whose: Callable[[Office, Words], ClientId | None] = lambda _, __: None
    words: bool = True
    """False for a place in a session: nothing that anybody would miss."""


def _key(words: Words) -> tuple[str, str]:
    step, _, field = words.part.partition("/")
    return step, field


def _session(office: Office, words: Words) -> ClientId:
    return office.sessions.open(SessionId(words.thing)).head.client_id


def _note(office: Office, words: Words) -> Any:
    return office.notes.open(NoteId(words.within or words.thing))


def _answer(office: Office, words: Words) -> object:
    return office.sessions.open(SessionId(words.thing)).answers.get(_key(words))


def _put_answer(office: Office, words: Words) -> Saved:
    value: Any = _lists(words.value)
    return office.sessions.put_answer(SessionId(words.thing), *_key(words), value)


def _addendum(office: Office, words: Words) -> object:
    known = _note(office, words).addenda
    return next((one.body for one in known if one.id == words.thing), None)


def _goal(office: Office, words: Words) -> object:
    known = office.threads.goals(ClientId(words.within))
    return next((getattr(one, words.part) for one in known if one.id == words.thing), None)


def _plan(office: Office, words: Words) -> object:
    plan = office.safety.plan(ClientId(words.thing))
    return {"parts": dict(plan.parts), "on": plan.written_on} if plan is not None else None


def _put_plan(office: Office, words: Words) -> Saved:
    value: Any = words.value
    return office.safety.save_plan(ClientId(words.thing), value["parts"], value["on"])


def _item(office: Office, words: Words) -> object:
    return office.measures.get(SittingId(words.thing)).answers.get(words.part)


def _put_item(office: Office, words: Words) -> Saved:
    value: Any = words.value
    return office.measures.put(SittingId(words.thing), words.part, value)


def _text(words: Words) -> str:
    return str(words.value or "")


def _lists(value: object) -> object:
    """Answers are kept as JSON, which has lists only."""
    if isinstance(value, list | tuple):
        return [_lists(one) for one in value]
    if isinstance(value, dict):
        return {key: _lists(one) for key, one in value.items()}
    return value


def _no_place(_office: Office, _words: Words) -> Saved:
    """An open sheet was saved nowhere yet; its words stand beside, to be copied."""
    raise ChangedElsewhere


KINDS: Final[Mapping[str, Kind]] = {
    "answer": Kind("An answer in a session", _answer, _put_answer, _session),
    "jotting": Kind(
        "A private jotting",
        lambda o, w: o.sessions.jotting(SessionId(w.thing)),
        lambda o, w: o.sessions.save_jotting(SessionId(w.thing), _text(w)),
        _session,
    ),
    "step": Kind(
        "A step of a session",
        lambda o, w: o.sessions.open(SessionId(w.thing)).current_step,
        lambda o, w: o.sessions.go_to(SessionId(w.thing), _text(w)),
        words=False,
    ),
    "item": Kind("An answer to a measure", _item, _put_item),
    "follow_up": Kind(
        "A safety follow-up",
        lambda o, w: getattr(o.safety.get(FollowUpId(w.thing)), w.part),
        lambda o, w: o.safety.patch(FollowUpId(w.thing), {w.part: w.value}),
        lambda o, w: o.safety.get(FollowUpId(w.thing)).client_id,
    ),
    "plan": Kind("A safety plan", _plan, _put_plan, lambda _, w: ClientId(w.thing)),
    "note": Kind(
        "A note",
        lambda o, w: _note(o, w).draft.paragraph(w.part).text,
        lambda o, w: o.notes.edit_paragraph(NoteId(w.thing), w.part, _text(w)),
        lambda o, w: ClientId(_note(o, w).head.client_id),
    ),
    "note_reason": Kind(
        "A note: why it is signed without an answer",
        lambda o, w: _note(o, w).incomplete_reason,
        lambda o, w: o.notes.keep_reason(NoteId(w.thing), _text(w)),
        lambda o, w: ClientId(_note(o, w).head.client_id),
    ),
    "addendum": Kind(
        "An addendum",
        _addendum,
        lambda o, w: o.notes.save_addendum(w.thing, _text(w)),
        lambda o, w: ClientId(_note(o, w).head.client_id),
    ),
    "client": Kind(
        "A client’s details",
        lambda o, w: getattr(o.clients.get(ClientId(w.thing)).details, w.part),
        lambda o, w: o.clients.patch(ClientId(w.thing), {w.part: w.value}),
        lambda _, w: ClientId(w.thing),
    ),
    "goal": Kind(
        "A goal",
        _goal,
        lambda o, w: o.threads.patch_goal(GoalId(w.thing), {w.part: _text(w)}),
        lambda _, w: ClientId(w.within),
    ),
    "infusion": Kind(
        "An infusion",
        lambda o, w: getattr(o.infusions.get(InfusionId(w.thing)).details, w.part),
        lambda o, w: o.infusions.patch(InfusionId(w.thing), {w.part: w.value}),
        lambda o, w: o.infusions.get(InfusionId(w.thing)).client_id,
    ),
    "report": Kind(
        "A report",
        lambda o, w: o.reports.choices(ClientId(w.thing), o.clock()).texts.get(w.part),
        lambda o, w: o.reports.patch_choices(ClientId(w.thing), {"texts": {w.part: _text(w)}}),
        lambda _, w: ClientId(w.thing),
    ),
    "sheet": Kind("A form that stood open", lambda _, __: None, _no_place),
    "you": Kind(
        "Your own details",
        lambda o, w: getattr(o.practice.counselor(), w.part),
        lambda o, w: o.practice.patch_counselor({w.part: w.value}),
    ),
    "practice": Kind(
        "The practice",
        lambda o, w: getattr(o.practice.get(), w.part),
        lambda o, w: o.practice.patch_practice({w.part: w.value}),
    ),
}
