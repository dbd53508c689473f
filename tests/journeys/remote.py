"""Works the real program in a process of its own: orders go in as files, answers come back as files.

Whichever process shows the window takes the orders, so a journey goes on after a lock as before it.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
INSIDE = Path(__file__).parent / "inside"
PATIENCE_S = 40.0
AGAIN_S = 10.0
_MOMENT = threading.Event()


@dataclass
class Remote:
    """The program on one records folder. `begun` are the processes this journey saw."""

    records: Path
    desk: Path
    begun: set[int] = field(default_factory=set)
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join((str(INSIDE), str(ROOT))),
            "KETA_JOURNEY": str(self.desk),
            "XDG_DATA_HOME": str(self.desk / "home"),
        }

    def start(self) -> subprocess.Popen[bytes]:
        """Start it as a person would."""
        command = [sys.executable, "-m", "ketacounsel", str(self.records)]
        with (self.desk / "said.log").open("ab") as said:
            process = subprocess.Popen(command, env=self.environment(), stdout=said, stderr=said)
        self.begun.add(process.pid)
        self.children.append(process)
        return process

    def do(self, order: str) -> Any:
        """Run lines of Python in the window's process; what they leave in `answer` comes back."""
        back = self.desk / "answer.json"
        asked_at = self._ask(order)

        def told_yet() -> Any:
            nonlocal asked_at
            if time.monotonic() - asked_at > AGAIN_S and not (self.desk / "order.py").exists():
                asked_at = self._ask(order)  # a process that was about to end took it along
            return json.loads(back.read_text()) if back.exists() else None

        told = self.wait_for(told_yet)
        back.unlink()
        self.begun.add(told["pid"])
        if "problem" in told:
            raise AssertionError(told["problem"])
        return told["answer"]

    def _ask(self, order: str) -> float:
        part = self.desk / "order.part"
        part.write_text(textwrap.dedent(order), encoding="utf-8")
        part.replace(self.desk / "order.py")
        return time.monotonic()

    def until(self, order: str) -> Any:
        """Repeat an order until its answer is true."""
        return self.wait_for(lambda: self.do(order))

    def wait_for(self, look: Any) -> Any:
        """Look again and again, for a while."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            found = look()
            if found:
                return found
            _MOMENT.wait(0.05)
        said = (self.desk / "said.log").read_text(encoding="utf-8")[-2000:]
        raise AssertionError(f"waited in vain; the program said: {said}")


@contextlib.contextmanager
def program(records: Path, desk: Path) -> Iterator[Remote]:
    """The program at hand; every process that it began is ended at the end."""
    desk.mkdir(parents=True, exist_ok=True)
    remote = Remote(records, desk)
    try:
        yield remote
    finally:
        for pid in remote.begun:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, 9)
        for child in remote.children:
            child.wait(timeout=PATIENCE_S)
