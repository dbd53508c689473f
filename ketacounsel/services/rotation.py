"""A new data key: for when somebody who no longer may has, or may have, a copy of the records and a way in.

Rare, slow and verified. The records must be closed. They are written once more under the new key beside the
present ones, compared row by row, and put in their place as a restore would; the present set is kept. What
was signed and sealed before stays proven: those keys outlast it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ketacounsel import paths
from ketacounsel.core import recovery_key
from ketacounsel.services import backup_pins, backup_proofs, vault
from ketacounsel.services.keys import check_typed_back, groups_to_ask
from ketacounsel.store import (
    audit,
    backup,
    engine,
    files,
    kdf,
    key_copies,
    keyfile,
    presence,
    proof,
    rekey,
    settle,
    swap,
)
from ketacounsel.store.guard import RecordsLock
from ketacounsel.store.head import HEAD, Sealer, Seen
from ketacounsel.store.store import Act, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from ketacounsel.store.kdf import KdfCost
    from ketacounsel.store.keyfile import Keys

NEW_DATA_KEY: Final = "Changed the data key"
BEFORE: Final = "before new data key"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A data key that nothing is kept under yet, and the recovery key to print and type back."""

    words: str = field(repr=False)
    asked: tuple[int, ...]
    made_at: datetime
    key_file: keyfile.KeyFile = field(repr=False)
    keys: Keys = field(repr=False)
    present: Keys = field(repr=False)


def draft(
    folder: Path,
    passphrase: str,
    now: datetime,
    typed_old_key: str = "",
    cost: Callable[[], KdfCost] = kdf.calibrate,
) -> NewKey:
    """For the bench; writes nothing. Raises WrongPassphrase, WrongRecoveryKey.

    Your passphrase stays. The ways in of other people end; with the old recovery key theirs is kept for the
    jottings they wrote. The recovery key is a new one.
    """
    present = key_copies.unlock_with_passphrase(folder, passphrase)
    known = key_copies.unlock_with_recovery_key(folder, typed_old_key).personal if typed_old_key else {}
    everybody = {**known, **present.personal}
    before = key_copies.trusted(folder, present.dek)
    file = replace(before, salt=secrets.token_bytes(kdf.SALT_BYTES))
    keys = replace(
        present, dek=secrets.token_bytes(kdf.KEY_BYTES), salt=file.salt, seal=present.seal or present.dek
    )
    secret = secrets.randbits(recovery_key.BITS).to_bytes(recovery_key.SECRET_BYTES, "big")
    created = now.isoformat(timespec="seconds")
    slots = (
        keyfile.passphrase_slot(file, keys, passphrase, cost(), created),
        keyfile.recovery_slot(file, replace(keys, personal=everybody), secret, created),
    )
    return NewKey(recovery_key.encode(secret), groups_to_ask(), now, file.with_slots(slots), keys, present)


def rotate(
    folder: Path,
    new: NewKey,
    typed_groups: Sequence[str],
    now: datetime,
    part_done: Callable[[], None] = lambda: None,
) -> str:
    """Keep the closed records under the new key; where the present set is kept for 30 days. For the bench.

    A crash leaves the one or the other, whole. Raises BadInput for groups that are not as printed,
    AlreadyOpen, StateInDoubt, DamagedRecords, PlaceFull, PlaceFailed.
    """
    check_typed_back(new.words, new.asked, typed_groups)
    files.keep_private()
    held = RecordsLock.acquire(folder)
    try:
        with backup.place_errors("this computer"):
            return _rotate(folder, new, now, part_done)
    finally:
        held.release()


def _rotate(folder: Path, new: NewKey, now: datetime, part_done: Callable[[], None]) -> str:
    present = _lock(folder, new.present)
    settle.settle(present, vault.seals_of(new.present), now)
    backup.need_room(folder, 2 * present.path.stat().st_size, "this computer")
    _pin(present, new.present, now)
    swap.clear(folder)
    beside = folder / swap.RESTORING
    files.make_private_folder(beside)
    try:
        _write(present, beside, new, now, part_done)
        aside = swap.begin(folder, now)
    except BaseException:
        swap.clear(folder)
        raise
    swap.finish(folder, paths.seen_folder())
    return aside


def _pin(present: engine.Lock, keys: Keys, now: datetime) -> None:
    db = engine.connect(present)
    try:
        backup_pins.pin(db, None, present, keys, BEFORE, now)
    finally:
        db.close()


def _write(
    present: engine.Lock, beside: Path, new: NewKey, now: datetime, part_done: Callable[[], None]
) -> None:
    keys = new.keys
    lock = _lock(beside, keys)
    rekey.copy(present, lock, part_done)
    audit_key, every = keys.use("audit"), backup_proofs.every(keys.use("sign"))
    proof.prove(lock, audit_key, every, lambda: False, whole_chain=True, part_done=part_done)
    key_copies.write(beside, new.key_file, keys.dek)
    store = Store(engine.open_engine(lock), lock.path, audit.Chain(audit_key).append)
    try:
        with store.doing(Act(NEW_DATA_KEY, now, keys.counselor_id, "practice", category="key")):
            pass
    finally:
        store.close()
    if store.mark is None:
        raise ValueError("records without an audit are brought up to date when they are opened")
    sealer = Sealer(keys.use("head"), keys.records_uuid)
    sealer.write_new(beside / HEAD, Seen(store.mark, now, clean=True))


def _lock(folder: Path, keys: Keys) -> engine.Lock:
    return engine.Lock(folder / presence.RECORDS, keys.use("db"), keys.salt, keys.records_uuid)
