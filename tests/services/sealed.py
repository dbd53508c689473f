"""Records made by the vault, with what a computer remembers of them beside, for the tests of their state."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from ketacounsel import paths
from ketacounsel.core.ids import CounselorId
from ketacounsel.models.practice import Counselor
from ketacounsel.services import vault
from ketacounsel.store.kdf import KdfCost

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

ANNA = CounselorId("a" * 32)
CHEAP = KdfCost(memory_kib=8, passes=1)
WORDS = "maple tuba fjord ninety oxen gauze"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
JOURNAL = "records.db-journal"


def fill(db: DbSession, keys: vault.Keys) -> None:
    """One counselor."""
    blank = dict.fromkeys(("credentials", "licence", "role"), "")
    anna = Counselor(id=ANNA, name="Anna", pin_misses=0, created_at=NOON, pin_salt=b"", pin_hash=b"", **blank)
    db.add(anna)


@dataclass(frozen=True)
class Sealed:
    """A folder of records, closed, and the keys that open them."""

    folder: Path
    keys: vault.Keys

    @property
    def head(self) -> Path:
        return self.folder / "records.head"

    @property
    def last_seen(self) -> Path:
        """What this computer keeps of them."""
        return paths.seen_folder() / f"{self.keys.records_uuid}.head"

    def open(self, *, accept_older: bool = False) -> vault.Unlocked:
        return vault.open_records(self.folder, self.keys, accept_older=accept_older)

    def work(self, times: int = 1) -> None:
        """A sitting with some entries in it."""
        unlocked = self.open()
        for number in range(times):
            rename(unlocked, f"Anna {number}")
        unlocked.close()

    def copy(self, to: Path) -> Path:
        """All of its files as they are now."""
        return Path(shutil.copytree(self.folder, to))

    def put(self, path: Path) -> None:
        """Put a file of an older copy in the place of the one of today."""
        shutil.copyfile(path, self.folder / path.name)

    def forget(self) -> None:
        """As on another computer."""
        self.last_seen.unlink()

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}

    def bytes(self) -> dict[str, bytes]:
        """Every file but the lock."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.name: path.read_bytes() for path in found if path.name != "records.lock"}


def make(folder: Path) -> Sealed:
    prepared = vault.prepare(ANNA, WORDS, CHEAP, NOON)
    vault.create(folder, prepared, fill, NOON).close()
    return Sealed(folder, prepared.keys)


def rename(unlocked: vault.Unlocked, name: str) -> None:
    """One entry."""
    with unlocked.store.write("Edit counselor", at=NOON, by=ANNA, thing="counselor", thing_id=ANNA) as db:
        db.execute(text("UPDATE counselor SET name = :name"), {"name": name})


def name_in(unlocked: vault.Unlocked) -> str:
    with unlocked.store.read() as db:
        return str(db.execute(text("SELECT name FROM counselor")).scalar_one())


def acts(unlocked: vault.Unlocked) -> list[tuple[str, str, str]]:
    """Act, outcome and reason of every line."""
    with unlocked.store.read() as db:
        rows = db.execute(text("SELECT act, outcome, reason FROM audit ORDER BY seq")).all()
    return [(row[0], row[1], row[2]) for row in rows]
