"""Words on their way to the disk as values: where they belong, what they are, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from ketacounsel.core.people import CrisisLine

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN: Final = "unknown"
"""Stands for what could not be read any more when the words were rescued."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed or chosen, and where it belongs: a kind of field, whose, which part of it.

    `within` is what it takes to find the thing again: the note of an addendum, the client of a goal.
    """

    kind: str
    thing: str
    part: str = ""
    value: object = field(default=None, repr=False)
    within: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Two words for one place are one and the same field."""
        return self.kind, self.thing, self.part


@dataclass(frozen=True, slots=True)
class Rescued:
    """Words in a rescue file. `reason`: why the record refused them; empty when only the disk did."""

    words: Words
    at: datetime
    base: object = field(default=UNKNOWN, repr=False)
    seq: int = 0
    """The newest line of the audit when they were rescued."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the rescue file is now."""

    path: Path
    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """Words that stand beside their record, for the counselor to copy, put back or discard."""

    rescued: Rescued
    where: str
    text: str = field(repr=False)
    why: str = ""


def encode(value: object) -> object:
    """As JSON takes it: days, moments, lists and lines to call marked as such."""
    if isinstance(value, datetime):
        return {"~": "at", "is": value.isoformat()}
    if isinstance(value, date):
        return {"~": "on", "is": value.isoformat()}
    if isinstance(value, CrisisLine):
        return {"~": "line", "is": [value.name, value.number, value.hours]}
    if isinstance(value, list | tuple):
        return [encode(one) for one in value]
    if isinstance(value, dict):
        return {"~": "map", "is": [[key, encode(one)] for key, one in value.items()]}
    return value


def decode(raw: object) -> object:
    """The value again; every list comes back as a tuple."""
    if isinstance(raw, list):
        return tuple(decode(one) for one in raw)
    if not isinstance(raw, dict):
        return raw
    kind, said = raw["~"], raw["is"]
    if kind == "at":
        return datetime.fromisoformat(said)
    if kind == "on":
        return date.fromisoformat(said)
    if kind == "line":
        return CrisisLine(*said)
    return {key: decode(one) for key, one in said}


def same(one: object, other: object) -> bool:
    """Whether two values are the same to a reader: nothing and an empty text are."""
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    encoded = encode(value)
    return None if encoded in ("", [], {"~": "map", "is": []}) else encoded


def told(value: object) -> str:
    """As it can be read and copied."""
    if isinstance(value, str):
        return value
    if isinstance(value, CrisisLine):
        return " ".join(part for part in (value.name, value.number, value.hours) if part)
    if isinstance(value, dict):
        return "\n".join(text for one in value.values() if (text := told(one)))
    if isinstance(value, list | tuple):
        return "\n".join(told(one) for one in value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)
