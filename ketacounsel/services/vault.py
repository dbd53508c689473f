"""Create, unlock and close the records.

Unlocking is two steps: `derive` is slow, touches no database and runs on the bench; `open_records` runs on
the thread that will own them. SQLAlchemy is imported only by the second.
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ketacounsel import paths
from ketacounsel.core import recovery_key
from ketacounsel.core.errors import (
    AlreadyOpen,
    AlreadyThere,
    BadInput,
    DamagedRecords,
    NotUpdated,
    UnreadableRecords,
    WrongPassphrase,
    WrongRecoveryKey,
)
from ketacounsel.services import last_way, missed, passphrases
from ketacounsel.store import files, kdf, key_copies, keyfile, presence
from ketacounsel.store.keyfile import Keys
from ketacounsel.store.presence import exists

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.core.audit import Mark
    from ketacounsel.core.ids import CounselorId
    from ketacounsel.services.verify import VerifyReport
    from ketacounsel.store.engine import Lock
    from ketacounsel.store.guard import RecordsLock
    from ketacounsel.store.head import Head
    from ketacounsel.store.kdf import KdfCost
    from ketacounsel.store.settle import Seals
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


def utc_now() -> datetime:
    """The present."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Records that don't exist yet: their keys, and the recovery key to print and type back."""

    key_file: keyfile.KeyFile = field(repr=False)
    keys: Keys = field(repr=False)
    recovery_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Open records. `checks_pending`: they are large, and their pages are looked at by `run_checks`."""

    store: Store = field(repr=False)
    keys: Keys = field(repr=False)
    folder: Path
    checks_pending: bool = False
    notices: tuple[str, ...] = ()
    clock: Callable[[], datetime] = utc_now
    head: Head | None = None
    guard: RecordsLock | None = None

    @property
    def records_uuid(self) -> str:
        """Which records these are."""
        return self.keys.records_uuid

    @property
    def counselor_id(self) -> CounselorId:
        """Who unlocked them."""
        return self.keys.counselor_id

    def run_checks(self, go_on: Callable[[], bool] = lambda: True) -> VerifyReport:
        """What is looked at once the records are open, for the bench: the whole chain, every signature, and
        the pages of large records. Gives way to every write."""
        from ketacounsel.services import verify
        from ketacounsel.store import checks

        lock, gate = _lock(self.folder, self.keys), self.store.gate
        found = verify.of_history(lock, self.keys, seals_of(self.keys), gate, go_on)
        return verify.of_pages(checks.run(lock, gate)) + found if self.checks_pending else found

    def verify(self, go_on: Callable[[], bool] = lambda: True) -> VerifyReport:
        """ "Verify these records": everything, for the bench."""
        from ketacounsel.services import verify

        lock = _lock(self.folder, self.keys)
        return verify.verify(lock, self.keys, seals_of(self.keys), self.store.gate, go_on=go_on)

    def close(self, because: str = "") -> None:
        """Close the file, and let the head say that all was in order. The keys leave only with the process.

        `because` is why it locks: "you", "idle", "lid" and the like; "" when the window was closed.
        """
        if not self.store.closed and not self.store.looks_only:
            from ketacounsel.services import opening

            opening.end(self.store, self.counselor_id, self.clock(), because)
        self.store.close()
        if self.head is not None:
            from ketacounsel.store import journal

            clean = not journal.is_left(_lock(self.folder, self.keys))
            seals_of(self.keys).remember(self.head.close(clean=clean))
        if self.guard is not None:
            self.guard.release()


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
    from ketacounsel.store.head import HEAD

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
        store = _store(lock, made.keys)
        try:
            with store.write(FIRST_WRITE, at=now, by=made.keys.counselor_id, thing="practice") as db:
                fill(db, made.keys)
        finally:
            store.close()
        if store.mark:
            new_head(beside, made.keys, store.mark, now)
        for name in (HEAD, *presence.FILES):
            (beside / name).replace(folder / name)
        files.sync_folder(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return open_records(folder, made.keys, clock=lambda: now)


def derive(folder: Path, passphrase: str) -> Keys:
    """The keys behind a passphrase, for the bench: slow, and without the database.

    Raises WrongPassphrase, DamagedKeyFile, AlteredKeyFile, NoRecords.
    """
    before_opening(folder)
    usual = last_way.of(folder)
    try:
        keys = key_copies.unlock_with_passphrase(folder, passphrase, usual)
    except WrongPassphrase:
        missed.count(folder, utc_now())
        raise
    last_way.remember(keys, usual)
    return keys


def derive_from_recovery_key(folder: Path, typed: str) -> Keys:
    """The keys behind the recovery key. Raises BadInput for a typing error, else as `derive`."""
    before_opening(folder)
    try:
        return key_copies.unlock_with_recovery_key(folder, typed)
    except WrongRecoveryKey:
        missed.count(folder, utc_now())
        raise


def open_records(
    folder: Path, keys: Keys, *, accept_older: bool = False, clock: Callable[[], datetime] = utc_now
) -> Unlocked:
    """Look, recover, check, update and open the records, on the thread that will own them.

    Raises NoRecords, AlreadyOpen, EmptyRecords, NotOurFile, DamagedRecords, UnreadableRecords, NewerRecords;
    and StateInDoubt when they may not be the newest, unless that is accepted.
    """
    files.keep_private()
    guard = _guard(folder)
    try:
        before_opening(folder)
        opened = _open(folder, keys, clock, accept_older=accept_older)
    except BaseException:
        if guard:
            guard.release()
        raise
    missed.forget(folder)
    return replace(opened, guard=guard)


def _open(folder: Path, keys: Keys, clock: Callable[[], datetime], *, accept_older: bool) -> Unlocked:
    from ketacounsel.services import opening
    from ketacounsel.store import settle

    lock, seals = _lock(folder, keys), seals_of(keys)
    settled = settle.settle(lock, seals, clock(), accept_older=accept_older)
    store = _store(lock, keys)
    try:
        lines = opening.lines(folder, keys.counselor_id, settled.doubt, clock())
        head = opening.begin(store, lines, settled, seals, clock)
    except BaseException:
        store.close()
        raise
    notices = (*keys.notices, *settled.notices)
    return Unlocked(store, keys, folder, settled.checks_pending, notices, clock, head)


def _guard(folder: Path) -> RecordsLock | None:
    """No other program writes these records, or puts others in their place, while they are open.

    None where there are none, or where no file can be made. Raises AlreadyOpen.
    """
    from ketacounsel.store.guard import RecordsLock

    if not exists(folder):
        return None
    try:
        return RecordsLock.acquire(folder)
    except UnreadableRecords:
        return None


def open_for_reading(folder: Path, keys: Keys) -> Unlocked:
    """Open to look only, also beside a window that has the records open.

    While no window has them, what a crash left is put right and old tables are brought up to date first.
    Whether they are the newest is told by a notice.
    """
    from ketacounsel.store import audit, settle

    lock, seals = _lock(folder, keys), seals_of(keys)
    if held := _hold(folder):
        try:
            before_opening(folder)
            settled = settle.settle(lock, seals, utc_now(), accept_older=True)
            _store(lock, keys).close()
        finally:
            held.release()
    else:
        settled = settle.look(lock, seals)
    doubts = (settled.doubt.what,) if settled.doubt else ()
    notices = (*keys.notices, *settled.notices, *doubts)
    store = _store(lock, keys, read_only=True)
    with store.read() as db:
        store.mark = audit.tail(db.connection().connection.driver_connection)
    return Unlocked(store, keys, folder, notices=notices)


def check(folder: Path, keys: Keys, *, deep: bool = True) -> VerifyReport:
    """Everything, in full. While a window has the records open, only by reading beside it."""
    from ketacounsel.services import verify
    from ketacounsel.store import engine, settle

    lock, seals = _lock(folder, keys), seals_of(keys)
    engine.examine(lock)
    held = _hold(folder)
    try:
        if held:
            settle.settle(lock, seals, utc_now(), accept_older=True)
        else:
            engine.recover(lock, read_only=True)
        return verify.verify(lock, keys, seals, deep=deep)
    except DamagedRecords as damage:
        return verify.damaged(lock, keys, seals, damage)
    finally:
        if held:
            held.release()


def check_audit(folder: Path, keys: Keys) -> VerifyReport:
    """The chain of the audit, the newest state and the signatures, by reading only."""
    from ketacounsel.services import verify

    beside = open_for_reading(folder, keys)
    beside.close()
    return verify.of_history(_lock(folder, keys), keys, seals_of(keys))


def before_opening(folder: Path) -> None:
    """What an earlier run began with the files themselves and did not end, before anything looks at them."""
    if presence.is_restoring(folder):
        from ketacounsel.store import swap

        swap.finish(folder, paths.seen_folder())


def new_head(folder: Path, keys: Keys, mark: Mark, now: datetime) -> None:
    """From now on this state is the newest: after the records were made, or put back from a backup."""
    from ketacounsel.store.head import HEAD, Seen

    seals = seals_of(keys)
    seen = Seen(mark, now, clean=True)
    seals.sealer.write_new(folder / HEAD, seen)
    seals.remember(seen)


def seals_of(keys: Keys) -> Seals:
    """What the state of these records is held against."""
    from ketacounsel.store.head import Sealer
    from ketacounsel.store.settle import Seals

    last_seen = paths.seen_folder() / f"{keys.records_uuid}.head"
    return Seals(Sealer(keys.use("head"), keys.records_uuid), keys.use("audit"), last_seen)


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


def _pin(opened: Engine, lock: Lock, keys: Keys) -> None:
    """Before tables are changed, the records as they are. New ones have nothing to keep yet."""
    from ketacounsel.services import backup_pins
    from ketacounsel.store import migrate

    with opened.connect() as connection:
        if migrate.revision(connection) is None:
            return
        connection.rollback()
        raw = connection.connection.driver_connection
        backup_pins.pin(raw, None, lock, keys, backup_pins.BEFORE_UPDATE, utc_now())


def _store(lock: Lock, keys: Keys, *, read_only: bool = False) -> Store:
    from ketacounsel.store import audit, engine, migrate
    from ketacounsel.store.again import Same
    from ketacounsel.store.reserve import Reserve
    from ketacounsel.store.store import Store

    opened = engine.open_engine(lock, read_only=read_only)
    try:
        if read_only and not migrate.is_current(opened):
            raise AlreadyOpen("These records are open in a window of another version of KetaCounsel.")
        if not read_only and not migrate.is_current(opened):
            _pin(opened, lock, keys)
            migrate.upgrade(opened)
    except engine.DATABASE_ERRORS as error:
        opened.dispose()
        code = engine.code_of(error)
        raise (NotUpdated() if code == engine.SQL_ERROR else engine.unreadable(lock, code)) from error
    except BaseException:
        opened.dispose()
        raise
    chain = audit.Chain(keys.use("audit"))
    store = Store(opened, lock.path, chain.append, looks_only=read_only)
    store.on_begin = chain.expect
    store.same = Same(lock.records_uuid, keys.use("audit"))
    if not read_only:
        store.on_full = Reserve(lock.path.parent).release
    return store
