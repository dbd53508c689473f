"""`make mutants`: known faults planted in a copy of the program, and which rows find them.

A program that never fails proves nothing: each of these must be found by the rows named with it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.faults.score import ROOT, memory_folder

COPIED: Final = (".ci", "ketacounsel", "tests", "resources", "pyproject.toml")


@dataclass(frozen=True)
class Mutant:
    """One fault: in which file, what stands there, what is put in its place, which tests must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def short(*ids: str) -> tuple[str, ...]:
    """The short forms of these rows."""
    return ("tests/faults/test_short_forms.py", "-k", " or ".join(ids))


MUTANTS: Final = (
    Mutant("synchronous off", "ketacounsel/store/engine.py", "synchronous = EXTRA", "synchronous = OFF",
           short("R-04")),
    Mutant("skipped fsync of folders", "ketacounsel/store/files.py",
           "        os.fsync(handle)\n    finally",
           "        pass\n    finally", short("R-04")),
    Mutant("skipped fsync of files", "ketacounsel/store/files.py",
           "            os.fsync(file.fileno())\n", "",
           short("R-04")),
    Mutant("swallowed exception", "ketacounsel/store/store.py", "            raise named from error",
           "            return", short("failing_call")),
    Mutant("DDL autocommit", "ketacounsel/store/engine.py",
           '    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")', "    return",
           short("failing_call", "R-04")),
    Mutant("head not followed", "ketacounsel/store/head.py",
           "        self._mark = mark\n", "        return\n",
           short("R-05", "R-10")),
    Mutant("journal moved aside", "ketacounsel/store/settle.py",
           "    if heads.own is not None and heads.own.clean:", "    if heads.own is not None:",
           short("R-01", "failing_call")),
    Mutant("files not checked", "ketacounsel/store/checks.py",
           "            problems = _problems(db, gate, _whole if deep else _quick)",
           "            problems = ()", short("R-08")),
    Mutant("debounce in place of throttle", "ketacounsel/ui/autosave.py",
           "        if not self._tick.isActive():\n            self._tick.start",
           "        if True:\n            self._tick.start",
           ("tests/ui/test_autosave.py", "tests/journeys/test_kill.py")),
)  # fmt: skip


def main(names: list[str]) -> int:
    """Plant each, run its rows, say what happened; 1 when one was not found."""
    missed = 0
    for mutant in MUTANTS:
        if names and mutant.name not in names:
            continue
        found = is_found(mutant)
        missed += not found
        print(f"{'found ' if found else 'MISSED'} {mutant.name}: {' '.join(mutant.tests[1:])}", flush=True)
    return int(bool(missed))


def is_found(mutant: Mutant) -> bool:
    """Whether its rows fail with it."""
    folder = memory_folder("mutant")
    try:
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, folder / name)
        plant(mutant, folder / mutant.file)
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests]
        env = {**os.environ, "PYTHONPATH": str(folder)}
        return subprocess.run(command, cwd=folder, env=env, capture_output=True).returncode == 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def plant(mutant: Mutant, path: Path) -> None:
    """Raises when the place is no longer there: then the mutant has to follow the program."""
    text = path.read_text("utf-8")
    if text.count(mutant.old) != 1:
        raise LookupError(f"{mutant.name}: not once in {mutant.file}")
    path.write_text(text.replace(mutant.old, mutant.new), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
