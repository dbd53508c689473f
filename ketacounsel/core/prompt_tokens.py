"""Words in braces inside a prompt: {infusion_weekday}, {intention}, {they}, or {they look|looks}-like pairs.

`{offer|offers}` gives the first word with "they" and the second with she or he. Words of the client are
put in as they are and never read as braces again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ketacounsel.core.templates import Prompt

_TOKEN = re.compile(r"\{([^{}]*)\}")
_SETS = {
    "she": ("she", "her", "her", "hers", "herself"),
    "he": ("he", "him", "his", "his", "himself"),
    "they": ("they", "them", "their", "theirs", "themselves"),
}
_FORMS = ("they", "them", "their", "theirs", "themselves")

ALWAYS = frozenset({*_FORMS, *(form.capitalize() for form in _FORMS), "client"})
MAYBE = frozenset(
    {
        "infusion_weekday",
        "infusion_number",
        "next_infusion",
        "next_infusion_weekday",
        "intention",
        "last_action",
    }
)
TOKENS = ALWAYS | MAYBE
"""Every token a template may use; those of MAYBE can be without a value."""


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """What the records know when a prompt is shown; an empty text means it does not exist.

    For example: infusion_weekday "Tuesday", infusion_number "3", next_infusion "infusion 4 on Tuesday".
    """

    client: str = field(default="", repr=False)
    pronouns: str = ""
    infusion_weekday: str = ""
    infusion_number: str = ""
    next_infusion: str = ""
    next_infusion_weekday: str = ""
    intention: str = field(default="", repr=False)
    last_action: str = field(default="", repr=False)


def pronoun_set(pronouns: str) -> str:
    """ "she", "he" or "they" from what stands in the record; anything else is answered with they.

    The first known word counts: "she/they" gives she, "ze/zir" and nothing at all give they.
    """
    for word in re.split(r"[^a-z]+", pronouns.lower()):
        if word in _SETS:
            return word
    return "they"


def tokens_in(text: str) -> tuple[str, ...]:
    """The names in braces in a text; pairs with a bar are left out."""
    return tuple(name for name in _TOKEN.findall(text) if "|" not in name)


def pairs_in(text: str) -> tuple[str, ...]:
    """The {plural|singular} pairs in a text."""
    return tuple(name for name in _TOKEN.findall(text) if "|" in name)


def values(facts: TokenFacts) -> Mapping[str, str]:
    """Every token with its value; "" where there is none."""
    forms = dict(zip(_FORMS, _SETS[pronoun_set(facts.pronouns)], strict=True))
    capitals = {form.capitalize(): word.capitalize() for form, word in forms.items()}
    known = {name: _one_line(getattr(facts, name)) for name in MAYBE}
    return {**forms, **capitals, **known, "client": _one_line(facts.client) or "the client"}


def fill(text: str, facts: TokenFacts) -> str:
    """A text with its tokens replaced; a token without a value leaves nothing behind."""
    by_name = values(facts)
    plural = pronoun_set(facts.pronouns) == "they"

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if "|" in name:
            return name.split("|", 1)[0 if plural else 1]
        return by_name.get(name, match[0])

    return _TOKEN.sub(word, text)


def say(prompt: Prompt, facts: TokenFacts) -> str:
    """A prompt as it is shown: its other wording when something it names does not exist."""
    by_name = values(facts)
    missing = any(not by_name.get(name, "") for name in tokens_in(prompt.text))
    return fill(prompt.without if missing and prompt.without else prompt.text, facts)


def _one_line(words: str) -> str:
    return " ".join(words.split()).strip()
