"""A bus of a test's own, with a stand-in for the login manager on it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FAKE = Path(__file__).parent / "fake_system.py"


@dataclass
class Bus:
    """The bus's address, and the stand-in that is told what shall happen."""

    address: str
    process: subprocess.Popen[str]

    def tell(self, order: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def ask(self, order: str) -> str:
        assert self.process.stdout is not None
        self.tell(order)
        return self.process.stdout.readline().strip()


@contextlib.contextmanager
def private_bus() -> Iterator[Bus]:
    """A short path, since a socket lies in it."""
    with tempfile.TemporaryDirectory(prefix="keta") as folder, contextlib.ExitStack() as ends:
        command = ["dbus-daemon", "--session", "--nofork", "--nosyslog", "--print-address=1"]
        daemon = subprocess.Popen(
            [*command, f"--address=unix:path={folder}/bus"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        ends.callback(_end, daemon)
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        fake = subprocess.Popen(
            [sys.executable, str(FAKE), address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        ends.callback(_end, fake)
        assert fake.stdout is not None and fake.stdout.readline() == "ready\n"
        yield Bus(address, fake)


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(timeout=20)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
