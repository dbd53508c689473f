"""Small records of a practice with real keys, and their backups, for the tests of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import CounselorId, new_id
from ketacounsel.core.people import Counselor, Practice
from ketacounsel.services import vault
from ketacounsel.services.backups import Backups
from ketacounsel.services.note_text import digest_of, mac_of, signed_bytes
from ketacounsel.services.practice import establish
from ketacounsel.services.records import Records
from ketacounsel.store.kdf import KdfCost
from tests.services.harbor_lane import PIN, ZONE, Clock

DANA = CounselorId("d" * 32)
CHEAP = KdfCost(memory_kib=8, passes=1)
WORDS = "maple tuba fjord ninety oxen gauze"
NOON = datetime(2026, 10, 14, 18, tzinfo=UTC)
"""Wednesday 14 October 2026, 12:00 in Denver."""


@dataclass
class Desk:
    """Open records, their backups, and the drives that are plugged in."""

    folder: Path
    computer: Path
    recovery_key: str
    clock: Clock
    drives: list[Path] = field(default_factory=list)
    unlocked: vault.Unlocked | None = None

    def open(self, keys: vault.Keys | None = None) -> Backups:
        """Unlock the records."""
        self.close()
        keys = keys or vault.derive(self.folder, WORDS)
        self.unlocked = vault.open_records(self.folder, keys, clock=self.clock)
        return self.backups()

    def backups(self) -> Backups:
        """The backups of the open records."""
        return Backups(
            self.records(),
            self.folder,
            self.now_open.keys,
            computer=self.computer,
            roots=lambda: list(self.drives),
            name=lambda: "studio-laptop",
        )

    @property
    def now_open(self) -> vault.Unlocked:
        assert self.unlocked is not None
        return self.unlocked

    def records(self) -> Records:
        return Records(self.now_open.store, self.clock, DANA)

    def close(self) -> None:
        """Close them, when they are open."""
        if self.unlocked is not None:
            self.unlocked.close()
            self.unlocked = None

    def add_client(self, name: str) -> str:
        """One more person."""
        client_id = new_id()
        blank = dict.fromkeys(
            ("preferred_name", "form_of_address", "pronouns", "phone", "email", "address", "emergency_name",
             "emergency_relation", "emergency_phone", "alert"), "",
        )  # fmt: skip
        with self.records().write("Add client", "client", client_id) as db:
            db.add(
                models.Client(
                    id=client_id, file_no=client_id[-8:], legal_name=name, status="active",
                    primary_measure="phq9", created_at=self.clock(), **blank,
                )
            )  # fmt: skip
        return client_id

    def names(self) -> set[str]:
        """Who is in the records."""
        with self.records().read() as db:
            return {row.legal_name for row in db.query(models.Client)}

    def sign_note(self, client_id: str) -> None:
        """A signed note with its signature."""
        note = models.Note(
            id=new_id(), client_id=client_id, session_id=None, author_id=DANA, title="Integration",
            service_at=self.clock(), format="dap", state="signed", draft={}, body="Slept well.",
            place_words="", signed_at=self.clock(), incomplete_reason="", created_at=self.clock(), rev=1,
        )  # fmt: skip
        note.digest = digest_of(signed_bytes(note))
        note.mac = mac_of(signed_bytes(note), self.now_open.keys.use("sign"))
        with self.records().write("Sign note", "note", note.id) as db:
            db.add(note)


def make_desk(base: Path) -> Desk:
    """Records with one client and one signed note, not open."""
    clock = Clock()
    clock.at = NOON
    made = vault.prepare(DANA, WORDS, CHEAP, NOON)

    def fill(db: DbSession, keys: vault.Keys) -> None:
        practice = Practice("Harbor Lane Counseling", zone=ZONE)
        dana = Counselor(DANA, "Dana Whitfield", "LPC")
        establish(db, practice, dana, PIN, sign_key=keys.use("sign"), at=NOON)

    vault.create(base / "records", made, fill, NOON).close()
    desk = Desk(base / "records", base / "backups", made.recovery_key, clock)
    desk.open()
    desk.sign_note(desk.add_client("Maren Ostrowski"))
    desk.close()
    return desk
