"""Backups as values: where they are kept, each file, what one holds, and how well the records are covered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.core.audit import Mark
    from ketacounsel.core.ids import ClientId, SessionId

PlaceKind = Literal["computer", "stick", "folder"]
When = Literal["often", "evening"]
COMPUTER: Final = "computer"
OVERDUE_AFTER: Final = timedelta(days=3)
TEST_EVERY: Final = timedelta(days=30)
KEPT_ASIDE: Final = timedelta(days=30)
EVERY: Final = timedelta(minutes=30)
EVENING_H: Final = 18


@dataclass(frozen=True, slots=True)
class Place:
    """Where backups are kept. `path` is where it is found just now; None while it is not plugged in."""

    id: str
    kind: PlaceKind
    path: Path | None
    label: str
    elsewhere: bool = False
    """Not on the disk of the records: it outlives this computer."""

    @property
    def here(self) -> bool:
        return self.path is not None


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One backup. `pinned` says before what it was made; `problem` is a sentence when it can't be used."""

    path: Path
    made_at: datetime
    mark: Mark
    bytes: int
    checked_at: datetime | None
    pinned: str
    place: Place
    records_uuid: str = ""
    history: str = ""
    """Backups made before a restore and after it are of two histories, and never crowd each other out."""
    computer: str = ""
    app: str = ""
    problem: str = ""

    @property
    def good(self) -> bool:
        """Opened again and found whole."""
        return self.checked_at is not None and not self.problem


@dataclass(frozen=True, slots=True)
class Inside:
    """What a backup holds, without a client's word."""

    clients: int
    active: int
    notes: int
    signed: int
    drafts: int
    scores: int
    measures: int
    last_entry_at: datetime | None
    last_entry_kind: str
    made_at: datetime
    computer: str
    practice: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one backup in one place: the file, or the sentences of what went wrong."""

    place: Place
    at: datetime
    file: BackupFile | None = None
    what: str = ""
    todo: str = ""

    @property
    def ok(self) -> bool:
        return self.file is not None


@dataclass(frozen=True, slots=True)
class Failure:
    """The last try in a place did not finish."""

    place: str
    at: datetime
    what: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class RestoreTest:
    """A restore that was tried out: when, with which backup, and whether all came back."""

    at: datetime
    ok: bool
    made_at: datetime
    what: str = ""


@dataclass(frozen=True, slots=True)
class BackupState:
    """How well the records are covered.

    `good` counts the places with a good copy; `unsaved_since` is the first change that no good copy has.
    """

    places: tuple[Place, ...]
    good: int
    newest: BackupFile | None
    inside: Inside | None
    only_here: bool
    failures: tuple[Failure, ...]
    tested: RestoreTest | None
    test_due: bool
    unsaved_since: datetime | None
    overdue_days: int
    paused: bool

    @property
    def covered(self) -> bool:
        """Nothing asks for attention."""
        return bool(self.good) and not (self.failures or self.overdue_days or self.paused)


@dataclass(frozen=True, slots=True)
class Found:
    """A backup found at the door, where no records are open. `label` names the drive or folder it is on."""

    path: Path
    made_at: datetime | None
    computer: str
    bytes: int
    records_uuid: str
    label: str
    pinned: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Records that a restore replaced, kept until `until`. `id` is the folder's name."""

    id: str
    at: datetime
    until: datetime
    bytes: int


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session the restored records had planned for a day that may be over."""

    id: SessionId
    client_id: ClientId
    client: str = field(repr=False)
    kind: str = ""
    planned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """These records came from a backup: of when, put back when, and from what computer."""

    made_at: datetime
    at: datetime
    computer: str
    aside: str
    """Where the replaced records are kept; empty when there were none."""
    confirmed: bool = False
