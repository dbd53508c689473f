"""Restoring at the door, without open records: find a backup, unlock it, look inside, put it in place.

The backup itself is only read. All of this is for the bench.
"""

from __future__ import annotations

import contextlib
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ketacounsel import models, paths
from ketacounsel.core.backup_errors import (
    BackupAltered,
    BackupMissing,
    BackupOfOthers,
    BackupStopped,
    NewerBackup,
    NoRoomToRestore,
    PlaceFull,
    RestoreStopped,
)
from ketacounsel.core.backups import Found, Inside, Restored, SetAside
from ketacounsel.core.errors import DamagedKeyFile, KetaCounselError, NoRecords
from ketacounsel.services import backup_book, backup_files, backup_job
from ketacounsel.services.backup_job import never, no_progress
from ketacounsel.services.practice import PRACTICE_ID
from ketacounsel.store import (
    audit,
    backup,
    container,
    engine,
    files,
    key_bytes,
    key_copies,
    migrate,
    places,
    presence,
    swap,
)
from ketacounsel.store.guard import RecordsLock
from ketacounsel.store.head import HEAD, BadHead, Sealer, Seen
from ketacounsel.store.store import Act, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketacounsel.store.container import Head
    from ketacounsel.store.keyfile import Keys
    from ketacounsel.store.snapshot import Cancelled, Progress

