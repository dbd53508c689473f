"""Other people in a report: found by the names the record knows, printed as what they are to the client."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from ketacounsel.core.people import Client
from ketacounsel.core.phrases import lower_first
from ketacounsel.core.prompt_tokens import TokenFacts, fill
from ketacounsel.core.report_choices import OtherPerson

_WHOSE = r"(?:\b(?:[Hh]er|[Hh]is|[Tt]heir|[Mm]y)\s+)?"
_NAME = re.compile(r"[^\W\d_][\w’'\-]*(?:\s+[^\W\d_][\w’'\-]*){0,3}")
_RELATION = re.compile(r"[^\W\d_][^\W\d_ \-]*(?:[ \-][^\W\d_]+){0,2}")
CLOSE = "someone close"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the record names: the whole name, the first name, and the relation if it is told."""

    name: str = field(repr=False)
    relation: str = field(default="", repr=False)

    @property
    def first(self) -> str:
        return self.name.split()[0]


def known_people(client: Client, contact_lines: Iterable[str], supports: Iterable[str]) -> tuple[Known, ...]:
    """The emergency contact, the people of the safety plan, and who supports a small step."""
    told = client.details
    found: dict[str, Known] = {}
    lines = [f"{told.emergency_name}, {told.emergency_relation}", *contact_lines]
    lines += [support for support in supports if _has_relation(support)]
    own = {word.casefold() for word in f"{told.legal_name} {told.preferred_name}".split()}
    for line in lines:
        person = _person(line)
        if person is None or person.first.casefold() in own:
            continue
        before = found.get(person.first)
        if before is None or (len(person.name) > len(before.name)) or not before.relation:
            relation = person.relation or (before.relation if before else "")
            longer = max((person.name, before.name if before else ""), key=len)
            found[person.first] = Known(longer, relation)
    return tuple(found.values())


def others_in(
    texts: Iterable[str], known: Iterable[Known], client: Client, chosen: Mapping[str, str]
) -> tuple[OtherPerson, ...]:
    """Who of them is named in these texts, and how each is printed."""
    whole = "\n".join(texts)
    found = []
    for person in known:
        match = _pattern(person).search(whole)
        if match is not None:
            printed = chosen.get(person.first) or as_relation(person, client.details.pronouns)
            found.append(OtherPerson(person.first, person.relation, printed))
    return tuple(found)


def as_relation(person: Known, pronouns: str) -> str:
    """ "her sister"; "someone close to her" when the relation is not known."""
    facts = TokenFacts(pronouns=pronouns)
    if person.relation:
        return f"{fill('{their}', facts)} {person.relation}"
    return f"{CLOSE} to {fill('{them}', facts)}"


def without_names(text: str, known: Iterable[Known], people: Iterable[OtherPerson]) -> str:
    """The text as it is printed."""
    printed = {one.name: one for one in people}
    for person in known:
        other = printed.get(person.first)
        if other is not None and not other.by_name:
            text = _pattern(person).sub(partial(_put, words=other.printed), text)
    return text


def _put(match: re.Match[str], *, words: str) -> str:
    before = match.string[: match.start()].rstrip(' \t“"(')
    begins = not before or before[-1] in ".!?\n"
    return words[:1].upper() + words[1:] if begins else words


def _pattern(person: Known) -> re.Pattern[str]:
    """The name, with "her", "her sister" or "sister" before it, and the relation after it."""
    relation = re.escape(person.relation)
    before = rf"(?:{_WHOSE}\b{relation},?\s+)?" if relation else ""
    rest = "".join(rf"(?:\s+{re.escape(word)})?" for word in person.name.split()[1:])
    after = rf"(?:,\s+(?:(?:her|his|their)\s+)?{relation}\b,?)?" if relation else ""
    return re.compile(rf"{before}\b{re.escape(person.first)}{rest}(?!\w){after}")


def _person(line: str) -> Known | None:
    """ "Ania Ostrowska, sister, (555) 0164" as a name and a relation."""
    parts = [part.strip() for part in re.split(r"[,;(]", line)]
    name = parts[0]
    if not _NAME.fullmatch(name) or not all(word[:1].isupper() for word in name.split()):
        return None
    told = parts[1] if len(parts) > 1 and _RELATION.fullmatch(parts[1]) else ""
    return Known(name, lower_first(told))


def _has_relation(line: str) -> bool:
    """A support without one may as well be a choir."""
    person = _person(line)
    return person is not None and bool(person.relation)
