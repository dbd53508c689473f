"""Making a backup: copy, check, then one file in each place, read back from the disk before it gets its name.

The copy is made once, in a private folder beside the records, however many places it goes to. Nothing that
was broken off is ever taken for a backup: only a checked file gets a backup's name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from ketacounsel.core.backup_errors import (
    BackupStopped,
    BackupUnderWay,
    BackupUnsound,
    PlaceFailed,
    PlaceFull,
    PlaceGone,
    PlaceReadOnly,
    RecordsUnsound,
)
from ketacounsel.core.errors import AlreadyOpen, DamagedRecords, KetaCounselError
from ketacounsel.store import audit, checks, container, engine, files, inside, proof, snapshot
from ketacounsel.store.container import SUFFIX, Manifest, Part
from ketacounsel.store.gate import Gate
from ketacounsel.store.guard import RecordsLock

if TYPE_CHECKING:
    from ketacounsel.core.audit import Mark
    from ketacounsel.store.proof import Proof, Signed
    from ketacounsel.store.snapshot import Cancelled, Progress, Source

STAGING: Final = ".backing-up"
COPY: Final = "copy.db"
SPARE_BYTES: Final = 16 * 1024 * 1024
"""Left free on a disk whatever is copied to it: the records beside may need it."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SHUT: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE: Final = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ESTALE})


@dataclass(frozen=True, slots=True)
class Order:
    """What to back up and what to say of it. `words` are sealed into the file."""

    lock: engine.Lock
    source: Source = field(repr=False)
    key_file: bytes = field(repr=False)
    backup_key: bytes = field(repr=False)
    audit_key: bytes = field(repr=False)
    signed: Signed = field(repr=False)
    history: str
    computer: str
    app: str
    made_at: datetime
    local_at: datetime
    pinned: str = ""


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy that was checked, with the head it gets in every place."""

    path: Path
    head: bytes = field(repr=False)
    manifest: Manifest
    proof: Proof
    records_read: bool = True
    """The records themselves could be read beside it; else the copy may be better than they are now."""


class Meter:
    """Bytes dealt with of all that are to be; asks at each whether to go on."""

    def __init__(self, total: int, progress: Progress, cancelled: Cancelled) -> None:
        self._total, self._progress, self.cancelled = max(1, total), progress, cancelled
        self._before, self._done = 0, 0

    def step(self, count: int) -> None:
        """So many bytes more."""
        self.at(self._done + count)

    def at(self, done: int) -> None:
        """So many bytes of this part."""
        if self.cancelled():
            raise BackupStopped
        self._done = done
        self._progress(min(self._before + done, self._total), self._total)

    def part(self, whole: int) -> None:
        """The part is over; it was so many bytes."""
        self._before, self._done = self._before + whole, 0


@contextmanager
def staged(order: Order, folder: Path, meter: Meter) -> Iterator[Staged]:
    """The checked copy, in a private folder that goes away afterwards. Raises as `snapshot` and `proof`."""
    beside = folder / STAGING
    with _alone(beside):
        size = order.lock.path.stat().st_size
        need_room(beside, size + SPARE_BYTES, "")
        with place_errors("this computer"):
            copy = _stage(order, beside, size, meter)
        yield copy


def _stage(order: Order, beside: Path, size: int, meter: Meter) -> Staged:
    lock = replace(order.lock, path=beside / COPY)
    try:
        snapshot.copy(order.source, lock, lambda done, _: meter.at(min(done, size)), meter.cancelled)
    except DamagedRecords as error:
        raise RecordsUnsound from error
    meter.part(size)
    snapshot.drop_from_memory(lock.path)
    found = _prove(order, lock, size, meter)
    records_read = with_the_records(order, found)
    meter.part(size)
    db = container.measure(lock.path, meter.step)
    meter.part(size)
    manifest = _manifest(order, found, db)
    head = container.encode_head(manifest, order.backup_key) + order.key_file
    return Staged(lock.path, head, manifest, found, records_read)


def _prove(order: Order, lock: engine.Lock, size: int, meter: Meter) -> Proof:
    """The copy read in full; when it is not whole, whether the records themselves are to blame."""
    try:
        return proof.prove(
            lock, order.audit_key, order.signed, meter.cancelled, part_done=lambda: meter.step(size // 4)
        )
    except BackupUnsound as error:
        if checks.run(order.lock, order.source.gate).problems:
            raise RecordsUnsound from error
        raise


def with_the_records(order: Order, found: Proof) -> bool:
    """Hold the copy against the records: their state now, or an earlier one. Raises BackupUnsound.

    False when the records can't be read: what is in memory of them went into the copy, and that is whole.
    """
    try:
        db = engine.connect(order.lock, read_only=True)
        try:
            gate = order.source.gate or Gate()
            now, counts, seal = gate.run(db, lambda live: _state(live, found))
        finally:
            db.close()
    except engine.DriverError:
        return False
    if (seal or b"") != found.mark.mac or (now == found.mark and counts != found.counts.tables):
        raise BackupUnsound
    return True


def _state(db: Any, found: Proof) -> tuple[Mark, dict[str, int], bytes | None]:
    db.execute("BEGIN")
    try:
        return proof.mark_of(db), inside.count(db).tables, audit.seal_at(db, found.mark.seq)
    finally:
        db.execute("ROLLBACK")


def publish(copy: Staged, key: bytes, folder: Path, name: str, label: str, meter: Meter) -> Path:
    """Write the one file into a folder, read it back from the disk, and only then give it its name.

    Raises PlaceFull, PlaceGone, PlaceReadOnly, PlaceFailed, BackupUnsound, BackupStopped.
    """
    tag = copy.manifest.records_uuid[:8]
    size = copy.manifest.db.bytes
    with place_errors(label):
        remove_leftovers(folder, tag)
        need_room(folder, len(copy.head) + size + SPARE_BYTES // 4, label)
        path, part = folder / name, folder / f".{name}.{tag}.part"
        try:
            with os.fdopen(
                os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, files.PRIVATE_FILE), "wb"
            ) as file:
                _write(copy, file, meter)
            meter.part(size)
            snapshot.drop_from_memory(part)
            _read_back(part, key, meter)
            meter.part(size)
            if path.exists():
                raise FileExistsError(errno.EEXIST, "taken")
            part.rename(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _sync(folder)
    return path


def file_name(local_at: datetime, pinned: str = "") -> str:
    """ "KetaCounsel 2026-10-14 18-02 7f3a.kibak": a time and nobody's name."""
    why = f" {pinned}" if pinned else ""
    return f"KetaCounsel {local_at:%Y-%m-%d %H-%M}{why} {secrets.token_hex(2)}{SUFFIX}"


