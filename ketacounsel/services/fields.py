"""What may be typed into a field: a check gives back the value to keep, or refuses it by the field's name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from ketacounsel.core.errors import BadInput, ChangedElsewhere

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Check = Callable[[str, object], object]


class Revised(Protocol):
    """A row that counts its revisions."""

    rev: Any


def checked(fields: Mapping[str, object], checks: Mapping[str, Check]) -> dict[str, Any]:
    """The fields as they are kept. Raises BadInput for the first that can't be."""
    for name in fields:
        if name not in checks:
            raise BadInput(name, "There is no such field.")
    return {name: checks[name](name, value) for name, value in fields.items()}


def details_of(value: DataclassInstance | Mapping[str, object]) -> dict[str, object]:
    """All fields of a *Details value, or the mapping itself."""
    if isinstance(value, Mapping):
        return dict(value)
    return asdict(value)


def put(row: object, kept: Mapping[str, object]) -> None:
    """Set what differs, so that an unchanged row keeps its revision."""
    for name, value in kept.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def same_rev(row: Revised, seen_rev: int | None) -> None:
    """Raises ChangedElsewhere when someone saved since `seen_rev`."""
    if seen_rev is not None and row.rev != seen_rev:
        raise ChangedElsewhere


def words(name: str, value: object) -> str:
    """Any text; what can't be written as UTF-8 becomes a question mark."""
    if not isinstance(value, str):
        raise BadInput(name, "This needs to be text.")
    return value.encode("utf-8", "replace").decode("utf-8")


def filled(name: str, value: object) -> str:
    """Text with at least one letter."""
    text = words(name, value).strip()
    if not text:
        raise BadInput(name, "This can’t be empty.")
    return text


def words_or_none(name: str, value: object) -> str | None:
    """Text, or nothing when empty."""
    return None if value is None else words(name, value) or None


def one_of(allowed: Collection[object], *, empty: bool = False) -> Check:
    """One of these words; with `empty`, or none yet."""

    def check(name: str, value: object) -> object:
        if value in allowed or (empty and value == ""):
            return value
        raise BadInput(name, "This is not one of the choices.")

    return check


def whole(low: int, high: int) -> Check:
    """A whole number between two, both included; or nothing."""

    def check(name: str, value: object) -> object:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise BadInput(name, f"This needs to be a whole number from {low} to {high}.")
        return value

    return check


def amount(name: str, value: object) -> float | None:
    """A positive quantity, or nothing. Implausible ones are asked about elsewhere, never refused."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1_000_000:
        raise BadInput(name, "This needs to be a number above 0.")
    return float(value)


def truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadInput(name, "This is yes or no.")
    return value


def day(name: str, value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise BadInput(name, "This needs to be a date.")
    return value


def day_or_none(name: str, value: object) -> date | None:
    return None if value is None else day(name, value)


def moment(name: str, value: object) -> datetime:
    """A time with its zone, kept in UTC."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise BadInput(name, "This needs to be a date and time.")
    return value.astimezone(UTC)


def moment_or_none(name: str, value: object) -> datetime | None:
    return None if value is None else moment(name, value)


def zone(name: str, value: object) -> str:
    """The name of a time zone: America/Denver."""
    try:
        return ZoneInfo(str(value)).key
    except (LookupError, OSError, ValueError) as unknown:
        raise BadInput(name, "This time zone is not known.") from unknown


def word_list(name: str, value: object) -> list[str]:
    """Short texts in their order, each once."""
    if not isinstance(value, list | tuple):
        raise BadInput(name, "This needs to be a list.")
    return list(dict.fromkeys(filled(name, part) for part in value))
