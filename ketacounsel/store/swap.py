"""Putting one set of records in the place of another, so that a crash leaves one of the two whole.

The new set is made complete in a folder of its own; then one small file says so, and from then on every
start ends what was begun before anything is opened. The set that was there is moved aside and kept. No key
is needed.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ketacounsel.core.backup_errors import NothingSetAside
from ketacounsel.core.backups import KEPT_ASIDE, SetAside
from ketacounsel.core.errors import DamagedKeyFile
from ketacounsel.store import files, keyfile, presence
from ketacounsel.store.head import HEAD

if TYPE_CHECKING:
    from pathlib import Path

RESTORING: Final = presence.RESTORING
READY: Final = presence.READY
MOVED: Final = "moved-aside"
ASIDE: Final = "before-restore-"
BACK: Final = ".went-back"
JOURNAL: Final = f"{presence.RECORDS}-journal"
SET: Final = (
    presence.RECORDS,
    JOURNAL,
    f"{presence.RECORDS}-wal",
    f"{presence.RECORDS}-shm",
    HEAD,
    presence.COPY_A,
    presence.COPY_B,
)
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"before-restore-(\d{8}T\d{6}Z)(-\d+)?")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which folder holds the new set, and which gets the old one."""

    source: str
    aside: str


def begin(folder: Path, now: datetime, *, source: str = RESTORING) -> str:
    """Say that the set in `source` is whole and is to be put in place; where the present one will be kept.

    Until this returns nothing of the present set was touched, and from then on `finish` ends it.
    """
    beside = folder / RESTORING
    files.make_private_folder(beside)
    aside = _free_name(folder, now)
    files.sync_folder(folder / source)
    files.write_atomically(beside / READY, json.dumps({"aside": aside, "source": source}).encode())
    files.sync_folder(folder)
    return aside


def finish(folder: Path, seen_folder: Path) -> bool:
    """End a restore that was begun, from wherever it was broken off. False when there was none."""
    plan = _plan(folder)
    if plan is None:
        return False
    beside, source, aside = folder / RESTORING, folder / plan.source, folder / plan.aside
    if not (beside / MOVED).exists():
        _move_set(folder, aside)
        files.write_atomically(beside / MOVED, b"")
    _move_set(source, folder)
    files.sync_folder(folder)
    _seen_now(folder, seen_folder)
    (beside / READY).unlink()
    files.sync_folder(beside)  # with the plan still there and its marks gone, the next start would begin anew
    shutil.rmtree(beside, ignore_errors=True)
    for empty in (source, aside):
        with contextlib.suppress(OSError):
            empty.rmdir()
    return True


def clear(folder: Path) -> None:
    """Throw away what a restore that never became ready had made."""
    if _plan(folder) is None:
        shutil.rmtree(folder / RESTORING, ignore_errors=True)


def kept(folder: Path) -> tuple[SetAside, ...]:
    """The sets that were moved aside, newest first."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match and (path / presence.RECORDS).exists():
                at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                size = sum(file.stat().st_size for file in path.iterdir())
                found.append(SetAside(path.name, at, at + KEPT_ASIDE, size))
    return tuple(sorted(found, key=lambda one: one.id, reverse=True))


def go_back(folder: Path, set_id: str, now: datetime) -> str:
    """Begin putting a set that was moved aside back in place. Raises NothingSetAside."""
    if set_id not in {one.id for one in kept(folder)}:
        raise NothingSetAside
    clear(folder)
    files.write_atomically(folder / BACK, set_id.encode())
    return begin(folder, now, source=set_id)


def went_back(folder: Path) -> str:
    """Which set was put back since the records were last open; empty when none was. For the audit."""
    try:
        set_id = (folder / BACK).read_bytes()[:64].decode("ascii", "replace")
    except OSError:
        return ""
    return set_id if _NAME.fullmatch(set_id) else ""


def forget_going_back(folder: Path) -> None:
    """It stands in the audit now."""
    with contextlib.suppress(OSError):
        (folder / BACK).unlink(missing_ok=True)


def drop_old(folder: Path, now: datetime) -> int:
    """Let the sets go whose time is over. Returns how many went."""
    old = [one for one in kept(folder) if one.until < now]
    for one in old:
        shutil.rmtree(folder / one.id, ignore_errors=True)
    return len(old)


def _plan(folder: Path) -> _Plan | None:
    try:
        raw = json.loads((folder / RESTORING / READY).read_bytes())
        plan = _Plan(raw["source"], raw["aside"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    ours = plan.source == RESTORING or _NAME.fullmatch(plan.source)
    return plan if ours and _NAME.fullmatch(plan.aside) else None


def _move_set(source: Path, target: Path) -> None:
    """The database first: a journal must never go before it."""
    files.make_private_folder(target)
    for name in SET:
        if (source / name).exists():
            (source / name).replace(target / name)
    files.sync_folder(target)
    if source.exists():
        files.sync_folder(source)


def _seen_now(folder: Path, seen_folder: Path) -> None:
    """What this computer saw last is the new set's own head: it is not to be taken for an older copy."""
    with contextlib.suppress(OSError, DamagedKeyFile):
        uuid = keyfile.decode((folder / presence.COPY_A).read_bytes()).records_uuid
        data = (folder / HEAD).read_bytes()
        seen = seen_folder / f"{uuid}.head"
        try:
            files.make_private_folder(seen_folder)
            files.write_atomically(seen, data)
        except OSError:
            seen.unlink(missing_ok=True)  # better nothing than what was before


def _free_name(folder: Path, now: datetime) -> str:
    stamp = f"{ASIDE}{now.astimezone(UTC):{_STAMP}}"
    taken = {path.name for path in folder.iterdir()}
    return next(name for name in (stamp, *(f"{stamp}-{n}" for n in range(2, 1000))) if name not in taken)
