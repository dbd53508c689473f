"""File numbers like HL-0147: the practice's initials, then a count that goes on from the highest."""

from __future__ import annotations

import re
from collections.abc import Iterable

SMALL_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the"})
KINDS_OF_PRACTICE = frozenset(
    {"center", "centre", "clinic", "counseling", "counselling", "practice", "psychotherapy", "therapy"}
)
NO_PREFIX = "KC"
DIGITS = 4


def prefix(practice_name: str) -> str:
    """Two or three initials of the words that are the practice's own: "Harbor Lane Counseling" gives HL."""
    words = [word for word in re.findall(r"\w+", practice_name) if word.casefold() not in SMALL_WORDS]
    own = [word for word in words if word.casefold() not in KINDS_OF_PRACTICE] or words
    if not own:
        return NO_PREFIX
    letters = "".join(word[0] for word in own[:3]) if len(own) > 1 else own[0][:2]
    return letters.upper()


def next_number(practice_name: str, taken: Iterable[str]) -> str:
    """The number after the highest with this practice's prefix; other forms of number are left alone."""
    start = prefix(practice_name)
    ours = re.compile(rf"{re.escape(start)}-(\d{{1,9}})", re.IGNORECASE)
    counts = [int(match[1]) for number in taken if (match := ours.fullmatch(number.strip()))]
    return f"{start}-{max(counts, default=0) + 1:0{DIGITS}d}"
