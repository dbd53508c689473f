"""Locking ends the process that held the keys; a fresh one shows the door and leads back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketacounsel.core.people import ClientDetails
from ketacounsel.services import founding
from ketacounsel.services.founding import Founding
from ketacounsel.services.office import open_office
from ketacounsel.store.kdf import KdfCost
from tests.journeys.remote import Remote, program

WORDS = "maple tuba fjord ninety oxen gauze"
DANA = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", passphrase=WORDS, pin="274951")
CHEAP = KdfCost(memory_kib=8, passes=1)
DOOR = """
from ketacounsel.ui.screens.unlock.view import UnlockWindow
answer = next((True for w in app.topLevelWidgets() if isinstance(w, UnlockWindow) and w.isVisible()), False)
"""
SHELL = """
from ketacounsel.ui.shell import Shell
answer = next((True for w in app.topLevelWidgets() if isinstance(w, Shell) and w.isVisible()), False)
"""
FIND = """
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.screens.unlock.view import UnlockWindow
shell = next((w for w in app.topLevelWidgets() if isinstance(w, Shell)), None)
door = next((w for w in app.topLevelWidgets() if isinstance(w, UnlockWindow)), None)
"""
PID = "import os; answer = os.getpid()"


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    """Records with one client, and the program started on them."""
    now = datetime.now(UTC)
    made = founding.prepare(WORDS, now, CHEAP)
    unlocked = founding.found(tmp_path / "records", DANA, made, now, key_checked=True)
    office = open_office(unlocked, lambda: datetime.now(UTC))
    office.clients.add(ClientDetails("Maren Ostrowski"))
    unlocked.close()
    with program(tmp_path / "records", tmp_path / "desk") as hand:
        hand.start()
        yield hand


def unlock(remote: Remote, words: str = WORDS) -> None:
    remote.do(FIND + f"door.secret.setText({words!r}); door.button.click(); answer = True")


def test_a_lock_hands_over_to_a_fresh_process_and_leads_back(remote: Remote) -> None:
    assert remote.until(DOOR)
    unlock(remote)
    assert remote.until(SHELL)
    first = remote.do(PID)
    remote.do(
        FIND + "from ketacounsel.ui.going import Go; shell.go(Go('settings', tab='crisis')); answer = True"
    )
    remote.do(
        FIND + "page = shell.here.page(); page.add.click(); row = page.rows[-1];"
        "row.name.setFocus(); row.name.insert('Harbor night line');"
        "row.name.text_edited.emit('x'); answer = True"
    )
    remote.do(FIND + "shell.lock_requested.emit('you'); answer = True")
    assert remote.until(DOOR)
    second = remote.do(PID)
    assert second != first
    remote.wait_for(lambda: not _alive(first))
    unlock(remote)
    assert remote.until(SHELL)
    place = remote.do(FIND + "answer = dict(shell.place())")
    assert place["go"]["screen"] == "settings"
    assert remote.until(FIND + "answer = shell.here.place().get('page') == 'crisis'")
    lines = "[line.name for line in shell.desk.practice.get().crisis_lines]"
    assert "Harbor night line" in remote.do(FIND + f"answer = {lines}")


def test_a_running_session_runs_on_behind_the_lock(remote: Remote) -> None:
    assert remote.until(DOOR)
    unlock(remote)
    assert remote.until(SHELL)
    session = remote.do(
        FIND + "found = shell.desk.clients.find('maren');"
        "answer = shell.desk.sessions.start(found[0][0]).head.id"
    )
    remote.do(FIND + "shell.lock_requested.emit('idle'); answer = True")
    assert remote.until(DOOR)
    unlock(remote)
    assert remote.until(SHELL)
    assert remote.do(FIND + "answer = shell.desk.sessions.running().id") == session
    assert remote.do(FIND + "answer = shell.desk.sessions.clock(shell.desk.sessions.running().id).running")


def test_a_wrong_passphrase_leaves_the_door_shut_and_a_second_start_raises_the_first(remote: Remote) -> None:
    assert remote.until(DOOR)
    unlock(remote, "something else entirely")
    assert remote.until(FIND + "answer = bool(door.field.message())")
    other = remote.start()
    assert other.wait(timeout=90) == 0
    assert remote.until(DOOR)


def _alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
        return status.rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()
