"""What the audit says: its kinds of acts, the mark that names one state of the records, and its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Final, Literal

Category = Literal[
    "view", "change", "sign", "export", "print", "unlock", "setting", "backup", "restore", "key"
]
Outcome = Literal["done", "refused"]
DONE: Final[Outcome] = "done"
REFUSED: Final[Outcome] = "refused"
CATEGORIES: Final[tuple[Category, ...]] = (
    "view", "change", "sign", "export", "print", "unlock", "setting", "backup", "restore", "key",
)  # fmt: skip
OF_ACTS: Final[Mapping[str, Category]] = {
    "Sign note": "sign",
    "Sign addendum": "sign",
    "Edit practice": "setting",
    "Edit counselor": "setting",
    "Save prescriber": "setting",
    "Change setting": "setting",
    "Keep place": "setting",
    "File report": "export",
    "Change PIN": "key",
    "Count PIN tries": "key",
}
"""What is more than a change; an act that is not named here changes something."""


def category_of(act: str) -> Category:
    """The kind of an act by its label."""
    return OF_ACTS.get(act, "change")


@dataclass(frozen=True, slots=True)
class Mark:
    """One state of the records: the number of its newest line, and the seal that stands for all before."""

    seq: int
    mac: bytes

    @property
    def code(self) -> str:
        """As printed: "18 234 · 7F3A-91C2"."""
        seal = self.mac[:4].hex().upper()
        return f"{self.seq:,} · {seal[:4]}-{seal[4:]}".replace(",", " ")


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How the chain of the audit held: how many lines were read, and the first that does not fit.

    `older` lines were written before there was a chain; its first link covers them all together.
    """

    lines: int
    older: int = 0
    broken_at: int | None = None
    mark: Mark | None = None

    @property
    def whole(self) -> bool:
        """Whether every line fits to the one before."""
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines: days are those of the computer that wrote the line. Empty is no limit.

    `before_seq`: only lines older than that one, to read on in a long list.
    """

    client_id: str = ""
    counselor_id: str = ""
    categories: frozenset[Category] = frozenset()
    from_on: date | None = None
    to_on: date | None = None
    limit: int = 0
    before_seq: int = 0


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line in words. `client` is a name and `file_no` a number, both empty where it is about nobody."""

    seq: int
    at: datetime
    offset_min: int
    category: Category
    outcome: Outcome
    words: str
    by: str = field(repr=False)
    reason: str = field(default="", repr=False)
    client_id: str = ""
    client: str = field(default="", repr=False)
    file_no: str = ""
    thing: str = ""
    thing_id: str = ""

    @property
    def local_at(self) -> datetime:
        """When, by the clock on the wall."""
        return self.at.astimezone(timezone(timedelta(minutes=self.offset_min)))
