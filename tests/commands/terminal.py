"""Runs the commands as a terminal does: a process of its own, no display, a bare environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "LANG", "HOME", "TMPDIR", "XDG_DATA_HOME")


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of it."""

    code: int
    out: str
    err: str


def ketacounsel(*words: str | Path, typed: str = "", cwd: Path | None = None, **environment: str) -> Ran:
    """Run one command. `typed` is its standard input, which is no terminal."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    done = subprocess.run(
        [sys.executable, "-m", "ketacounsel", *map(str, words)],
        input=typed,
        capture_output=True,
        text=True,
        timeout=300,
        cwd=cwd or ROOT,
        env=kept | {"PYTHONPATH": str(ROOT), "TZ": "UTC"} | environment,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def in_python(code: str) -> Ran:
    """Run a few lines in a fresh interpreter."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, cwd=ROOT)
    return Ran(done.returncode, done.stdout, done.stderr)
