"""One backup as one file: title, manifest, its HMAC, a SHA-256 of these, then key file and database.

The SHA-256 tells accident before any secret is asked for; the HMAC under the backup key tells alteration, and
through the digests of the two parts it covers every byte. Words stand only in the sealed part.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from ketacounsel.core.audit import Mark
from ketacounsel.core.backup_errors import (
    BackupAltered,
    BackupCutOff,
    BackupMissing,
    NewerBackup,
    NotABackup,
)
from ketacounsel.store import keyfile, seal

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".kibak"
MAGIC: Final = b"KETACOUNSEL-BACKUP"
VERSION: Final = 1
MOST_HEAD: Final = 64 * 1024
MOST_DB: Final = 1 << 40
CHUNK: Final = 1 << 20
Step = Callable[[int], None]
"""Told how many bytes were just dealt with; raises to stop."""


@dataclass(frozen=True, slots=True)
class Part:
    """How long a part is, and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself in clear. `revision` is that of its tables."""

    records_uuid: str
    history: str
    mark: Mark
    made_at: datetime
    computer: str
    app: str
    revision: str
    pinned: str
    keys: Part
    db: Part
    sealed: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a file as read: not to be trusted until `authentic` said so."""

    manifest: Manifest
    raw: bytes = field(repr=False)
    key_file: bytes = field(repr=False)

    @property
    def db_at(self) -> int:
        """Where the database begins."""
        return len(self.raw) + len(self.key_file)


def seal_words(key: bytes, records_uuid: str, words: Mapping[str, Any]) -> bytes:
    """What only the keys may show: the practice's name and the counts."""
    return seal.seal(key, json.dumps(words, sort_keys=True), "backup", records_uuid)


def unseal_words(key: bytes, manifest: Manifest) -> dict[str, Any]:
    """The same again. Raises BackupAltered."""
    words = seal.unseal(key, manifest.sealed, "backup", manifest.records_uuid)
    if words is None:
        raise BackupAltered
    return dict(json.loads(words))


def encode_head(manifest: Manifest, key: bytes) -> bytes:
    """All that stands before the parts."""
    body = b"%s %d\n%s\n" % (MAGIC, VERSION, _canonical(_as_json(manifest)))
    signed = body + hmac.new(key, body, "sha256").hexdigest().encode() + b"\n"
    return signed + hashlib.sha256(signed).hexdigest().encode() + b"\n"


def read_head(path: Path) -> Head:
    """Head and key file. Raises BackupMissing, NotABackup, NewerBackup, BackupCutOff, BackupAltered.

    Cheap: the database is not read, only that all of it is there.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            raw = file.read(MOST_HEAD + keyfile.MOST_BYTES)
    except OSError as error:
        raise BackupMissing from error
    head = decode_head(raw, size)
    whole = head.db_at + head.manifest.db.bytes
    if size < whole:
        raise BackupCutOff
    if size > whole or hashlib.sha256(head.key_file).hexdigest() != head.manifest.keys.sha256:
        raise BackupAltered
    return head


def decode_head(raw: bytes, size: int) -> Head:
    """The head from a file's first bytes; `size` is the whole file's."""
    if not raw.startswith(MAGIC + b" "):
        raise BackupCutOff if raw and MAGIC.startswith(raw[: len(MAGIC)]) else NotABackup
    lines = raw.split(b"\n", 4)
    if lines[0] != b"%s %d" % (MAGIC, VERSION):
        number = lines[0][len(MAGIC) + 1 :]
        raise NewerBackup if number.isdigit() and int(number[:9]) > VERSION else BackupAltered
    if len(lines) < 5:
        raise BackupCutOff if size <= len(raw) else BackupAltered
    signed = b"\n".join(lines[:3]) + b"\n"
    if hashlib.sha256(signed).hexdigest().encode() != lines[3]:
        raise BackupAltered
    manifest = _read_manifest(lines[1])
    raw_head = signed + lines[3] + b"\n"
    key_file = raw[len(raw_head) : len(raw_head) + manifest.keys.bytes]
    if len(key_file) < manifest.keys.bytes:
        raise BackupCutOff
    return Head(manifest, raw_head, key_file)


def authentic(head: Head, key: bytes) -> bool:
    """True when this head was written by someone who held the records' keys."""
    body, mac = head.raw.rsplit(b"\n", 3)[:2]
    return hmac.compare_digest(hmac.new(key, body + b"\n", "sha256").hexdigest().encode(), mac)


def copy_db(path: Path, head: Head, into: BinaryIO | None, step: Step) -> None:
    """Read the database part through, into a file or only to see it whole.

    Raises BackupAltered, BackupCutOff.
    """
    digest, left = hashlib.sha256(), head.manifest.db.bytes
    with path.open("rb") as file:
        file.seek(head.db_at)
        for chunk in chunks(file):
            digest.update(chunk)
            left -= len(chunk)
            if into is not None:
                into.write(chunk)
            step(len(chunk))
    if left > 0:
        raise BackupCutOff
    if left or digest.hexdigest() != head.manifest.db.sha256:
        raise BackupAltered


def digest(data: bytes) -> str:
    """SHA-256, in hex."""
    return hashlib.sha256(data).hexdigest()


def measure(path: Path, step: Step) -> Part:
    """Length and digest of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        for chunk in chunks(file):
            digest.update(chunk)
            size += len(chunk)
            step(len(chunk))
    return Part(size, digest.hexdigest())


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """A file's bytes, a megabyte at a time."""
    while chunk := file.read(CHUNK):
        yield chunk


def _read_manifest(line: bytes) -> Manifest:
    try:
        raw = json.loads(line)
        if _canonical(raw) != line:
            raise BackupAltered
        manifest = _from_json(raw)
        if _as_json(manifest) != raw or not _sane(manifest):
            raise BackupAltered
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise BackupAltered from error
    return manifest


def _sane(manifest: Manifest) -> bool:
    return (
        type(manifest.mark.seq) is int
        and manifest.mark.seq >= 0
        and type(manifest.keys.bytes) is int
        and 0 < manifest.keys.bytes <= keyfile.MOST_BYTES
        and type(manifest.db.bytes) is int
        and 0 < manifest.db.bytes <= MOST_DB
        and manifest.made_at.tzinfo is not None
    )


def _as_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "app": manifest.app,
        "computer": manifest.computer,
        "db": {"bytes": manifest.db.bytes, "sha256": manifest.db.sha256},
        "history": manifest.history,
        "keys": {"bytes": manifest.keys.bytes, "sha256": manifest.keys.sha256},
        "made_at": manifest.made_at.isoformat(),
        "mark": {"mac": manifest.mark.mac.hex(), "seq": manifest.mark.seq},
        "pinned": manifest.pinned,
        "records": manifest.records_uuid,
        "revision": manifest.revision,
        "sealed": manifest.sealed.hex(),
    }


def _from_json(raw: dict[str, Any]) -> Manifest:
    words = {name: raw[key] for name, key in (*((n, n) for n in _PLAIN), ("records_uuid", "records"))}
    if not all(isinstance(value, str) for value in words.values()):
        raise BackupAltered
    return Manifest(
        **words,
        mark=Mark(raw["mark"]["seq"], bytes.fromhex(raw["mark"]["mac"])),
        made_at=datetime.fromisoformat(raw["made_at"]),
        keys=Part(raw["keys"]["bytes"], raw["keys"]["sha256"]),
        db=Part(raw["db"]["bytes"], raw["db"]["sha256"]),
        sealed=bytes.fromhex(raw["sealed"]),
    )


_PLAIN: Final = ("history", "computer", "app", "revision", "pinned")


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")
