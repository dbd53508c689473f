"""From one answer to its words in the note, by the pattern the template gives for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ketacounsel.core.answers import JsonValue, chosen, is_empty, number, rows, said_none, words
from ketacounsel.core.draft_context import DraftContext, ScoreLine
from ketacounsel.core.flow import field_is_empty
from ketacounsel.core.phrases import (
    commas,
    count_word,
    day_words,
    figure,
    fill_pattern,
    inside,
    lower_first,
    opened_low,
    plural,
    quote,
    sentence,
    time_words,
    weekday_words,
)
from ketacounsel.core.prompt_tokens import TokenFacts, values
from ketacounsel.core.templates import Column, Field, NoteMap, Option


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a paragraph and the step it came from; neighbours with the same lead share a sentence."""

    text: str
    step: int
    lead: str = ""


def say_field(field: Field, value: JsonValue, step: int, context: DraftContext) -> Said | None:
    """What an answer contributes to its paragraph; None when there is nothing to say.

    A private field never says anything.
    """
    note = field.note
    if note is None or field.private or field_is_empty(field, value):
        return None
    if field.kind == "measure":
        line = context.score(field.measure)
        return Said(say_score(line, context.session_on), step) if line else None
    case = note.cases.get(_case(value))
    text = case if case is not None else _say(field, note, value, context)
    return Said(text, step, note.lead) if text else None


def sentences(pieces: list[Said]) -> list[str]:
    """Pieces as sentences, those with one lead joined."""
    made: list[str] = []
    run: list[str] = []
    for place, piece in enumerate(pieces):
        if not piece.lead:
            made.append(piece.text)
            continue
        run.append(piece.text)
        if place + 1 == len(pieces) or pieces[place + 1].lead != piece.lead:
            made.append(f"{piece.lead} {commas(run)}")
            run = []
    return [sentence(text) for text in made]


def say_score(line: ScoreLine, today: date) -> str:
    """ "PHQ-9 today 9 (mild), from 13 on 12 Oct; item 9 was 0"."""
    when = "today" if line.taken_on == today else f"on {day_words(line.taken_on, today)}"
    if line.screen_words:
        return f"{line.label} {when}: {line.screen_words}"
    missing = f"{count_word(line.missing)} {plural(line.missing, 'item')} not answered"
    if line.total is None:
        said = f"{line.label} {when} not scored" + (f": {missing}" if line.missing else "")
    else:
        about = [part for part in (line.band.lower(), missing if line.missing else "") if part]
        said = f"{line.label} {when} {figure(line.total)}" + (f" ({', '.join(about)})" if about else "")
        if line.previous is not None:
            said += f", from {figure(line.previous.total)} on {day_words(line.previous.on, today)}"
    return "; ".join(part for part in (said, item9_words(line)) if part)


def item9_words(line: ScoreLine) -> str:
    """ "item 9 was 1 (several days)"; "" for a measure without one."""
    if line.item9 is None:
        return "item 9 was not answered" if line.item9_unanswered else ""
    answer = f" ({line.item9_words.lower()})" if line.item9 and line.item9_words else ""
    return f"item 9 was {line.item9}{answer}"


def _case(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if said_none(value):
        return "none"
    return value if isinstance(value, str) else ""


def _say(field: Field, note: NoteMap, value: JsonValue, context: DraftContext) -> str:
    if said_none(value):
        return ""
    known = dict(values(TokenFacts(pronouns=context.pronouns)))
    if field.kind == "list":
        made = [_row(note.row, field, row, context.session_on) for row in rows(value)]
        known["rows"] = "; ".join(part for part in made if part)
        return fill_pattern(note.say or "{rows}", known) if known["rows"] else ""
    known.update(_values(field, value, context.session_on))
    return fill_pattern(note.say, known) if any(known.get(key) for key in ("value", "values", "name")) else ""


def _values(field: Field, value: JsonValue, today: date) -> Mapping[str, str]:
    if field.kind == "contact" and isinstance(value, Mapping):
        return {key: inside(words(value.get(key))) for key in ("name", "relation")}
    if field.kind in ("multi", "checklist", "themes"):
        return {"values": commas(_choice(field.options, key) for key in chosen(value))}
    said = _words(field.kind, field.options, {}, value, today)
    return {"value": opened_low(said), "quote": quote(said) if said else ""}


def _row(pattern: str, field: Field, row: Mapping[str, JsonValue], today: date) -> str:
    cells = {column.key: _cell(column, row.get(column.key), today) for column in field.columns}
    if field.prefill and not any(cells[column.key] for column in field.columns if not column.fixed):
        return ""
    quotes = {f"{key}_quote": quote(said) for key, said in cells.items() if said}
    low = {key: opened_low(said) for key, said in cells.items()}
    return fill_pattern(pattern, {**low, **quotes})


def _cell(column: Column, value: JsonValue, today: date) -> str:
    return _words(column.kind, column.options, column.cases, value, today)


def _words(
    kind: str, options: tuple[Option, ...], cases: Mapping[str, str], value: JsonValue, today: date
) -> str:
    if is_empty(value):
        return ""
    if isinstance(value, bool):
        answer = "yes" if value else "no"
        return cases.get(answer, answer)
    size = number(value)
    if size is not None:
        return figure(size)
    text = words(value)
    if kind == "single":
        return _choice(options, text)
    if kind in ("date", "datetime"):
        return _moment(text, today)
    return inside(text)


def _choice(options: tuple[Option, ...], key: str) -> str:
    for option in options:
        if option.key == key:
            return option.words or lower_first(option.label)
    return quote(key) if key[:1].isupper() else inside(key)


def _moment(text: str, today: date) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return inside(text)
    return weekday_words(at.date(), today) if len(text) <= len("2026-10-20") else time_words(at, today)
