"""One figure: what was measured, its floor, and how far above it we may be."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """`goal` bounds the ratio to the floor, or the figure itself where there is no floor."""

    name: str
    ours: float
    unit: str
    goal: float
    floor: float | None = None

    @property
    def measure(self) -> float:
        """What the goal bounds."""
        return self.ours if self.floor is None else self.ours / self.floor

    @property
    def met(self) -> bool:
        return self.measure <= self.goal

    def as_json(self) -> dict[str, object]:
        """For a script."""
        ratio = None if self.floor is None else round(self.measure, 3)
        return {**asdict(self), "ratio": ratio, "met": self.met}


def table(figures: Iterable[Figure]) -> str:
    """For people."""
    lines = ["| what | ours | floor | ratio | goal | met |", "|---|---:|---:|---:|---:|---|"]
    for one in figures:
        floor = "" if one.floor is None else f"{one.floor:.3g} {one.unit}"
        ratio = "" if one.floor is None else f"{one.measure:.2f}"
        goal = f"{one.goal:g} {one.unit}" if one.floor is None else f"{one.goal:g}x"
        met = "yes" if one.met else "**no**"
        lines.append(f"| {one.name} | {one.ours:.3g} {one.unit} | {floor} | {ratio} | {goal} | {met} |")
    return "\n".join(lines) + "\n"


def taken_ms(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def in_turn(ours: Callable[[], float], floor: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The medians of both, taken alternately."""
    pairs = [(ours(), floor()) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def share(values: Sequence[float], of: float) -> float:
    """The value below which that share of them lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * of))]
