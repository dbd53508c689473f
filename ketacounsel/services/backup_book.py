"""What the records themselves keep about their backups: places, the last one in each, failures, tests.

It stands in the practice's settings, so it comes back with a restore, as it was then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from ketacounsel.core.audit import Mark
from ketacounsel.core.backups import Failure, Inside, PlaceKind, Restored, RestoreTest, When

KEY: Final = "backups"
WHENS: Final[tuple[When, ...]] = ("often", "evening")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place as it was named, and where it was found last."""

    id: str
    kind: PlaceKind
    label: str
    path: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Last:
    """The newest good backup in a place, known also while the place is not there."""

    name: str
    made_at: datetime
    mark: Mark
    bytes: int


@dataclass(frozen=True, slots=True)
class Book:
    """All of it. `history` is another after each restore."""

    history: str = ""
    when: When = "often"
    without_computer: bool = False
    places: tuple[KnownPlace, ...] = ()
    last: Mapping[str, Last] = field(default_factory=dict)
    failed: Mapping[str, Failure] = field(default_factory=dict)
    inside: Inside | None = None
    tested: RestoreTest | None = None
    restored: Restored | None = None

    @property
    def paused(self) -> bool:
        """Since a restore, until somebody says that all is there."""
        return self.restored is not None and not self.restored.confirmed


def to_json(book: Book) -> dict[str, Any]:
    """As the settings keep it."""
    return {
        "history": book.history,
        "when": book.when,
        "without_computer": book.without_computer,
        "places": [
            {"id": one.id, "kind": one.kind, "label": one.label, "path": one.path, "elsewhere": one.elsewhere}
            for one in book.places
        ],
        "last": {key: _last_json(one) for key, one in book.last.items()},
        "failed": {key: _failure_json(one) for key, one in book.failed.items()},
        "inside": book.inside and inside_json(book.inside),
        "tested": book.tested and _tested_json(book.tested),
        "restored": book.restored and _restored_json(book.restored),
    }


def from_json(raw: object) -> Book:
    """What the settings keep; nothing was kept at first."""
    if not isinstance(raw, Mapping):
        return Book()
    return Book(
        history=raw["history"],
        when=raw["when"],
        without_computer=raw["without_computer"],
        places=tuple(KnownPlace(**one) for one in raw["places"]),
        last={key: _last(one) for key, one in raw["last"].items()},
        failed={key: _failure(one) for key, one in raw["failed"].items()},
        inside=inside_from(raw["inside"]) if raw["inside"] else None,
        tested=_tested(raw["tested"]) if raw["tested"] else None,
        restored=_restored(raw["restored"]) if raw["restored"] else None,
    )


def inside_json(inside: Inside) -> dict[str, Any]:
    """Counts only: the practice's name is not kept twice."""
    last = inside.last_entry_at
    return {
        "clients": inside.clients,
        "active": inside.active,
        "notes": inside.notes,
        "signed": inside.signed,
        "drafts": inside.drafts,
        "scores": inside.scores,
        "measures": inside.measures,
        "last_entry_at": last.isoformat() if last else None,
        "last_entry_kind": inside.last_entry_kind,
        "made_at": inside.made_at.isoformat(),
        "computer": inside.computer,
    }


def inside_from(raw: Mapping[str, Any]) -> Inside:
    last = raw["last_entry_at"]
    return Inside(
        **{
            **raw,
            "last_entry_at": datetime.fromisoformat(last) if last else None,
            "made_at": datetime.fromisoformat(raw["made_at"]),
        }
    )


def _last_json(one: Last) -> dict[str, Any]:
    return {
        "name": one.name,
        "made_at": one.made_at.isoformat(),
        "seq": one.mark.seq,
        "mac": one.mark.mac.hex(),
        "bytes": one.bytes,
    }


def _last(raw: Mapping[str, Any]) -> Last:
    mark = Mark(raw["seq"], bytes.fromhex(raw["mac"]))
    return Last(raw["name"], datetime.fromisoformat(raw["made_at"]), mark, raw["bytes"])


def _failure_json(one: Failure) -> dict[str, Any]:
    return {"place": one.place, "at": one.at.isoformat(), "what": one.what, "todo": one.todo}


def _failure(raw: Mapping[str, Any]) -> Failure:
    return Failure(**{**raw, "at": datetime.fromisoformat(raw["at"])})


def _tested_json(one: RestoreTest) -> dict[str, Any]:
    return {"at": one.at.isoformat(), "ok": one.ok, "made_at": one.made_at.isoformat(), "what": one.what}


def _tested(raw: Mapping[str, Any]) -> RestoreTest:
    at, made_at = datetime.fromisoformat(raw["at"]), datetime.fromisoformat(raw["made_at"])
    return RestoreTest(at, raw["ok"], made_at, raw["what"])


def _restored_json(one: Restored) -> dict[str, Any]:
    return {
        "made_at": one.made_at.isoformat(),
        "at": one.at.isoformat(),
        "computer": one.computer,
        "aside": one.aside,
        "confirmed": one.confirmed,
    }


def _restored(raw: Mapping[str, Any]) -> Restored:
    made_at, at = datetime.fromisoformat(raw["made_at"]), datetime.fromisoformat(raw["at"])
    return Restored(made_at, at, raw["computer"], raw["aside"], raw["confirmed"])
