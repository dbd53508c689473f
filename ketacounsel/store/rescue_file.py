"""A rescue file: typed words beside another disk, sealed under a key of the records and the author's own.

Which records it belongs to stands in front, so that nobody else's is ever opened.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.store import files
from ketacounsel.store.seal import seal, unseal

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".kirescue"
MAGIC: Final = "KCRESCUE1"
MOST_BYTES: Final = 64 * 1024 * 1024
_UUID_CHARS: Final = 32


@dataclass(frozen=True, slots=True)
class Envelope:
    """Seals and opens the rescue files of one author in these records."""

    records_uuid: str
    author: str
    key: bytes = field(repr=False)
    own_key: bytes = field(repr=False)

    def close(self, entries: list[Any], turn: int) -> bytes:
        """The file's bytes. `turn` tells two copies of one sitting apart."""
        inner = seal(self.own_key, json.dumps(entries), self.records_uuid, self.author)
        said = {"author": self.author, "turn": turn, "sealed": base64.b64encode(inner).decode()}
        outer = seal(self.key, json.dumps(said), MAGIC, self.records_uuid)
        return f"{MAGIC}\n{self.records_uuid}\n".encode() + outer

    def open(self, data: bytes) -> tuple[list[Any], int] | None:
        """Entries and turn; None when it is of other records, another author's, or was altered."""
        start = f"{MAGIC}\n{self.records_uuid}\n".encode()
        if not data.startswith(start):
            return None
        outer = unseal(self.key, data[len(start) :], MAGIC, self.records_uuid)
        if outer is None:
            return None
        said = json.loads(outer)
        inner = unseal(self.own_key, base64.b64decode(said["sealed"]), self.records_uuid, str(said["author"]))
        return None if inner is None else (json.loads(inner), int(said["turn"]))


def new_name() -> str:
    """A name that says nothing about anybody."""
    return f"KetaCounsel rescue {secrets.token_hex(2)}{SUFFIX}"


def write(path: Path, data: bytes) -> None:
    """The whole file or the one that was there. Raises OSError."""
    files.write_atomically(path, data)


def in_folder(folder: Path) -> list[Path]:
    """The rescue files there, of whichever records."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    except OSError:
        return []


def read(path: Path) -> bytes:
    """Its bytes; none when it can't be read, or is too large to be one."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return b""
        return path.read_bytes()
    except OSError:
        return b""
