"""How long until something can be seen and used, and how much memory it takes."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from time import perf_counter

from tests.bench.figure import Figure
from tests.bench.sets import LARGE, SMALL

ROUNDS = 7


def _run(*words: str) -> dict[str, float]:
    started = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.windows", *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found | {"wall_ms": (perf_counter() - started) * 1000}


def figures() -> list[Figure]:
    """Unlock window, Today after the passphrase, memory."""
    _run("unlock", str(SMALL))
    _run("bare")
    pairs = [(_run("unlock", str(SMALL)), _run("bare")) for _ in range(ROUNDS)]

    def median(which: int, key: str) -> float:
        return statistics.median(pair[which][key] for pair in pairs)

    small = [_run("open", str(SMALL)) for _ in range(3)]
    large = [_run("open", str(LARGE)) for _ in range(3)]
    idle = [_run("bare", "idle") for _ in range(3)]
    after = "Passphrase to Today beyond key derivation"
    return [
        Figure(
            "Unlock window, start of the process to paint",
            median(0, "wall_ms"),
            "ms",
            1.5,
            median(1, "wall_ms"),
        ),
        Figure("Unlock window, CPU", median(0, "cpu_ms"), "ms", 1.6, median(1, "cpu_ms")),
        Figure(f"{after}, practice set", statistics.median(one["after_ms"] for one in small), "ms", 300),
        Figure(f"{after}, 100,000 notes", statistics.median(one["after_ms"] for one in large), "ms", 500),
        Figure(
            "Memory with the practice set open",
            statistics.median(one["memory_mb"] for one in small),
            "MB",
            3,
            statistics.median(one["memory_mb"] for one in idle),
        ),
    ]
