"""A journal that a crash left: does it belong to the file beside it? And a copy of both before it is used.

SQLite plays back any journal of that name. One of another time would mix two states without a sign.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ketacounsel.store import files
from ketacounsel.store.engine import PAGE_BYTES

if TYPE_CHECKING:
    from datetime import datetime
    from typing import BinaryIO

    from ketacounsel.store.engine import Lock

KEPT: Final = ".before-recovery"
READY: Final = "ready"
STRAY: Final = "stray-journal-"
_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_HEADER: Final = struct.Struct(">8sIIIII")
_SECTORS: Final = range(512, 65_537)
_UNTOLD: Final = (0, 0xFFFFFFFF)
_RECORD: Final = 4 + PAGE_BYTES + 4
_SALT, _IV, _MAC = 16, 16, 64
_FIRST_BLOCK: Final = slice(_SALT, _SALT + 16)
_COUNTER: Final = slice(24 - _SALT, 28 - _SALT)
_MASK: Final = 0x3A


def path_of(lock: Lock) -> Path:
    """Where the journal is."""
    return lock.path.with_name(f"{lock.path.name}-journal")


def is_left(lock: Lock) -> bool:
    """Whether a crash left something in it."""
    try:
        return path_of(lock).stat().st_size > 0
    except FileNotFoundError:
        return False


def belongs(lock: Lock) -> bool:
    """False when it was certainly written beside another state of the file.

    Each change counts up a number on the first page; the journal has that page as it was before. A first page
    torn by a power cut says nothing, and then the journal is what mends it.
    """
    before = _first_page(path_of(lock))
    with lock.path.open("rb") as file:
        now = file.read(PAGE_BYTES)
    was, stands = _changes(lock, before), _changes(lock, now)
    return was is None or stands is None or stands - was in (0, 1)


def keep(lock: Lock) -> Path:
    """A copy of both files, as the crash left them; the first one made stays. Raises OSError."""
    kept = lock.path.parent / KEPT
    if kept_of(lock):
        return kept
    shutil.rmtree(kept, ignore_errors=True)
    files.make_private_folder(kept)
    for path in (lock.path, path_of(lock)):
        shutil.copyfile(path, kept / path.name)
        _flush(kept / path.name)
    files.write_atomically(kept / READY, json.dumps(files.identity(lock.path)).encode())
    return kept


def kept_of(lock: Lock) -> Path | None:
    """A whole copy of this very file, from before it was recovered."""
    kept = lock.path.parent / KEPT
    try:
        of = json.loads((kept / READY).read_bytes())
    except (OSError, ValueError):
        return None
    return kept if of == list(files.identity(lock.path) or ()) else None


def put_back(lock: Lock) -> None:
    """Both files as the crash left them, when they were kept."""
    kept = kept_of(lock)
    if kept is None:
        return
    for path in (path_of(lock), lock.path):
        (kept / path.name).replace(path)
    files.sync_folder(lock.path.parent)
    drop(lock)


def drop(lock: Lock) -> None:
    """The copy is no longer needed."""
    shutil.rmtree(lock.path.parent / KEPT, ignore_errors=True)


def move_aside(lock: Lock, now: datetime) -> Path:
    """Out of SQLite's way, and kept."""
    aside = lock.path.with_name(f"{STRAY}{now:%Y-%m-%d-%H%M%S}")
    path_of(lock).replace(aside)
    files.sync_folder(lock.path.parent)
    return aside


def _first_page(journal: Path) -> bytes:
    """Page 1 as the journal has it; nothing when it is not in there."""
    with journal.open("rb") as file:
        size, at = os.fstat(file.fileno()).st_size, 0
        while header := _header(file, at):
            count, sector = header
            room = (size - at - sector) // _RECORD
            records = room if count in _UNTOLD else min(count, room)
            for number in range(records):
                file.seek(at + sector + number * _RECORD)
                if struct.unpack(">I", file.read(4))[0] == 1:
                    return file.read(PAGE_BYTES)
            at = -(-(at + sector + records * _RECORD) // sector) * sector
            if not records:
                break
    return b""


def _header(file: BinaryIO, at: int) -> tuple[int, int] | None:
    """How many pages follow this header, and how long it is."""
    file.seek(at)
    raw = file.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return None
    magic, count, _, _, sector, _ = _HEADER.unpack(raw)
    return (count, sector) if magic == _MAGIC and sector in _SECTORS else None


def _changes(lock: Lock, page: bytes) -> int | None:
    """How often the file had been changed when its first page was this one; None when the page is torn."""
    if len(page) != PAGE_BYTES:
        return None
    salt = bytes(byte ^ _MASK for byte in lock.salt)
    key = hashlib.pbkdf2_hmac("sha512", lock.key, salt, 2, len(lock.key))
    sealed, mac = page[_SALT:-_MAC], page[-_MAC:]
    if not hmac.compare_digest(hmac.digest(key, sealed + struct.pack("<I", 1), "sha512"), mac):
        return None
    iv = sealed[-_IV:]
    opener = Cipher(algorithms.AES(lock.key), modes.CBC(iv)).decryptor()
    plain = opener.update(page[_FIRST_BLOCK]) + opener.finalize()
    return int.from_bytes(plain[_COUNTER], "big")


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
