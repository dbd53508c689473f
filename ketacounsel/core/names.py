"""Names as people look for them: accents, case and spacing don't matter."""

from __future__ import annotations

import unicodedata

STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def folded(name: str) -> str:
    """The name in plain small letters with single spaces: "Łukasz  Żółć" gives "lukasz zolc"."""
    if name.isascii():
        return " ".join(name.lower().split())
    apart = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.translate(STROKES).split())


def by_family_name(name: str) -> tuple[str, str]:
    """What a list is sorted by: the last word, then the whole."""
    plain = folded(name)
    return plain.rpartition(" ")[2], plain


def nearness(wanted: str, name: str, file_no: str) -> int | None:
    """How well a client answers to what was typed (folded): 0 best; nothing when not at all."""
    if not wanted:
        return None
    plain = folded(name)
    if plain.startswith(wanted):
        return 0
    words = plain.split()
    if any(word.startswith(wanted) for word in words):
        return 1
    parts = wanted.split()
    if len(parts) > 1 and all(any(word.startswith(part) for word in words) for part in parts):
        return 1
    number = file_no.casefold()
    if number.startswith(wanted) or number.endswith(wanted):
        return 2
    return 3 if wanted in plain else None
