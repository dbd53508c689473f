"""How long a fault program goes on, what it counts, and the row it leaves on the scoreboard."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).parents[2]
KEPT: Final = ROOT / "build" / "faults"
MEMORY: Final = Path("/dev/shm")
MOST_TOLD: Final = 20


@dataclass
class Effort:
    """Where to work, with what chance, and until when: so many cases, or so many seconds."""

    folder: Path
    seed: int = 20261015
    cases: int | None = None
    seconds: float | None = None
    began: float = field(default_factory=time.monotonic)
    part: int = 0
    parts: int = 1

    @property
    def chance(self) -> Random:
        """The same for the same seed and part."""
        return Random(f"{self.seed} {self.part}")

    def goes_on(self, done: int) -> bool:
        """Whether there is time, or a case, left."""
        if self.cases is not None and done >= self.cases:
            return False
        return self.seconds is None or time.monotonic() - self.began < self.seconds

    @property
    def spent_s(self) -> float:
        return time.monotonic() - self.began


@dataclass
class Tally:
    """What was tried, what of it went wrong, and figures beside."""

    tried: int = 0
    bad: int = 0
    told: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    def fault(self, words: str, kept: Path | None = None, name: str = "") -> None:
        """Something went wrong; its files are put where nobody clears them away."""
        self.bad += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(words[:400])
            if kept is not None and kept.exists():
                shutil.rmtree(KEPT / name, ignore_errors=True)
                shutil.copytree(kept, KEPT / name)

    def count(self, name: str, more: float = 1) -> None:
        """One more of these."""
        self.figures[name] = self.figures.get(name, 0) + more

    def most(self, name: str, value: float) -> None:
        """The largest of these."""
        self.figures[name] = max(self.figures.get(name, value), value)

    def join(self, other: Tally) -> None:
        """Of several parts one."""
        self.tried += other.tried
        self.bad += other.bad
        self.told = (self.told + other.told)[:MOST_TOLD]
        for name, value in other.figures.items():
            self.count(name, value)

    def held(self, seed: int) -> None:
        """Fail a test with all that is needed to see it again."""
        assert not self.bad, f"seed {seed}: {self.bad} of {self.tried}: " + "; ".join(self.told)


@dataclass(frozen=True)
class Row:
    """One line of the scoreboard."""

    id: str
    what: str
    target: str
    measured: str
    tried: int
    bad: int
    passed: bool
    seed: int
    took_s: float
    told: tuple[str, ...] = ()


def write(rows: list[Row], path: Path) -> None:
    """Keep them, each under the name by which the reliability page knows it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {}
    if path.exists():
        known = {one["id"]: one for one in json.loads(path.read_text())}
    known |= {row.id: _as_json(row) for row in rows}
    path.write_text(json.dumps([known[key] for key in sorted(known)], indent=1) + "\n")


def _as_json(row: Row) -> dict[str, object]:
    said = asdict(row)
    said["pass"] = said.pop("passed")
    return said


def memory_folder(name: str) -> Path:
    """A folder in memory where there is one: power cuts are played there, not suffered."""
    import tempfile

    base = MEMORY if MEMORY.is_dir() else None
    return Path(tempfile.mkdtemp(prefix=f"ketacounsel-{name}-", dir=base))


Harness = Callable[[Effort], Tally]