RESTORED: Final = "Restored a backup"
THIS_COMPUTER: Final = "This computer"


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup that was unlocked."""

    path: Path
    head: Head = field(repr=False)
    keys: Keys = field(repr=False)

    @property
    def made_at(self) -> datetime:
        return self.head.manifest.made_at


@dataclass(frozen=True, slots=True)
class Looked:
    """What an unlocked backup holds, read in full.

    `replaces`: there are records in the folder. `others`: they are not those of the backup. `newer_lines`:
    how many acts the present records have that the backup lacks; None when that can't be told.
    """

    inside: Inside
    replaces: bool
    others: bool
    newer_lines: int | None


@dataclass(frozen=True, slots=True)
class Done:
    """Restored. `aside` names the folder of the replaced records, empty when there were none."""

    folder: Path
    aside: str
    keys: Keys = field(repr=False)


# -- finding -------------------------------------------------------------------------------------


def find(
    folders: Iterable[Path] = (),
    *,
    computer: Path | None = None,
    roots: places.Roots = places.mounted,
) -> tuple[Found, ...]:
    """The backups on this computer, on the drives that are plugged in and in these folders, newest first."""
    named = [(computer or paths.backups_folder(), THIS_COMPUTER)]
    named += [(folder, root.name) for root in roots() for folder in (root, root / places.FOLDER)]
    named += [(folder, folder.name) for folder in folders]
    found: dict[Path, Found] = {}
    for folder, label in named:
        with contextlib.suppress(OSError):
            for path in folder.glob(f"*{container.SUFFIX}"):
                found.setdefault(path.resolve(), _found(path, label))
    return tuple(sorted(found.values(), key=_newest_first))


def newest_of(folder: Path, found: Iterable[Found]) -> Found | None:
    """The newest that can be used: of the records in this folder, or of any where there are none."""
    good = [one for one in found if not one.problem]
    try:
        own = key_copies.read(folder).records_uuid
    except (NoRecords, DamagedKeyFile):
        own = ""
    return next((one for one in good if own in ("", one.records_uuid)), None)


def read(path: Path) -> Found:
    """One backup that was chosen by hand.

    Raises BackupMissing, NotABackup, BackupCutOff, BackupAltered, NewerBackup.
    """
    said = _head(path).manifest
    size = path.stat().st_size
    return Found(path, said.made_at, said.computer, size, said.records_uuid, path.parent.name, said.pinned)


def _found(path: Path, label: str) -> Found:
    try:
        return replace(read(path), label=label)
    except (KetaCounselError, OSError) as error:
        problem = error.what if isinstance(error, KetaCounselError) else BackupMissing.what
        return Found(path, None, "", 0, "", label, problem=problem)


def _newest_first(found: Found) -> tuple[bool, float]:
    return found.made_at is None, -found.made_at.timestamp() if found.made_at else 0.0


# -- unlocking and looking inside ----------------------------------------------------------------


def unlock(path: Path, passphrase: str) -> Opened:
    """Slow. Raises WrongBackupPassphrase, and as `read`."""
    head = _head(path)
    return _opened(path, head, key_bytes.unlock_with_passphrase(head.key_file, passphrase))


def unlock_with_recovery_key(path: Path, typed: str) -> Opened:
    """Raises BadInput for a typing error, WrongBackupRecoveryKey, and as `read`."""
    head = _head(path)
    return _opened(path, head, key_bytes.unlock_with_recovery_key(head.key_file, typed))


def look_inside(
    opened: Opened, folder: Path, progress: Progress = no_progress, cancelled: Cancelled = never
) -> Looked:
    """Take the backup apart beside the records, read every page of it and count it. Nothing is replaced.

    Raises RestoreStopped, NoRoomToRestore, BackupAltered, NewerBackup, AlreadyOpen.
    """
    files.keep_private()
    size = opened.head.manifest.db.bytes
    meter = backup.Meter(2 * size, progress, cancelled)
    with _alone(folder), _as_restore():
        swap.clear(folder)
        beside = folder / swap.RESTORING
        files.make_private_folder(beside)
        try:
            lock = backup_job.extract(opened.path, opened.head, opened.keys, beside, meter)
            meter.part(size)
            backup_job.everything_there(opened.head, lock, opened.keys, meter)
            lock.path.rename(beside / presence.RECORDS)
        except BaseException:
            swap.clear(folder)
            raise
    words = container.unseal_words(opened.keys.use("backup"), opened.head.manifest)
    inside = backup_files.inside_of(opened.head.manifest, words)
    return Looked(inside, presence.exists(folder), _others(opened, folder), _newer_lines(opened, folder))


def try_out(opened: Opened, progress: Progress = no_progress, cancelled: Cancelled = never) -> Inside:
    """The same in a private folder that goes away afterwards. Raises as `look_inside`."""
    files.keep_private()
    size = opened.head.manifest.db.bytes
    meter = backup.Meter(2 * size, progress, cancelled)
    with tempfile.TemporaryDirectory(prefix="ketacounsel-") as name, _as_restore():
        lock = backup_job.extract(opened.path, opened.head, opened.keys, Path(name), meter)
        meter.part(size)
        backup_job.everything_there(opened.head, lock, opened.keys, meter)
    words = container.unseal_words(opened.keys.use("backup"), opened.head.manifest)
    return backup_files.inside_of(opened.head.manifest, words)


def give_up(folder: Path) -> None:
    """Nothing is restored after all."""
    swap.clear(folder)


# -- restoring -----------------------------------------------------------------------------------


def restore(opened: Opened, folder: Path, now: datetime, *, other_records: bool = False) -> Done:
    """Put what was looked into in place; the present records are moved aside and kept for 30 days.

    A crash leaves the one or the other, whole. Raises BackupOfOthers, AlreadyOpen, RestoreStopped when
    nothing was looked into.
    """
    files.keep_private()
    with _alone(folder), _as_restore():
        beside = folder / swap.RESTORING
        if not (beside / presence.RECORDS).exists():
            raise RestoreStopped(todo="Look inside the backup first.")
        if _others(opened, folder) and not other_records:
            raise BackupOfOthers
        complete(opened, beside, now)
        aside = swap.begin(folder, now)
        swap.finish(folder, paths.seen_folder())
    return Done(folder, aside if (folder / aside).exists() else "", opened.keys)


def set_aside(folder: Path) -> tuple[SetAside, ...]:
    """The records that restores replaced, newest first."""
    return swap.kept(folder)


def undo_restore(folder: Path, set_id: str, now: datetime) -> str:
    """Put replaced records back; those of now are moved aside in turn. They open with their own passphrase.

    Raises NothingSetAside, AlreadyOpen.
    """
    with _alone(folder), _as_restore():
        aside = swap.go_back(folder, set_id, now)
        swap.finish(folder, paths.seen_folder())
    return aside


def complete(opened: Opened, beside: Path, now: datetime) -> None:
    """Key files, the line in the audit, the pause of backups, and a head of their own."""
    for name in (presence.COPY_B, presence.COPY_A):
        files.write_atomically(beside / name, opened.head.key_file)
    keys, lock = (
        opened.keys,
        engine.Lock(
            beside / presence.RECORDS, opened.keys.use("db"), opened.keys.salt, opened.keys.records_uuid
        ),
    )
    store = Store(engine.open_engine(lock), lock.path, audit.Chain(keys.use("audit")).append)
    try:
        act = Act(RESTORED, now, keys.counselor_id, "backup", opened.path.name, category="restore")
        with store.doing(act) as db:
            row: Any = db.get_one(models.Practice, PRACTICE_ID)
            book = backup_book.from_json(row.settings.get(backup_book.KEY))
            restored = Restored(opened.made_at, now, opened.head.manifest.computer, "")
            book = replace(book, history=secrets.token_hex(4), restored=restored)
            row.settings = {**row.settings, backup_book.KEY: backup_book.to_json(book)}
    finally:
        store.close()
    if store.mark is None:
        raise BackupAltered
    sealer = Sealer(keys.use("head"), keys.records_uuid)
    sealer.write_new(beside / HEAD, Seen(store.mark, now, clean=True))


def _head(path: Path) -> Head:
    head = container.read_head(path)
    if head.manifest.revision not in migrate.revisions():
        raise NewerBackup
    return head


def _opened(path: Path, head: Head, keys: Keys) -> Opened:
    backup_job.opens_with(head, keys)
    return Opened(path, head, keys)


def _others(opened: Opened, folder: Path) -> bool:
    """Whether the folder holds records that this backup is not of."""
    try:
        return key_copies.read(folder).records_uuid != opened.keys.records_uuid
    except (NoRecords, DamagedKeyFile):
        return False


def _newer_lines(opened: Opened, folder: Path) -> int | None:
    """How far the present records have come since the backup, when its keys can read their head."""
    sealer = Sealer(opened.keys.use("head"), opened.keys.records_uuid)
    try:
        seen = sealer.read(folder / HEAD)
    except BadHead:
        return None
    return max(0, seen.mark.seq - opened.head.manifest.mark.seq) if seen else None


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other program may open these records meanwhile. Raises AlreadyOpen."""
    held = RecordsLock.acquire(folder)
    try:
        yield
    finally:
        held.release()


@contextlib.contextmanager
def _as_restore() -> Iterator[None]:
    """What the disk refuses, in the words of restoring."""
    try:
        with backup.place_errors("this computer"):
            yield
    except PlaceFull as error:
        raise NoRoomToRestore(error.missing_bytes) from error
    except BackupStopped as error:
        raise RestoreStopped from error
