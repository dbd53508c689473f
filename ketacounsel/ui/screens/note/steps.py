"""What was done to a note's draft, to be taken back and done again: 200 steps, across all its lines."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

MOST = 200
PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Typed:
    """In one line, `removed` gave way to `added` at a place. `settled_it`: it was an ochre line before."""

    line: str
    at: int
    removed: str = field(repr=False)
    added: str = field(repr=False)
    settled_it: bool = False

    def back(self, text: str) -> str:
        return text[: self.at] + self.removed + text[self.at + len(self.added) :]

    def again(self, text: str) -> str:
        return text[: self.at] + self.added + text[self.at + len(self.removed) :]

    def fits(self, text: str, *, undone: bool) -> bool:
        """Whether the line still reads as this step left it."""
        there = self.removed if undone else self.added
        return text[self.at : self.at + len(there)] == there


@dataclass(frozen=True, slots=True)
class Kept:
    """An ochre line was kept as written."""

    line: str


@dataclass(frozen=True, slots=True)
class Reformatted:
    """The note went from one format to another."""

    before: str
    after: str


Step = Typed | Kept | Reformatted


class Steps:
    """The steps of one note. Typing in one line without a pause is one step."""

    def __init__(self) -> None:
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self._before = ""
        self._typed_at = -PAUSE_S

    def typed(
        self, line: str, before: str, after: str, *, settled_it: bool, now: float | None = None
    ) -> None:
        """A line changed from one text to another."""
        at = time.monotonic() if now is None else now
        last = self.done[-1] if self.done else None
        if isinstance(last, Typed) and last.line == line and at - self._typed_at < PAUSE_S:
            self.done.pop()
            settled_it = settled_it or last.settled_it
        else:
            self._before = before
        self._typed_at = at
        if self._before != after:
            self._add(Typed(line, *splice(self._before, after), settled_it))

    def pause(self) -> None:
        """What is typed from here on is a step of its own."""
        self._typed_at = -PAUSE_S

    def acted(self, step: Step) -> None:
        """A line was kept, or the format changed."""
        self.pause()
        self._add(step)

    def clear(self) -> None:
        self.done.clear()
        self.undone.clear()

    def _add(self, step: Step) -> None:
        self.done = [*self.done[-(MOST - 1) :], step]
        self.undone.clear()


def splice(before: str, after: str) -> tuple[int, str, str]:
    """Where two texts part, what the first has there and what the second has."""
    start = _same(before, after)
    short = min(len(before), len(after)) - start
    end = _same_end(before, after, short)
    return start, before[start : len(before) - end], after[start : len(after) - end]


def _same(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[low:middle] == b[low:middle] else (low, middle - 1)
    return low


def _same_end(a: str, b: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        same = a[len(a) - middle :] == b[len(b) - middle :]
        low, high = (middle, high) if same else (low, middle - 1)
    return low
