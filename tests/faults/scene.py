"""A small practice on a disk of its own, and what can be seen of it afterwards: what every fault is held to.

A scene is one folder: records, backups, and what the computer remembers. `look` opens it as the program does
at its start and says what is in it; two looks are compared, never bytes.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ketacounsel import models
from ketacounsel.core.errors import KetaCounselError, WrongPassphrase, WrongRecoveryKey
from ketacounsel.core.ids import CounselorId, NoteId
from ketacounsel.services import vault
from ketacounsel.services.office import Office, open_office
from ketacounsel.store import container, engine, key_copies, keyfile, presence, settle, slots
from tests.services.backed_up import CHEAP, DANA, NOON, WORDS, Desk, make_desk
from tests.services.harbor_lane import Clock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

NEW: Final = "three slow ferries in the morning fog"
ROBINS: Final = "robin's own long passphrase to keep"
DRAFT, SIGNED, ADDENDUM = "1" * 32, "2" * 32, "3" * 32
ROBIN: Final = CounselorId("e" * 32)
_ROWS: Final = {
    "client": "SELECT legal_name FROM client ORDER BY 1",
    "note": "SELECT id, state, body, length(mac) FROM note WHERE id IN (?, ?) ORDER BY 1",
    "addendum": "SELECT number, body, signed_at IS NOT NULL FROM addendum ORDER BY 1",
    "revision": "SELECT version_num FROM alembic_version",
}


class Bad(Exception):
    """Something was lost, or can't be opened, or does not say what is wrong."""


@dataclass(frozen=True)
class Seen:
    """What a scene holds: rows in words, which secrets open it, how many backups there are."""

    rows: tuple[tuple[Any, ...], ...]
    secrets: frozenset[str] = frozenset()
    backups: int = 0
    notices: tuple[str, ...] = field(default=(), compare=False)

    def between(self, before: Seen, after: Seen) -> bool:
        """Whether one step was taken, or not, or - of keys and backups, which take several - in part."""
        gone, come = before.secrets - after.secrets, after.secrets - before.secrets
        in_reach = before.secrets & after.secrets <= self.secrets <= before.secrets | after.secrets
        one_of_two = not (gone and come) or bool((gone | come) & self.secrets)
        fewer, more = sorted((before.backups, after.backups))
        return (
            self.rows in (before.rows, after.rows)
            and in_reach
            and one_of_two
            and fewer <= self.backups <= more
        )


@dataclass
class Scene:
    """One folder of a practice."""

    base: Path
    keys: keyfile.Keys
    recovery_key: str
    clock: Clock = field(default_factory=Clock)
    unlocked: vault.Unlocked | None = None

    @property
    def folder(self) -> Path:
        return self.base / "records"

    @property
    def backups(self) -> Path:
        return self.base / "backups"

    def at(self, base: Path) -> Scene:
        """The same practice in another folder, which is now this computer."""
        os.environ["XDG_DATA_HOME"] = str(base / "data")
        return Scene(base, self.keys, self.recovery_key)

    def copied(self, base: Path) -> Scene:
        """A copy of it, for one fault."""
        shutil.rmtree(base, ignore_errors=True)
        shutil.copytree(self.base, base)
        return self.at(base)

    # -- at work --------------------------------------------------------------------------------

    def open(self) -> Office:
        """Unlock, as the window does."""
        self.clock.at = NOON + timedelta(hours=1)
        self.unlocked = vault.open_records(self.folder, self.keys, clock=self.clock)
        return open_office(self.unlocked, self.clock)

    def close(self) -> None:
        """In order."""
        assert self.unlocked is not None
        self.unlocked.close()

    @property
    def desk(self) -> Desk:
        """The same with its backups."""
        return Desk(self.folder, self.backups, self.recovery_key, self.clock, [], self.unlocked)

    # -- afterwards -----------------------------------------------------------------------------

    def look(self, *, secrets: bool = False, backups: bool = False) -> Seen:
        """Open it as at a start and say what is in it. Raises KetaCounselError for what is refused."""
        vault.before_opening(self.folder)
        self.keys = key_copies.unlock_with_passphrase(self.folder, self.passphrase)
        lock, seals = self.lock(), vault.seals_of(self.keys)
        settled = settle.settle(lock, seals, NOON)
        db = engine.connect(lock, read_only=True)
        try:
            rows = rows_of(db)
        finally:
            db.close()
        tried = self.tried() if secrets else {}
        opening = frozenset(name for name, secret in tried.items() if self.opens(name, secret))
        return Seen(rows, opening, self.whole_backups() if backups else 0, settled.notices)

    def look_deep(self) -> None:
        """All there is to check, as "Verify these records" does. Raises Bad."""
        report = vault.check(self.folder, self.keys)
        if not report.sound:
            raise Bad(repr(report))

    def lock(self) -> engine.Lock:
        path = self.folder / presence.RECORDS
        return engine.Lock(path, self.keys.use("db"), self.keys.salt, self.keys.records_uuid)

    def tried(self) -> dict[str, str]:
        """Everything somebody may open these records with."""
        new = new_key_file(self.base)
        known = {"passphrase": WORDS, "new passphrase": NEW, "robin": ROBINS, "recovery": self.recovery_key}
        return known | ({"new recovery": new.read_text()} if new.exists() else {})

    def opens(self, name: str, secret: str) -> bool:
        """Whether it is a way in."""
        try:
            if "recovery" in name:
                found = key_copies.unlock_with_recovery_key(self.folder, secret)
            else:
                found = key_copies.unlock_with_passphrase(self.folder, secret)
        except (WrongPassphrase, WrongRecoveryKey):
            return False
        return found.dek == self.keys.dek

    @property
    def passphrase(self) -> str:
        """The one that opens now."""
        return WORDS if self.opens_at_all(WORDS) else NEW

    def opens_at_all(self, passphrase: str) -> bool:
        """Whether it opens the key file."""
        try:
            key_copies.unlock_with_passphrase(self.folder, passphrase)
        except WrongPassphrase:
            return False
        return True

    def whole_backups(self) -> int:
        """How many there are; each with a backup's name must be whole. Raises Bad."""
        names = sorted(self.backups.glob(f"*{container.SUFFIX}")) if self.backups.exists() else []
        for path in names:
            try:
                head = container.read_head(path)
                container.copy_db(path, head, None, lambda _: None)
            except KetaCounselError as error:
                raise Bad(f"{path.name} is called a backup: {error.what}") from error
            if not container.authentic(head, self.keys.use("backup")):
                raise Bad(f"{path.name} is not one of ours")
        return len(names)


