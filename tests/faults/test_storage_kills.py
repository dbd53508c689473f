"""Killed at any moment, the storage loses no write that was acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ketacounsel.store import checks
from tests.store.toy import bodies, make_toy, open_toy

if TYPE_CHECKING:
    from ketacounsel.store import engine

KILLS = 20
SEED = 20260302


def test_no_acknowledged_write_is_lost_to_twenty_kills(tmp_path: Path) -> None:
    lock, chance, next_number = make_toy(tmp_path), random.Random(SEED), 0
    for _ in range(KILLS):
        acknowledged = _write_and_kill(lock, next_number, chance)
        store = open_toy(lock)
        numbers = [int(body.split()[0]) for body in bodies(store)]
        store.close()
        assert checks.run(lock, deep=True).problems == ()
        assert numbers == list(range(len(numbers))), "a write is missing in between"
        assert len(numbers) >= acknowledged, f"acknowledged {acknowledged}, found {len(numbers)}"
        assert len(numbers) <= acknowledged + 1, "a write appeared that nobody made"
        next_number = len(numbers)


def _write_and_kill(lock: engine.Lock, number: int, chance: random.Random) -> int:
    """How many writes were acknowledged in all, before and after this run."""
    command = [sys.executable, "-m", "tests.faults.storage_writer", str(lock.path), str(number)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline()]
        try:
            writer.wait(chance.uniform(0.0, 0.15))
        except subprocess.TimeoutExpired:
            writer.kill()
        said += writer.stdout.read().splitlines()
    return int(said[-1]) + 1
