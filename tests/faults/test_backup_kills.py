"""Killed at any moment while words are written and backups made, nothing bad is ever called a backup."""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path

from ketacounsel.services import restoring
from tests.services.backed_up import WORDS, Desk, make_desk

KILLS = 15
SEED = 20261014
LONGEST_S = 0.9


def test_no_kill_leaves_a_bad_backup(tmp_path: Path) -> None:
    desk, chance = make_desk(tmp_path), random.Random(SEED)
    known: set[Path] = set()
    for _ in range(KILLS):
        _work_and_kill(desk, chance.uniform(0.05, LONGEST_S))
        for file in set(desk.computer.glob("*.kibak")) - known:
            assert restoring.try_out(restoring.unlock(file, WORDS)).clients >= 1
            known.add(file)
        desk.open()
        assert desk.now_open.notices == ()
        desk.close()
    assert known, "not one backup was made"


def _work_and_kill(desk: Desk, after_s: float) -> None:
    """Clients and backups without end, in a process of its own."""
    child = os.fork()
    if not child:
        try:
            backups = desk.open()
            while True:
                desk.add_client("Somebody")
                backups.make()
        finally:
            os._exit(1)
    killer = threading.Timer(after_s, os.kill, (child, signal.SIGKILL))
    killer.start()
    _, status = os.waitpid(child, 0)
    killer.join()
    assert os.WIFSIGNALED(status), "the work ended by itself"
