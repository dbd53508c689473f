"""Create, unlock and close the records.

Unlocking is two steps: `derive` is slow, touches no database and runs on the bench; `open_records` runs on
the thread that will own them. SQLAlchemy is imported only by the second.
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import AlreadyOpen, AlreadyThere, BadInput, DamagedRecords, UnreadableRecords
from ketacounsel.services import passphrases
from ketacounsel.store import files, kdf, key_copies, keyfile, presence
from ketacounsel.store.keyfile import Keys
from ketacounsel.store.presence import exists

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.core.ids import CounselorId
    from ketacounsel.store.checks import CheckReport
    from ketacounsel.store.engine import Lock
    from ketacounsel.store.guard import RecordsLock
    from ketacounsel.store.kdf import KdfCost
    from ketacounsel.store.store import Store

    Fill = Callable[[DbSession, Keys], None]

__all__ = [
    "FIRST_WRITE",
    "Keys",
    "Prepared",
    "Unlocked",
    "check",
    "create",
    "derive",
    "derive_from_recovery_key",
    "exists",
    "open_for_reading",
    "open_records",
    "prepare",
]

FIRST_WRITE: Final = "Set up records"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Records that don't exist yet: their keys, and the recovery key to print and type back."""

    key_file: keyfile.KeyFile = field(repr=False)
    keys: Keys = field(repr=False)
    recovery_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Open records. `checks_pending`: they are large, and `run_checks` is still to be called on the bench."""

    store: Store = field(repr=False)
    keys: Keys = field(repr=False)
    folder: Path
    checks_pending: bool = False
    notices: tuple[str, ...] = ()

    @property
    def records_uuid(self) -> str:
        """Which records these are."""
        return self.keys.records_uuid

    @property
    def counselor_id(self) -> CounselorId:
        """Who unlocked them."""
        return self.keys.counselor_id

    def run_checks(self) -> CheckReport:
        """The checks of large records, on the bench, giving way to every write."""
        from ketacounsel.store import checks

        return checks.run(_lock(self.folder, self.keys), self.store.gate)

    def close(self) -> None:
        """Close the file. The keys leave memory only with the process."""
        self.store.close()


def prepare(counselor_id: CounselorId, passphrase: str, cost: KdfCost, now: datetime) -> Prepared:
    """The slow half of creating, for the bench: writes nothing. Raises BadInput for a refused passphrase."""
    judged = passphrases.judge(passphrase)
    if not judged.accepted:
        raise BadInput("passphrase", judged.words)
    file, dek = keyfile.new_key_file()
    personal = {counselor_id: secrets.token_bytes(kdf.KEY_BYTES)}
    keys = Keys(dek, personal, counselor_id, file.records_uuid, file.salt)
    created = now.isoformat(timespec="seconds")
    secret = secrets.randbits(recovery_key.BITS).to_bytes(recovery_key.SECRET_BYTES, "big")
    slots = (
        keyfile.passphrase_slot(file, keys, passphrase, cost, created),
        keyfile.recovery_slot(file, keys, secret, created),
    )
    return Prepared(file.with_slots(slots), keys, recovery_key.encode(secret))


def create(folder: Path, made: Prepared, fill: Fill, now: datetime) -> Unlocked:
    """Make the records in a folder without any. `fill` writes the practice and its first counselor.

    They are made whole in a folder of their own and then moved in, the records last, so that a crash leaves
    either none or all of them. Raises AlreadyThere.
    """
    from ketacounsel.store import engine

    files.keep_private()
    files.make_private_folder(folder)
    if exists(folder):
        raise AlreadyThere
    beside = folder / presence.SETTING_UP
    shutil.rmtree(beside, ignore_errors=True)
    files.make_private_folder(beside)
    try:
        key_copies.write(beside, made.key_file, made.keys.dek)
        lock = _lock(beside, made.keys)
        engine.create(lock)
        store = _store(lock)
        try:
            with store.write(FIRST_WRITE, at=now, by=made.keys.counselor_id, thing="practice") as db:
                fill(db, made.keys)
        finally:
            store.close()
        for name in presence.FILES:
            (beside / name).replace(folder / name)
        files.sync_folder(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return open_records(folder, made.keys)


def derive(folder: Path, passphrase: str) -> Keys:
    """The keys behind a passphrase, for the bench: slow, and without the database.

    Raises WrongPassphrase, DamagedKeyFile, AlteredKeyFile, NoRecords.
    """
    return key_copies.unlock_with_passphrase(folder, passphrase)


def derive_from_recovery_key(folder: Path, typed: str) -> Keys:
    """The keys behind the recovery key. Raises BadInput for a typing error, else as `derive`."""
    return key_copies.unlock_with_recovery_key(folder, typed)


def open_records(folder: Path, keys: Keys) -> Unlocked:
    """Recover, check, update and open the records, on the thread that will own them.

    Raises NoRecords, EmptyRecords, NotOurFile, DamagedRecords, UnreadableRecords, NewerRecords.
    """
    from ketacounsel.store import checks, engine

    files.keep_private()
    lock = _lock(folder, keys)
    engine.examine(lock)
    engine.recover(lock)
    pending = lock.path.stat().st_size > checks.AT_ONCE_BYTES
    if not pending and (problems := checks.run(lock).problems):
        raise DamagedRecords(problems[0])
    return Unlocked(_store(lock), keys, folder, checks_pending=pending, notices=keys.notices)


def open_for_reading(folder: Path, keys: Keys) -> Unlocked:
    """Open to look only, also beside a window that has the records open.

    While no window has them, what a crash left is put right and old tables are brought up to date first.
    """
    from ketacounsel.store import engine

    lock = _lock(folder, keys)
    engine.examine(lock)
    if held := _hold(folder):
        try:
            engine.recover(lock)
            _store(lock).close()
        finally:
            held.release()
    else:
        engine.recover(lock, read_only=True)
    return Unlocked(_store(lock, read_only=True), keys, folder, notices=keys.notices)


def check(folder: Path, keys: Keys) -> CheckReport:
    """Every check there is, in full. While a window has the records open, only by reading beside it."""
    from ketacounsel.store import checks, engine

    lock = _lock(folder, keys)
    engine.examine(lock)
    held = _hold(folder)
    try:
        if held:
            engine.recover(lock)
        return checks.run(lock, deep=True)
    finally:
        if held:
            held.release()


def _hold(folder: Path) -> RecordsLock | None:
    """The folder's lock, or None when a window has it or nothing can be written there."""
    from ketacounsel.store.guard import RecordsLock

    try:
        return RecordsLock.acquire(folder)
    except (AlreadyOpen, UnreadableRecords):
        return None


def _lock(folder: Path, keys: Keys) -> Lock:
    from ketacounsel.store.engine import Lock

    return Lock(folder / presence.RECORDS, keys.use("db"), keys.salt, keys.records_uuid)


def _store(lock: Lock, *, read_only: bool = False) -> Store:
    from ketacounsel.store import audit, engine, migrate
    from ketacounsel.store.store import Store

    opened = engine.open_engine(lock, read_only=read_only)
    try:
        if read_only and not migrate.is_current(opened):
            raise AlreadyOpen("These records are open in a window of another version of KetaCounsel.")
        if not read_only:
            migrate.upgrade(opened)
    except BaseException:
        opened.dispose()
        raise
    return Store(opened, lock.path, audit.append)
