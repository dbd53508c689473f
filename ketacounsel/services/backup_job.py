"""The slow halves of a backup and of a test of one: made on the window's thread, run on the bench."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ketacounsel.core.backup_errors import (
    BackupAltered,
    BackupOfOthers,
    BackupStopped,
    BackupUnderWay,
    NewerBackup,
    OtherKeys,
    PlaceGone,
)
from ketacounsel.core.backups import BackupFile, Inside, Made, Place, RestoreTest
from ketacounsel.core.errors import AlreadyOpen, KetaCounselError
from ketacounsel.services import backup_files, backup_proofs
from ketacounsel.store import backup, container, engine, files, keyfile, migrate, proof
from ketacounsel.store.guard import RecordsLock

if TYPE_CHECKING:
    from ketacounsel.store.backup import Meter, Order, Staged
    from ketacounsel.store.keyfile import Keys
    from ketacounsel.store.snapshot import Cancelled, Progress

TESTING: Final = ".testing-restore"
BY_COPY, BY_PLACE = 3, 2
UNREAD: Final = "The records did not pass their check on this disk. This copy of them did."
SIGNATURE: Final = "A signed note in the records does not match its signature."
OPEN_CHECK: Final = "Run Verify these records in Settings. No older backup is removed meanwhile."


def no_progress(done: int, total: int) -> None:
    """For a caller that shows none."""


def never() -> bool:
    """For a caller that does not stop."""
    return False


@dataclass(frozen=True, slots=True)
class Target:
    """A place, and the folder in it; none while the place is not there.

    `once`: asked for by hand, under this name if it has one; no older backup there is let go.
    """

    place: Place
    folder: Path | None
    once: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job made, and what the copy held."""

    made: tuple[Made, ...]
    inside: Inside | None = None


@dataclass(frozen=True, slots=True)
class BackupJob:
    """One copy into some places. A place that fails is told of in what comes back; it stops no other."""

    order: Order = field(repr=False)
    folder: Path
    targets: tuple[Target, ...]

    def run(self, progress: Progress = no_progress, cancelled: Cancelled = never) -> Outcome:
        """For the bench. Raises BackupStopped and BackupUnderWay; all else is in what comes back."""
        there = [(one, one.folder) for one in self.targets if one.folder is not None]
        gone = tuple(self._failed(one, PlaceGone(one.place.label)) for one in self.targets if not one.folder)
        if not there:
            return Outcome(gone)
        size = self.order.lock.path.stat().st_size
        meter = backup.Meter(size * (BY_COPY + BY_PLACE * len(there)), progress, cancelled)
        try:
            with backup.staged(self.order, self.folder, meter) as copy:
                made = tuple(self._into(target, folder, copy, meter) for target, folder in there)
                words = container.unseal_words(self.order.backup_key, copy.manifest)
                return Outcome(made + gone, backup_files.inside_of(copy.manifest, words))
        except (BackupStopped, BackupUnderWay):
            raise
        except KetaCounselError as error:
            return Outcome(tuple(self._failed(one, error) for one, _ in there) + gone)

    def _into(self, target: Target, folder: Path, copy: Staged, meter: Meter) -> Made:
        order, place = self.order, target.place
        name = target.name or backup.file_name(order.local_at, order.pinned)
        try:
            path = backup.publish(copy, order.backup_key, folder, name, place.label, meter)
        except BackupStopped:
            raise
        except KetaCounselError as error:
            return self._failed(target, error)
        file = backup_files.read(path, place, order.backup_key)
        if copy.proof.signed_changed or not copy.records_read:
            what = SIGNATURE if copy.records_read else UNREAD
            return Made(place, order.made_at, file, what, OPEN_CHECK)
        if not target.once:
            backup_files.rotate(folder, place, order.lock.records_uuid, order.backup_key, order.made_at)
        return Made(place, order.made_at, file)

    def _failed(self, target: Target, error: KetaCounselError) -> Made:
        return Made(target.place, self.order.made_at, None, error.what, error.todo)


