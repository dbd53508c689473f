"""Ended from outside, or locked while the disk refuses: nothing typed is lost, and nobody is shut out."""

from __future__ import annotations

import signal
import time

import pytest

from tests.journeys.remote import Remote
from tests.journeys.test_lock_and_return import FIND, SHELL, remote, unlock

__all__ = ["remote"]
WITHIN_S = 2.0
DOOR = FIND + "answer = door is not None and door.isVisible()"
TYPE = (
    "from ketacounsel.ui.going import Go; shell.go(Go('settings', tab='crisis'));"
    "page = shell.here.page(); page.add.click(); row = page.rows[-1];"
    "row.name.setFocus(); row.name.insert('Harbor night line'); row.name.text_edited.emit('x');"
)


@pytest.fixture
def opened(remote: Remote) -> Remote:
    """The records, unlocked."""
    assert remote.until(DOOR)
    unlock(remote)
    assert remote.until(SHELL)
    return remote


def _lines(hand: Remote) -> list[str]:
    names: list[str] = hand.do(FIND + "answer = [one.name for one in shell.desk.practice.get().crisis_lines]")
    return names


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_last_word_typed_is_kept_when_the_computer_shuts_down(
    opened: Remote, number: signal.Signals
) -> None:
    order = f"import os; os.kill(os.getpid(), {int(number)}); answer = True"
    opened.do(FIND + TYPE + order)
    assert opened.children[0].wait(timeout=60) == 0
    assert not list(opened.records.glob("*-journal")) or all(
        one.stat().st_size == 0 for one in opened.records.glob("*-journal")
    )
    opened.start()
    assert opened.until(DOOR)
    unlock(opened)
    assert opened.until(SHELL)
    assert "Harbor night line" in _lines(opened)


def test_a_dialog_and_a_busy_bench_do_not_hold_the_end_up(opened: Remote) -> None:
    begin = (
        "import os, time, threading\n"
        "from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QDialog\n"
        "shell.desk.jobs.run(lambda: threading.Event().wait(20), print, print)\n"
        "QTimer.singleShot(0, lambda: QDialog(shell).exec())\n"
        f"QTimer.singleShot(200, lambda: os.kill(os.getpid(), {int(signal.SIGTERM)})); answer = time.time()"
    )
    at: float = opened.do(FIND + TYPE + begin)
    assert opened.children[0].wait(timeout=20) == 0
    assert time.time() - at - 0.2 <= WITHIN_S
    opened.start()
    assert opened.until(DOOR)
    unlock(opened)
    assert opened.until(SHELL)
    assert "Harbor night line" in _lines(opened)


def test_a_lock_the_disk_refuses_can_be_put_off_to_copy_the_words(opened: Remote) -> None:
    refuse = (
        "from ketacounsel.core.errors import NotOnDisk\n"
        "def write():\n"
        "    if not getattr(app, 'disk', False): raise NotOnDisk\n"
        "    return shell.desk.practice.set_setting('idle_min', 5)\n"
        "shell.desk.autosave.put('words', write); shell.lock_requested.emit('you'); answer = True"
    )
    first = opened.do("import os; answer = os.getpid()")
    opened.do(FIND + refuse)
    assert opened.until(FIND + "answer = shell.covered")
    opened.do(FIND + "shell.toggle_client_view(); answer = True")
    later = "import time; app.later = getattr(app, 'later', time.monotonic()); "
    assert opened.until(FIND + later + "answer = time.monotonic() - app.later > 2.5")
    assert not opened.do(FIND + "answer = shell.covered")
    opened.do(FIND + "app.disk = True; shell.lock_requested.emit('you'); answer = True")
    assert opened.until(DOOR)
    assert opened.do("import os; answer = os.getpid()") != first