def remove_leftovers(folder: Path, tag: str) -> None:
    """What a killed run left in a place; never a backup."""
    for left in folder.glob(f".*{SUFFIX}.{tag}.part"):
        with contextlib.suppress(OSError):
            left.unlink()


def need_room(folder: Path, wanted: int, label: str) -> None:
    """Raises PlaceFull before a byte is written."""
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise PlaceFull(label, wanted - free)


@contextmanager
def place_errors(label: str) -> Iterator[None]:
    """What the disk of a place says, as refusals with their sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise PlaceFull(label) from error
        if error.errno in _SHUT:
            raise PlaceReadOnly(label) from error
        if error.errno in _GONE:
            raise PlaceGone(label) from error
        raise PlaceFailed(label) from error


def _write(copy: Staged, file: BinaryIO, meter: Meter) -> None:
    file.write(copy.head)
    with copy.path.open("rb") as db:
        for count, chunk in enumerate(container.chunks(db)):
            file.write(chunk)
            if count % 4 == 3:  # so that a save beside it never waits for all of it
                file.flush()
                os.fsync(file.fileno())
            meter.step(len(chunk))
    file.flush()
    os.fsync(file.fileno())


def _read_back(part: Path, key: bytes, meter: Meter) -> None:
    try:
        head = container.read_head(part)
        container.copy_db(part, head, None, meter.step)
    except BackupStopped:
        raise
    except KetaCounselError as error:
        raise BackupUnsound from error
    if not container.authentic(head, key):
        raise BackupUnsound


def _manifest(order: Order, found: Proof, db: Part) -> Manifest:
    words: dict[str, Any] = {
        "practice": found.counts.practice,
        "tables": found.counts.tables,
        "active": found.counts.active,
        "signed": found.counts.signed,
        "scores": found.counts.scores,
        "measures": found.counts.measures,
        "last_entry_at": found.counts.last_entry_at and found.counts.last_entry_at.isoformat(),
        "last_entry_kind": found.counts.last_entry_kind,
    }
    uuid = order.lock.records_uuid
    return Manifest(
        records_uuid=uuid,
        history=order.history,
        mark=found.mark,
        made_at=order.made_at,
        computer=order.computer,
        app=order.app,
        revision=found.revision,
        pinned=order.pinned,
        keys=Part(len(order.key_file), container.digest(order.key_file)),
        db=db,
        sealed=container.seal_words(order.backup_key, uuid, words),
    )


@contextmanager
def _alone(beside: Path) -> Iterator[None]:
    """One backup of these records at a time, whichever program makes it."""
    try:
        held = RecordsLock.acquire(beside)
    except AlreadyOpen as error:
        raise BackupUnderWay from error
    try:
        _empty(beside)
        yield
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        held.release()


def _empty(beside: Path) -> None:
    with contextlib.suppress(OSError):
        for left in beside.iterdir():
            if left.name.startswith(COPY):
                left.unlink()


def _sync(folder: Path) -> None:
    """Some sticks know no flushing of a folder."""
    try:
        files.sync_folder(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
