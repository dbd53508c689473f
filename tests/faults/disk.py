"""What a disk holds while a program writes to it, as a recording tells; what a power cut may leave of it.

Strict: only what was flushed is sure. Of all else any part may be there: some sectors of each write,
each name of a file, in any order that the names among themselves allow.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random
from typing import Final

SECTOR: Final = 512
_HEAD: Final = struct.Struct("<cHqI")
FOLDER: Final = -1


@dataclass(frozen=True)
class Call:
    """One call of the recording. `what`: C made, W written, T cut, S flushed, R renamed, U removed, M and D
    folder made and removed, A acknowledged."""

    what: str
    path: str
    at: int = 0
    data: bytes = b""


def read_calls(log: Path, base: Path) -> list[Call]:
    """The recording, with paths as they are below the scene."""
    raw, at, found, root = log.read_bytes(), 0, [], f"{base}"
    while at < len(raw):
        what, length, offset, size = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        path = raw[at : at + length].decode().removeprefix(root).lstrip("/")
        data = raw[at + length : at + length + size]
        at += length + size
        if what == b"R":
            data = data.decode().removeprefix(root).lstrip("/").encode()
        found.append(Call(what.decode(), path, offset, data))
    return found


@dataclass
class Node:
    """A file whatever its name: what is sure of it, what was written since, and what programs see."""

    sure: bytes = b""
    now: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Where and what; None instead of bytes cuts the file there."""

    def put(self, at: int, data: bytes | None) -> None:
        self.since.append((at, data))
        apply(self.now, at, data)

    def flush(self) -> None:
        self.sure, self.since = bytes(self.now), []

    def left(self, chance: Random, how: str) -> bytes:
        """What a power cut leaves of it."""
        if how == "none" or not self.since:
            return self.sure
        if how == "all":
            return bytes(self.now)
        held, odd = bytearray(self.sure), chance.randrange(len(self.since))
        for number, (at, data) in enumerate(self.since):
            if how == "one lost" and number == odd:
                continue
            if how == "until one" and number > odd:
                break
            torn = how == "torn" or (how == "until one" and number == odd)
            if how == "any" and chance.random() < 0.5:
                continue
            if data is not None and (torn or (how == "any" and chance.random() < 0.3)):
                for start, part in sectors(at, data):
                    if chance.random() < 0.5:
                        apply(held, start, part)
            else:
                apply(held, at, data)
        return bytes(held)


WAYS: Final = ("none", "all", "one lost", "until one", "torn", "any", "any")


def apply(held: bytearray, at: int, data: bytes | None) -> None:
    """One write, or one cut."""
    if data is None:
        if at <= len(held):
            del held[at:]
        else:
            held.extend(bytes(at - len(held)))
        return
    if at > len(held):
        held.extend(bytes(at - len(held)))
    held[at : at + len(data)] = data


