"""The sealed head: which state of the records was the newest, kept beside them and again on this computer.

A file put back from an older time is whole in itself; only something outside of it can tell. Two slots are
written in turn, so that one is whole at every moment. The line it names is on the disk before the head is.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ketacounsel.core.audit import Mark
from ketacounsel.store import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD: Final = "records.head"
MAGIC: Final = b"KCHEAD01"
APART: Final = 512  # a disk writes so much at once
_SLOT: Final = struct.Struct(">8s16sQQ32sQB")
_MAC_BYTES: Final = 32
SLOT_BYTES: Final = _SLOT.size + _MAC_BYTES
FILE_BYTES: Final = APART + SLOT_BYTES
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CLEAN: Final = 1
_WAY: Final = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class BadHead(Exception):
    """There is a head, and no slot of it was written by somebody with the records' keys."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a head says: the newest state, when it was written, whether the records were closed in order."""

    mark: Mark
    at: datetime
    clean: bool = False
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Sealer:
    """Reads and seals the heads of these records."""

    key: bytes
    records_uuid: str

    def seal(self, seen: Seen) -> bytes:
        """A slot's bytes."""
        micros = (seen.at - _EPOCH) // timedelta(microseconds=1)
        flags = _CLEAN if seen.clean else 0
        said = _SLOT.pack(MAGIC, self._uuid(), seen.turn, seen.mark.seq, seen.mark.mac, max(0, micros), flags)
        return said + hmac.digest(self.key, said, "sha256")

    def unseal(self, slot: bytes) -> Seen | None:
        """What a slot says; None when it is nobody's or another's."""
        said, mac = slot[: _SLOT.size], slot[_SLOT.size :]
        if len(slot) != SLOT_BYTES or not hmac.compare_digest(hmac.digest(self.key, said, "sha256"), mac):
            return None
        magic, uuid, turn, seq, seal, micros, flags = _SLOT.unpack(said)
        if magic != MAGIC or uuid != self._uuid():
            return None
        return Seen(Mark(seq, seal), _EPOCH + timedelta(microseconds=micros), bool(flags & _CLEAN), turn)

    def read(self, path: Path) -> Seen | None:
        """The newest slot of a head; None when there is no such file. Raises BadHead."""
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise BadHead from error
        slots = (self.unseal(data[at : at + SLOT_BYTES]) for at in (0, APART))
        found = [slot for slot in slots if slot is not None]
        if not found:
            raise BadHead
        return max(found, key=lambda seen: seen.turn)

    def write_new(self, path: Path, seen: Seen) -> None:
        """A whole head in place of what stood there. Raises OSError."""
        slot = self.seal(seen)
        files.write_atomically(path, slot.ljust(APART, b"\0") + slot)

    def _uuid(self) -> bytes:
        return bytes.fromhex(self.records_uuid)


class Head:
    """The head of open records: follows each commit, and is made clean when they are closed in order."""

    def __init__(self, path: Path, sealer: Sealer, seen: Seen, clock: Callable[[], datetime]) -> None:
        """Say, on the disk, that the records are open in this state. Raises OSError."""
        self._path, self._sealer, self._clock = path, sealer, clock
        self._mark, self._turn = seen.mark, seen.turn
        try:
            self._handle = os.open(path, _WAY)
            if os.fstat(self._handle).st_size != FILE_BYTES:
                os.close(self._handle)
                raise FileNotFoundError
        except FileNotFoundError:
            sealer.write_new(path, seen)
            self._handle = os.open(path, _WAY)
        self._file = files.identity(path)
        self._put(clean=False)
        self._put(clean=False)
        os.fsync(self._handle)

    @property
    def seen(self) -> Seen:
        """What it says now."""
        return Seen(self._mark, self._clock(), clean=False, turn=self._turn)

    def follow(self, mark: Mark) -> None:
        """The records have come to this state. Not flushed: the records may be ahead of their head."""
        self._mark = mark
        with contextlib.suppress(
            OSError
        ):  # the records themselves are on the disk; the next line tries again
            self._put(clean=False)

    def close(self, *, clean: bool = True) -> Seen:
        """The records were closed: say so, on the disk. `clean`: in order, no journal is left beside them."""
        with contextlib.suppress(OSError):
            if files.identity(self._path) == self._file:
                self._put(clean=clean)
                os.fsync(self._handle)
            else:
                self._turn += 1
                self._sealer.write_new(
                    self._path, Seen(self._mark, self._clock(), clean=clean, turn=self._turn)
                )
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
        return self.seen

    def _put(self, *, clean: bool) -> None:
        self._turn += 1
        slot = self._sealer.seal(Seen(self._mark, self._clock(), clean=clean, turn=self._turn))
        _write_at(self._handle, slot, APART * (self._turn % 2))


if hasattr(os, "pwrite"):

    def _write_at(handle: int, data: bytes, at: int) -> None:
        os.pwrite(handle, data, at)

else:

    def _write_at(handle: int, data: bytes, at: int) -> None:
        os.lseek(handle, at, os.SEEK_SET)
        os.write(handle, data)