@dataclass(frozen=True, slots=True)
class RestoreTestJob:
    """A restore tried out: into a private folder beside the records, read in full, and thrown away."""

    file: BackupFile
    keys: Keys = field(repr=False)
    folder: Path
    now: Callable[[], datetime]

    def run(self, progress: Progress = no_progress, cancelled: Cancelled = never) -> RestoreTest:
        """For the bench. Raises BackupStopped and BackupUnderWay; a failed test is what comes back."""
        try:
            self._try(progress, cancelled)
        except (BackupStopped, BackupUnderWay):
            raise
        except KetaCounselError as error:
            return RestoreTest(self.now(), False, self.file.made_at, error.what)
        return RestoreTest(self.now(), True, self.file.made_at)

    def _try(self, progress: Progress, cancelled: Cancelled) -> None:
        head = container.read_head(self.file.path)
        opens_with(head, self.keys)
        size = head.manifest.db.bytes
        meter = backup.Meter(2 * size, progress, cancelled)
        with testing_folder(self.folder) as beside:
            lock = extract(self.file.path, head, self.keys, beside, meter)
            meter.part(size)
            everything_there(head, lock, self.keys, meter)


def opens_with(head: container.Head, keys: Keys) -> None:
    """Raises BackupOfOthers, OtherKeys, BackupAltered."""
    if head.manifest.records_uuid != keys.records_uuid:
        raise BackupOfOthers
    if not keyfile.unaltered(head.key_file, keys.dek):
        raise OtherKeys
    if not container.authentic(head, keys.use("backup")):
        raise BackupAltered


def extract(path: Path, head: container.Head, keys: Keys, into: Path, meter: Meter) -> engine.Lock:
    """The database of a backup as a file of its own. Raises PlaceFull, BackupAltered, BackupCutOff."""
    target = into / backup.COPY
    with backup.place_errors("this computer"):
        backup.need_room(into, head.manifest.db.bytes + backup.SPARE_BYTES, "")
        files.make_empty(target)
        with target.open("r+b") as file:
            container.copy_db(path, head, file, meter.step)
    return engine.Lock(target, keys.use("db"), keys.salt, keys.records_uuid)


def everything_there(head: container.Head, lock: engine.Lock, keys: Keys, meter: Meter) -> proof.Proof:
    """Read it all, bring it up to date as a restore would, and count it against what the backup said.

    Raises BackupUnsound, RecordsUnsound, BackupAltered, NewerBackup.
    """
    said, size = head.manifest, head.manifest.db.bytes
    if said.revision not in migrate.revisions():
        raise NewerBackup
    found = proof.prove(
        lock,
        keys.use("audit"),
        lambda _: (0, 0),
        meter.cancelled,
        whole_chain=True,
        part_done=lambda: meter.step(size // 8),
    )
    words = container.unseal_words(keys.use("backup"), said)
    if found.mark != said.mark or found.counts.tables != words["tables"]:
        raise BackupAltered
    bring_up_to_date(lock)
    checked, changed = backup_proofs.every(keys.use("sign"))(lock)
    if changed:
        raise BackupAltered(
            f"{changed} of {checked} signed notes in this backup don’t match their signature."
        )
    return replace(found, signed_checked=checked, signed_changed=changed)


def bring_up_to_date(lock: engine.Lock) -> None:
    """Take the steps that the tables of an earlier version need."""
    opened = engine.open_engine(lock)
    try:
        migrate.upgrade(opened)
    finally:
        opened.dispose()


@contextmanager
def testing_folder(folder: Path) -> Iterator[Path]:
    """A private folder for a copy that nobody keeps."""
    beside = folder / TESTING
    with backup.place_errors("this computer"):
        try:
            held = RecordsLock.acquire(beside)
        except AlreadyOpen as error:
            raise BackupUnderWay from error
    try:
        _empty(beside)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        held.release()


def _empty(beside: Path) -> None:
    with contextlib.suppress(OSError):
        for left in beside.glob(f"{backup.COPY}*"):
            left.unlink()
