"""The shim, compiled once, and the server that runs operations behind it in children of its own."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = Path(__file__).with_name("shim.c")
BUILT: Final = ROOT / "build" / "faults" / "shim.so"
RECORD, COUNT, EIO_ONCE, EIO_STICKY, FULL_STICKY, SHORT, KILLED, TORN = range(1, 9)
MODES: Final = {
    "EIO once": EIO_ONCE,
    "EIO for good": EIO_STICKY,
    "disk full": FULL_STICKY,
    "short write": SHORT,
    "killed": KILLED,
    "torn and killed": TORN,
}


@dataclass(frozen=True)
class Order:
    """One run: which operation on which folder, and what happens at which call of those that can."""

    operation: str
    base: str
    mode: int = 0
    at: int = -1
    log: str = ""
    snapshots: str = ""
    end_after_ms: float = 0.0


@dataclass(frozen=True)
class Ended:
    """How it went: what was acknowledged, which refusals came, how many calls were seen."""

    acks: int
    killed: bool
    refused: str
    crashed: str
    calls: int


@cache
def built() -> Path:
    """The shim as a library. Needs a C compiler, which `make setup` brings."""
    if not BUILT.exists() or BUILT.stat().st_mtime < SOURCE.stat().st_mtime:
        compiler = shutil.which("cc") or shutil.which("gcc")
        assert compiler, "the fault programs need a C compiler: run make setup"
        BUILT.parent.mkdir(parents=True, exist_ok=True)
        beside = BUILT.with_suffix(f".{os.getpid()}")
        how = ["-Wall", "-Werror", "-O2", "-fPIC", "-shared", "-o", str(beside), str(SOURCE), "-ldl"]
        subprocess.run([compiler, *how], check=True)
        beside.replace(BUILT)
    return BUILT


def loaded() -> Any:
    """Its functions, in a process that it was loaded into."""
    return ctypes.CDLL(None)


class Server:
    """Runs one order after another, each in a fork of a process that has everything imported."""

    def __init__(self, *, mutant: str = "") -> None:
        command = [sys.executable, "-m", "tests.faults.server"]
        preload = {"LD_PRELOAD": str(built())}
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **preload}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip

    def run(self, order: Order) -> Ended:
        """Do it and wait for its end."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the server ended by itself"
        return Ended(**json.loads(line))

    def close(self) -> None:
        """No more orders."""
        self._process.communicate()


@contextmanager
def serving() -> Iterator[Server]:
    """A server for a while."""
    server = Server()
    try:
        yield server
    finally:
        server.close()