def make_scene(base: Path) -> Scene:
    """One client with a draft, a signed note and an addendum being written; one backup, and Ben after it."""
    base.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_DATA_HOME"] = str(base / "data")
    desk = make_desk(base)
    desk.open()
    client_id = desk.add_client("Aline Draft")
    with desk.records().write("Draft note", "client", client_id) as db:
        db.add(_note(DRAFT, client_id))
        db.add(_note(SIGNED, client_id))
    desk.backups().make()
    desk.clock.forward(minutes=40)
    desk.add_client("Ben Later")
    keys = desk.now_open.keys
    desk.close()
    scene = Scene(base, keys, desk.recovery_key)
    office = scene.open()
    office.notes.sign(NoteId(SIGNED))
    with scene.desk.records().write("Begin addendum", "note", SIGNED) as db:
        _begin_addendum(db)
    scene.close()
    (base / "scene.json").write_text(
        json.dumps({"dek": keys.dek.hex(), "own": keys.personal[DANA].hex(), "recovery": desk.recovery_key})
    )
    return scene


def read_scene(base: Path) -> Scene:
    """The same again, in another process."""
    said = json.loads((base / "scene.json").read_text())
    file = keyfile.decode((base / "records" / presence.COPY_A).read_bytes())
    keys = keyfile.Keys(
        bytes.fromhex(said["dek"]), {DANA: bytes.fromhex(said["own"])}, DANA, file.records_uuid, file.salt
    )
    scene = Scene(base, keys, said["recovery"])
    return scene.at(base)


def rows_of(db: Any) -> tuple[tuple[Any, ...], ...]:
    """What stands in open records, as far as the operations change it."""
    return tuple(
        (name, *db.execute(sql, (DRAFT, SIGNED) if name == "note" else ()).fetchall())
        for name, sql in _ROWS.items()
    )


def new_key_file(base: Path) -> Path:
    """Where the words of a new recovery key are kept for the test: beside the scene."""
    return base.parent / f"{base.name}.new-key"


def robins_slot(scene: Scene) -> keyfile.Slot:
    """A second person's way in."""
    file = slots.read(scene.folder, scene.keys)
    robin = keyfile.Keys(scene.keys.dek, {ROBIN: b"r" * 32}, ROBIN, file.records_uuid, file.salt)
    return keyfile.passphrase_slot(file, robin, ROBINS, CHEAP, NOON.isoformat())


def _note(note_id: str, client_id: str) -> models.Note:
    return models.Note(
        id=note_id, client_id=client_id, session_id=None, author_id=DANA, title="Integration",
        service_at=NOON, format="dap", state="draft", draft={}, body="", place_words="", digest="", mac="",
        signed_at=None, incomplete_reason="", created_at=NOON,
    )  # fmt: skip


def _begin_addendum(db: DbSession) -> None:
    db.add(
        models.Addendum(
            id=ADDENDUM, note_id=SIGNED, number=1, author_id=DANA, body="", digest="", mac="",
            written_at=NOON, signed_at=None,
        )
    )  # fmt: skip
