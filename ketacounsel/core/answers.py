"""What a counselor can enter in a guided session, as plain JSON, one shape a kind of field.

Keyed by (step key, field key). Everything that reads answers (flow, draft, storage) goes by this page:

    text, longtext, read_aloud   str
    scale                        int, low..high (0-10 unless the field says otherwise)
    number                       int or float
    single                       str, an option's key
    yesno                        bool
    multi, checklist, themes     list[str] of option keys (themes may add words of their own), or [NONE]
    list                         list[dict], one dict a row, keyed by column; or [NONE]
    date                         str, ISO date
    datetime                     str, ISO date and time with offset
    contact                      dict with "name", "relation", "phone"
    measure                      dict with "sitting": the id of the sitting
    auto                         nothing is stored; the program knows it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
Key: TypeAlias = tuple[str, str]
Answers: TypeAlias = Mapping[Key, JsonValue]
Reasons: TypeAlias = Mapping[Key, str]

NONE = "none"
"""The one entry of a list that says: asked, and none of these."""


def said_none(value: JsonValue) -> bool:
    """True when the counselor recorded "none of these", which is an answer, not a gap."""
    return isinstance(value, Sequence) and not isinstance(value, str) and list(value) == [NONE]


def is_empty(value: JsonValue) -> bool:
    """True when nothing was entered. False and 0 are answers."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(is_empty(part) for part in value.values())
    if isinstance(value, Sequence):
        return all(is_empty(part) for part in value)
    return False


def words(value: JsonValue) -> str:
    """A text answer without the blanks around it; "" for anything that is no text."""
    return value.strip() if isinstance(value, str) else ""


def number(value: JsonValue) -> float | None:
    """A scale or number answer; None for anything else (a yes is not a one)."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def chosen(value: JsonValue) -> tuple[str, ...]:
    """The chosen keys of a multi, checklist or themes answer; none-of-these gives an empty tuple."""
    if isinstance(value, str) or not isinstance(value, Sequence) or said_none(value):
        return ()
    return tuple(part for part in value if isinstance(part, str) and part.strip())


def rows(value: JsonValue) -> tuple[Mapping[str, JsonValue], ...]:
    """The rows of a list answer that hold something."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping) and not is_empty(row))
