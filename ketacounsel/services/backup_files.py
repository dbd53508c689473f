"""Backups as they lie in a folder: read by their heads, newest first, and what is sealed in one."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ketacounsel.core.backups import BackupFile, Inside, Place
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.rotation import to_drop
from ketacounsel.store import container

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ketacounsel.store.container import Head, Manifest


def in_folder(folder: Path, place: Place, records_uuid: str, key: bytes) -> list[BackupFile]:
    """The backups of these records in a folder, newest first; none where it can't be read."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.glob(f"*{container.SUFFIX}"):
            with contextlib.suppress(KetaCounselError, OSError):
                file = read(path, place, key)
                if file.records_uuid == records_uuid:
                    found.append(file)
    return sorted(found, key=lambda file: (file.made_at, file.mark.seq), reverse=True)


def read(path: Path, place: Place, key: bytes | None = None) -> BackupFile:
    """One backup by its head; with the backup key, whether these records wrote it. Raises as `read_head`.

    Only what was checked ever got its name; so it counts as checked when it was made.
    """
    head = container.read_head(path)
    file = of_head(path, head, place)
    if key is not None and not container.authentic(head, key):
        return replace(file, checked_at=None)
    return file


def of_head(path: Path, head: Head, place: Place) -> BackupFile:
    """The same from a head at hand."""
    said = head.manifest
    return BackupFile(
        path=path,
        made_at=said.made_at,
        mark=said.mark,
        bytes=head.db_at + said.db.bytes,
        checked_at=said.made_at,
        pinned=said.pinned,
        place=place,
        records_uuid=said.records_uuid,
        history=said.history,
        computer=said.computer,
        app=said.app,
    )


def inside_of(manifest: Manifest, words: Mapping[str, Any]) -> Inside:
    """What the sealed part says."""
    tables = words["tables"]
    last = words["last_entry_at"]
    return Inside(
        clients=tables.get("client", 0),
        active=words["active"],
        notes=tables.get("note", 0),
        signed=words["signed"],
        drafts=tables.get("note", 0) - words["signed"],
        scores=words["scores"],
        measures=words["measures"],
        last_entry_at=datetime.fromisoformat(last) if last else None,
        last_entry_kind=words["last_entry_kind"],
        made_at=manifest.made_at,
        computer=manifest.computer,
        practice=words["practice"],
    )


def rotate(folder: Path, place: Place, records_uuid: str, key: bytes, now: datetime) -> int:
    """Let the old ones go that a newer checked one made spare. Returns how many went."""
    gone = 0
    for file in to_drop(in_folder(folder, place, records_uuid, key), now):
        with contextlib.suppress(OSError):
            file.path.unlink()
            gone += 1
    return gone
