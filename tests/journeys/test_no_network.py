"""From unlock over a session and a report to the lock, no door to a network is opened."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.core.people import ClientDetails
from ketacounsel.services import founding
from ketacounsel.services.office import open_office
from ketacounsel.store.kdf import KdfCost
from tests.journeys.remote import Remote
from tests.journeys.test_lock_from_any_state import DANA, HERE, WORDS

SOCKETS = re.compile(r"\bsocket\((\w+)")
OWN = {"AF_UNIX", "AF_LOCAL"}
CHEAP = KdfCost(memory_kib=8, passes=1)


@dataclass
class Watched(Remote):
    """Every socket that the program or a process it began asks for is written down."""

    seen: Path = field(default_factory=Path)

    def start(self) -> subprocess.Popen[bytes]:
        command = [
            "strace",
            "-f",
            "-qq",
            "-e",
            "trace=socket,connect,execve,bind",
            "-o",
            str(self.seen),
            sys.executable,
        ]
        with (self.desk / "said.log").open("ab") as said:
            process = subprocess.Popen(
                [*command, "-m", "ketacounsel", str(self.records)],
                env=self.environment(),
                stdout=said,
                stderr=said,
            )
        self.children.append(process)
        return process


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Watched, str]]:
    now = datetime.now(UTC)
    made = founding.prepare(WORDS, now, CHEAP)
    unlocked = founding.found(tmp_path / "records", DANA, made, now, key_checked=True)
    office = open_office(unlocked, lambda: datetime.now(UTC))
    client = office.clients.add(ClientDetails("Maren Ostrowski"))
    given = now - timedelta(hours=50)
    office.infusions.add(client.id, InfusionDetails(given, "UTC", "complete", duration_min=40))
    unlocked.close()
    (tmp_path / "desk").mkdir()
    hand = Watched(tmp_path / "records", tmp_path / "desk", seen=tmp_path / "sockets")
    hand.start()
    yield hand, client.id
    for pid in hand.begun:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for child in hand.children:
        child.kill()
        child.wait(timeout=20)


def asked_for(seen: Path) -> list[str]:
    return SOCKETS.findall(seen.read_text(errors="replace"))


@pytest.mark.desktop
@pytest.mark.skipif(shutil.which("strace") is None, reason="this computer lacks strace")
def test_unlock_session_report_and_lock_open_no_door(watched: tuple[Watched, str]) -> None:
    hand, client_id = watched
    hand.until(HERE + "answer = door is not None and door.button.isEnabled()")
    hand.do(HERE + f"door.secret.setText({WORDS!r}); door.button.click(); answer = True")
    hand.until(HERE + "answer = shell is not None and shell.here is not None")
    hand.do(HERE + f"shell.go(Go('session', client_id={client_id!r}, act='start')); answer = True")
    hand.until(HERE + "answer = shell.desk.sessions.running() is not None")
    hand.do(HERE + f"shell.go(Go('report', client_id={client_id!r})); answer = True")
    hand.until(HERE + "answer = shell.here.model.ready")
    first = hand.do("import os; answer = os.getpid()")
    hand.do(HERE + "shell.lock_requested.emit('you'); answer = True")
    hand.until(HERE + "answer = door is not None")
    assert hand.do("import os; answer = os.getpid()") != first
    asked = asked_for(hand.seen)
    assert set(asked) <= OWN, hand.seen.read_text()


@pytest.mark.desktop
@pytest.mark.skipif(shutil.which("strace") is None, reason="this computer lacks strace")
def test_this_watch_sees_a_door_to_a_network(tmp_path: Path) -> None:
    seen = tmp_path / "sockets"
    code = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"
    command = ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(seen), sys.executable, "-c", code]
    subprocess.run(command, check=True)
    assert asked_for(seen) == ["AF_INET"]
