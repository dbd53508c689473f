"""The main job done through the accessibility tree alone, on the real program in a window of its own."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ketacounsel.core.ids import NoteId
from ketacounsel.services import founding, vault
from ketacounsel.services.founding import Founding
from ketacounsel.services.office import Office, open_office
from ketacounsel.store.kdf import KdfCost

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).parent / "at_spi_driver.py"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
WORDS, PIN = "maple tuba fjord ninety oxen gauze", "274951"
DANA = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", passphrase=WORDS, pin=PIN)
CHEAP = KdfCost(memory_kib=8, passes=1)
CLIENT, SAID, PLAN = "Maren Ostrowski", "A door that was never locked", "Meets again in a week"
REASON = "Asked for by phone today"
PATIENCE_S = 240


def _python_with_pyatspi() -> str:
    """A Python that can speak to the accessibility bus; empty when there is none."""
    known = (sys.executable, "/usr/bin/python3", shutil.which("python3") or "")
    for python in dict.fromkeys(one for one in known if one and Path(one).exists()):
        asked = [python, "-c", "import pyatspi"]
        quiet = subprocess.DEVNULL
        if subprocess.run(asked, stdout=quiet, stderr=quiet, timeout=30, check=False).returncode == 0:
            return python
    return ""


def _missing() -> str:
    """What this computer lacks for driving a window through the accessibility bus."""
    lacks = [name for name in ("Xvfb", "dbus-run-session") if shutil.which(name) is None]
    if not any(Path(one).exists() for one in LAUNCHERS):
        lacks.append("at-spi-bus-launcher")
    if not lacks and not _python_with_pyatspi():
        lacks.append("a Python with pyatspi")
    return ", ".join(lacks)


LACKS = _missing()


@contextlib.contextmanager
def display() -> Iterator[str]:
    """An X server without a screen, on a number that was free."""
    read, write = os.pipe()
    quiet = subprocess.DEVNULL
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stdout=quiet, stderr=quiet)
    os.close(write)
    try:
        with os.fdopen(read) as said:
            number = said.readline().strip()
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def home() -> Iterator[Path]:
    """A short path, since sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="keta") as folder:
        yield Path(folder)


def environment(home: Path, number: str) -> dict[str, str]:
    places = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
    own = {name: str(home / name.lower()) for name in places}
    for place in own.values():
        Path(place).mkdir(mode=0o700, exist_ok=True)
    return {
        **os.environ,
        **own,
        "DISPLAY": number,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": "UTC",
    }


def drive(home: Path, records: Path) -> tuple[int, str]:
    """Let the driver do the main job; what it and the program said comes back."""
    began = datetime.now(UTC) - timedelta(hours=50)
    job = {
        "program": [sys.executable, "-m", "ketacounsel", str(records)],
        "name": "KetaCounsel",
        "passphrase": WORDS,
        "pin": PIN,
        "client": CLIENT,
        "day": f"{began:%d %b %Y}",
        "time": f"{began:%H:%M}",
        "words": SAID,
        "plan": PLAN,
        "reason": REASON,
        "pdf": str(home / "report.pdf"),
    }
    said = home / "said.log"
    with display() as number, said.open("wb") as log:
        around = environment(home, number)
        command = ["dbus-run-session", "--", _python_with_pyatspi(), str(DRIVER), json.dumps(job)]
        process = subprocess.Popen(command, env=around, stdout=log, stderr=log, start_new_session=True)
        try:
            code = process.wait(timeout=PATIENCE_S)
        finally:
            _end_all(around["XDG_RUNTIME_DIR"])
            process.wait(timeout=20)
    return code, said.read_text(encoding="utf-8", errors="replace")[-6000:]


def _end_all(place: str) -> None:
    """End what runs in this journey's own place: the driver, the program, the buses."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"XDG_RUNTIME_DIR={place}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)


@contextlib.contextmanager
def office(records: Path) -> Iterator[Office]:
    """The records, opened after the program ended."""
    unlocked = vault.open_records(records, vault.derive(records, WORDS))
    yield open_office(unlocked, lambda: datetime.now(UTC))
    unlocked.close()


@pytest.mark.desktop
@pytest.mark.timeout(300)
@pytest.mark.skipif(bool(LACKS), reason=f"needs {LACKS}")
def test_the_main_job_is_done_through_the_accessibility_tree_alone(home: Path) -> None:
    now = datetime.now(UTC)
    keys = founding.prepare(WORDS, now, CHEAP)
    founding.found(home / "records", DANA, keys, now, key_checked=True).close()
    code, said = drive(home, home / "records")
    assert code == 0, said
    with office(home / "records") as desk:
        client_id = desk.clients.find(CLIENT)[0][0]
        (session,) = desk.sessions.list(client_id)
        answers = desk.sessions.open(session.id).answers
        assert answers["arrive", "mood"] == 6
        assert answers["tell", "for_the_note"] == SAID
        assert session.note_id is not None
        note = desk.notes.open(NoteId(session.note_id))
        assert note.digest
        assert note.intact
        assert SAID in note.body
        assert PLAN in note.body
        (report,) = desk.reports.filed(client_id)
        assert report.how == "saved"
    assert (home / "report.pdf").read_bytes().startswith(b"%PDF")
