"""Measures group by group, each in a process of its own, and writes the figures down."""

from __future__ import annotations

import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).resolve().parents[2] / "build" / "bench" / "compiled")

from tests.bench import sets
from tests.bench.figure import Figure, table

GROUPS = ("starting", "writing", "editing", "moving", "reporting")
os.environ["XDG_DATA_HOME"] = str(Path(tempfile.gettempdir()) / f"bench-{os.getpid()}")  # copies of one set
OUT = Path(__file__).resolve().parents[2] / "build"
MARK = "figures: "


def measure(group: str) -> list[Figure]:
    """One group, in a fresh process."""
    command = [sys.executable, "-m", "tests.bench", "--only", group]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=300)
    lines = [line.removeprefix(MARK) for line in done.stdout.splitlines() if line.startswith(MARK)]
    if not lines:
        print(f"{group}: could not be measured", file=sys.stderr)
        return []
    return [Figure(**{name: one[name] for name in Figure.__slots__}) for one in json.loads(lines[-1])]


def only(group: str) -> int:
    """What such a process does."""
    if group in ("editing", "moving"):
        from PySide6.QtWidgets import QApplication

        from ketacounsel.ui.theme import apply_theme

        app = QApplication([])
        apply_theme(app, "light", 1.0)
    found = importlib.import_module(f"tests.bench.{group}").figures()
    print(MARK + json.dumps([figure.as_json() for figure in found]), flush=True)
    os._exit(0)


def main(wanted: list[str]) -> int:
    """All groups, or those wanted."""
    sets.make()
    figures = [figure for group in wanted or GROUPS for figure in measure(group)]
    run = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "python": platform.python_version()}
    run |= {"machine": platform.machine(), "processors": str(os.cpu_count())}
    OUT.mkdir(exist_ok=True)
    written = {**run, "figures": [figure.as_json() for figure in figures]}
    (OUT / "bench.json").write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    (OUT / "bench.md").write_text(table(figures), encoding="utf-8")
    print(table(figures))
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--only"]:
        sys.exit(only(sys.argv[2]))
    sys.exit(main(sys.argv[1:]))