def sectors(at: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts that a disk writes at once."""
    start = at
    while start < at + len(data):
        end = min((start // SECTOR + 1) * SECTOR, at + len(data))
        yield start, data[start - at : end - at]
        start = end


class Disk:
    """The files of a scene and their names."""

    def __init__(self, files: dict[str, bytes], folders: set[str]) -> None:
        self.nodes: dict[int, Node] = {}
        self.names: dict[str, int] = dict.fromkeys(folders, FOLDER)
        for path, data in files.items():
            self.names[path] = self._new(data)
        self.sure = dict(self.names)
        self.pending: list[tuple[str, str, int]] = []
        """Names that came (from, to) or went; the node that is meant."""
        self.acks = 0

    @classmethod
    def of(cls, base: Path) -> Disk:
        """As a scene stands there now, all of it sure."""
        files = {str(p.relative_to(base)): p.read_bytes() for p in base.rglob("*") if p.is_file()}
        return cls(files, {str(p.relative_to(base)) for p in base.rglob("*") if p.is_dir()})

    def _new(self, data: bytes = b"") -> int:
        number = len(self.nodes)
        self.nodes[number] = Node(data, bytearray(data))
        return number

    def do(self, call: Call) -> None:
        """One call of the recording."""
        node = self.nodes.get(self.names.get(call.path, FOLDER))
        match call.what:
            case "A":
                self.acks += 1
            case "C" | "M":
                number = FOLDER if call.what == "M" else self._new()
                self.names[call.path] = number
                self.pending.append(("", call.path, number))
            case "W" if node:
                node.put(call.at, call.data)
            case "T" if node:
                node.put(call.at, None)
            case "S" if node:
                node.flush()
            case "S":
                self._flush_folder(call.path)
            case "R":
                to = call.data.decode()
                number = self.names.pop(call.path)
                moved = {path: n for path, n in self.names.items() if path.startswith(call.path + "/")}
                for path, inner in moved.items():
                    del self.names[path]
                    self.names[to + path[len(call.path) :]] = inner
                self.names[to] = number
                self.pending.append((call.path, to, number))
            case "U" | "D":
                number = self.names.pop(call.path, FOLDER)
                self.pending.append((call.path, "", number))

    def _flush_folder(self, folder: str) -> None:
        later: list[tuple[str, str, int]] = []
        for one in self.pending:
            if folder in (_parent(one[0]), _parent(one[1])) and not any(
                _touch(one, other) for other in later
            ):
                rename(self.sure, one)
            else:
                later.append(one)
        self.pending = later

    def after_a_cut(self, chance: Random) -> dict[str, bytes | None]:
        """The files, and folders as None, that may be found afterwards."""
        names = dict(self.sure)
        dropped: list[tuple[str, str, int]] = []
        how = chance.choice(("none", "all", "until one", "any"))
        end = chance.randrange(len(self.pending) + 1)
        for number, one in enumerate(self.pending):
            kept = how == "all" or (how == "until one" and number < end)
            kept = kept or (how == "any" and chance.random() < 0.5)
            if kept and not any(_touch(one, other) for other in dropped):
                rename(names, one)
            else:
                dropped.append(one)
        way = chance.choice(WAYS)
        found: dict[str, bytes | None] = {}
        for path, number in names.items():
            if number == FOLDER:
                found[path] = None
            else:
                found[path] = self.nodes[number].left(chance, way if chance.random() < 0.8 else "any")
        return {path: data for path, data in found.items() if all(up in found for up in _above(path))}

    def as_seen(self) -> dict[str, bytes | None]:
        """The files as programs see them."""
        return {
            path: None if number == FOLDER else bytes(self.nodes[number].now)
            for path, number in self.names.items()
        }


def rename(names: dict[str, int], one: tuple[str, str, int]) -> None:
    """Let a name come, go, or be another."""
    old, new, number = one
    if old:
        names.pop(old, None)
        for path in [path for path in names if new and path.startswith(old + "/")]:
            names[new + path[len(old) :]] = names.pop(path)
    if new:
        names[new] = number


def put(found: dict[str, bytes | None], base: Path) -> None:
    """On a disk of its own."""
    base.mkdir(parents=True)
    for path in sorted(found):
        data = found[path]
        if data is None:
            (base / path).mkdir(parents=True, exist_ok=True)
        else:
            (base / path).parent.mkdir(parents=True, exist_ok=True)
            (base / path).write_bytes(data)


def _parent(path: str) -> str:
    if not path:
        return "-"
    up = str(PurePosixPath(path).parent)
    return "" if up == "." else up


def _above(path: str) -> list[str]:
    return [str(up) for up in PurePosixPath(path).parents if str(up) != "."]


def _touch(one: tuple[str, str, int], other: tuple[str, str, int]) -> bool:
    """Whether the first can't be without the second: they are about the same name."""
    return bool({one[0], one[1]} & {other[0], other[1]} - {""})
