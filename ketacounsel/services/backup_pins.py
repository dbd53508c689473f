"""A backup that is made before something large happens to the records, and kept however often that fails."""

from __future__ import annotations

import json
import platform
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ketacounsel import __version__, paths
from ketacounsel.core.backup_errors import BackupUnsound
from ketacounsel.core.backups import COMPUTER, Place
from ketacounsel.services import backup_book, backup_files, backup_proofs
from ketacounsel.services.backup_job import BackupJob, Target
from ketacounsel.store import backup, files, key_bytes, proof
from ketacounsel.store.snapshot import Source

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.store.engine import Lock
    from ketacounsel.store.gate import Gate
    from ketacounsel.store.keyfile import Keys

BEFORE_UPDATE: Final = "before update"
_WHOSE: Final = "SELECT zone, invented, json_extract(settings, '$.backups') FROM practice"


def pin(raw: Any, gate: Gate | None, lock: Lock, keys: Keys, why: str, now: datetime) -> Path | None:
    """Keep the records as they are now on this computer. None for a practice set.

    The same state is pinned only once, so that no failure that repeats itself drives it out. `raw` is the
    driver's writing connection. Raises PlaceFull, PlaceReadOnly, PlaceFailed, RecordsUnsound.
    """
    zone, invented, kept = raw.execute(_WHOSE).fetchone() or ("UTC", 1, None)
    if invented:
        return None
    folder = paths.backups_folder()
    with backup.place_errors("this computer"):
        files.make_private_folder(folder)
    place, key = Place(COMPUTER, "computer", folder, "This computer"), keys.use("backup")
    mark = proof.mark_of(raw)
    for file in backup_files.in_folder(folder, place, keys.records_uuid, key):
        if file.good and file.pinned == why and file.mark == mark:
            return file.path
    order = backup.Order(
        lock=lock,
        source=Source(raw, gate),
        key_file=key_bytes.of_folder(lock.path.parent, keys.dek),
        backup_key=key,
        audit_key=keys.use("audit"),
        signed=backup_proofs.some(keys.use("sign")),
        history=backup_book.from_json(json.loads(kept) if kept else None).history,
        computer=platform.node(),
        app=__version__,
        made_at=now,
        local_at=now.astimezone(ZoneInfo(zone)),
        pinned=why,
    )
    made = BackupJob(order, lock.path.parent, (Target(place, folder),)).run().made[0]
    if made.file is None:
        raise BackupUnsound(made.what, todo=made.todo)
    return made.file.path
