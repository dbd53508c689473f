"""Whether the change that a journal would undo can be one of the file beside it, by the pages that it holds.

SQLCipher puts a number by chance on the first page with each change, and writes that page before all others.
So while it is as the journal has it, the two belong together. When it is not, the change was being put on the
disk: then it had added its line to the audit, or was an update of the tables.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ketacounsel.store import engine
from ketacounsel.store.engine import PAGE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.store.engine import Lock

_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_HEADER: Final = struct.Struct(">8sIIIII")
_SECTORS: Final = range(512, 65_537)
_UNTOLD: Final = (0, 0xFFFFFFFF)
_RECORD: Final = 4 + PAGE_BYTES + 4
_SALT, _IV, _MAC = 16, 16, 64
_MASK: Final = 0x3A
_CHANGE: Final = slice(24, 28)
_BRANCH, _LAST_BRANCH = 5, slice(8, 12)
_DEEPEST: Final = 20
_ROOTS: Final = "SELECT name, rootpage FROM sqlite_master WHERE name IN ('audit', 'alembic_version')"


def belongs(lock: Lock, journal: Path, file: Path) -> bool:
    """Of both as the crash left them; the records themselves were recovered with that journal."""
    held = _pages(journal)
    with file.open("rb") as stream:
        now = _opened(lock, 1, stream.read(PAGE_BYTES))
    before = _opened(lock, 1, held.get(1, b""))
    if before is None or now is None or before[_CHANGE] == now[_CHANGE]:
        return True
    last = _last_pages(lock)
    return not last or bool(last & held.keys())


def _pages(journal: Path) -> dict[int, bytes]:
    """The pages as they were before."""
    found: dict[int, bytes] = {}
    data, at = journal.read_bytes(), 0
    while (header := data[at : at + _HEADER.size]) and len(header) == _HEADER.size:
        magic, count, _, _, sector, _ = _HEADER.unpack(header)
        if magic != _MAGIC or sector not in _SECTORS:
            break
        room = (len(data) - at - sector) // _RECORD
        records = room if count in _UNTOLD else min(count, room)
        for start in range(at + sector, at + sector + records * _RECORD, _RECORD):
            number = struct.unpack_from(">I", data, start)[0]
            found.setdefault(number, data[start + 4 : start + 4 + PAGE_BYTES])
        at = -(-(at + sector + records * _RECORD) // sector) * sector
        if records <= 0:
            break
    return found


def _last_pages(lock: Lock) -> set[int]:
    """Where the newest line of the audit stands, from the root to the leaf, and the number of the tables."""
    db: Any = engine.connect(lock, read_only=True)
    try:
        roots = dict(db.execute(_ROOTS).fetchall())
    finally:
        db.close()
    found = set(roots.values())
    with lock.path.open("rb") as stream:
        number = roots.get("audit", 0)
        for _ in range(_DEEPEST):
            stream.seek((number - 1) * PAGE_BYTES if number else 0)
            page = _opened(lock, number, stream.read(PAGE_BYTES)) if number else None
            if page is None or page[0] != _BRANCH:
                break
            number = int.from_bytes(page[_LAST_BRANCH], "big")
            found.add(number)
    return found


def _opened(lock: Lock, number: int, page: bytes) -> bytes | None:
    """A page's plain bytes; None when it is torn. Of the first page the first bytes are no secret."""
    if len(page) != PAGE_BYTES:
        return None
    salt = bytes(byte ^ _MASK for byte in lock.salt)
    key = hashlib.pbkdf2_hmac("sha512", lock.key, salt, 2, len(lock.key))
    skip = _SALT if number == 1 else 0
    sealed, mac = page[skip:-_MAC], page[-_MAC:]
    if not hmac.compare_digest(hmac.digest(key, sealed + struct.pack("<I", number), "sha512"), mac):
        return None
    opener = Cipher(algorithms.AES(lock.key), modes.CBC(sealed[-_IV:])).decryptor()
    return page[:skip] + opener.update(sealed[:-_IV]) + opener.finalize()
