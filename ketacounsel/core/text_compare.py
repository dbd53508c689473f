"""Two versions of a text side by side: which words went, which came."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

MOST_WORDS = 4000
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one side; `changed` when the other side has not got them."""

    text: str = field(repr=False)
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it was and as it is; an empty side has no such line."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def removed(self) -> bool:
        return any(one.changed for one in self.before)

    @property
    def added(self) -> bool:
        return any(one.changed for one in self.after)


def compare(before: str, after: str) -> tuple[Row, ...]:
    """Line by line, and within changed lines word by word; blank lines are left out."""
    old = [line for line in before.split("\n") if line.strip()]
    new = [line for line in after.split("\n") if line.strip()]
    rows: list[Row] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            rows += [Row((Piece(line),), (Piece(line),)) for line in old[a:b]]
        else:
            rows += _changed(old[a:b], new[c:d])
    return tuple(rows)


def _changed(old: list[str], new: list[str]) -> list[Row]:
    both = min(len(old), len(new))
    rows = [_by_words(before, after) for before, after in zip(old, new, strict=False)]
    rows += [Row((Piece(line, True),), ()) for line in old[both:]]
    rows += [Row((), (Piece(line, True),)) for line in new[both:]]
    return rows


def _by_words(before: str, after: str) -> Row:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return Row((Piece(before, True),), (Piece(after, True),))
    left: list[Piece] = []
    right: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append(Piece("".join(old[a:b]), what != "equal"))
        if d > c:
            right.append(Piece("".join(new[c:d]), what != "equal"))
    return Row(tuple(left), tuple(right))
