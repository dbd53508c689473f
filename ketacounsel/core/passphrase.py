"""What a passphrase must be (NIST SP 800-63B-4: length and a blocklist, no composition rules), said in words.

The word lists are given in; reading them is the services' business.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

FEWEST_SIGNS: Final = 15
MOST_BYTES: Final = 1024
SUGGESTED_WORDS: Final = 6
GUESSES_A_SECOND: Final = 10_000
"""A determined guesser with a few graphics cards, against half a second of Argon2id on 256 MiB."""
ADVICE: Final = "Six unrelated words are better."
APP_WORDS: Final = (
    "ketacounsel",
    "ketamine",
    "counselor",
    "counsellor",
    "therapist",
    "therapy",
    "passphrase",
)
RUNS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "01234567890123456789",
    "98765432109876543210",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_LEET: Final = str.maketrans("013457@$!", "oleastasi")
_SPANS: Final = (
    (60, "in less than a minute"),
    (3600, "in minutes"),
    (2 * 3600, "in about an hour"),
    (24 * 3600, "in hours"),
    (2 * 24 * 3600, "in about a day"),
    (30 * 24 * 3600, "in days"),
    (365 * 24 * 3600, "in months"),
    (10 * 365 * 24 * 3600, "in a few years"),
)
STRONG_S: Final = 100 * 365 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether it may be used, and what to say beside the field."""

    accepted: bool
    strong: bool
    words: str


def judge(
    passphrase: str,
    *,
    blocked: Collection[str] = (),
    context: Sequence[str] = (),
    common: Collection[str] = (),
) -> Judgement:
    """Judge a passphrase.

    Args:
        blocked: passphrases everybody uses, in small letters without spaces.
        context: the practice's and the counselor's names.
        common: words of a dictionary, each guessed as one pick from it.
    """
    text = unicodedata.normalize("NFC", passphrase)
    if refusal := _refusal(text, blocked, context):
        return Judgement(accepted=False, strong=False, words=refusal)
    seconds = 2 ** min(_bits(text, common), 256.0) / 2 / GUESSES_A_SECOND
    if seconds >= STRONG_S:
        return Judgement(accepted=True, strong=True, words="This is hard to guess.")
    span = next((words for limit, words in _SPANS if seconds < limit), "in some years")
    return Judgement(accepted=True, strong=False, words=f"This could be guessed {span}. {ADVICE}")


def suggest(words: Sequence[str], chance: Callable[[int], int]) -> str:
    """Six words picked by chance; `chance(n)` gives a number below n from a source fit for keys."""
    return " ".join(words[chance(len(words))] for _ in range(SUGGESTED_WORDS))


def _refusal(text: str, blocked: Collection[str], context: Sequence[str]) -> str:
    missing = FEWEST_SIGNS - len(text)
    if missing > 0:
        more = "one more" if missing == 1 else f"{missing} more"
        return f"A passphrase has at least 15 characters: {more}."
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return "This is longer than a passphrase can be (1,024 bytes)."
    small = text.casefold()
    core = _letters(small)
    if _repeats(small) or _repeats(core):
        return f"This repeats itself and is quickly guessed. {ADVICE}"
    if _is_run(core):
        return f"This follows the alphabet or the keyboard and is quickly guessed. {ADVICE}"
    if _is_blocked(small, blocked):
        return f"This is one of the passphrases that are tried first. {ADVICE}"
    if _is_names(core, context):
        return f"This is little more than the name of the practice, a person or this program. {ADVICE}"
    return ""


def _repeats(text: str) -> bool:
    """One short piece over and over, or hardly any different signs."""
    if len(set(text)) < 4:
        return True
    unit = (text + text).find(text, 1)
    return unit <= len(text) // 2 and unit <= 8


def _is_run(core: str) -> bool:
    ends = core.strip("0123456789") or core
    return any(piece in run * 2 for run in RUNS for piece in (core, ends) if len(piece) > 5)


def _is_blocked(text: str, blocked: Collection[str]) -> bool:
    """As typed, without digits and signs at the ends, and with letters put back for their look-alikes."""
    bare = text.strip("0123456789!?.,-_*# ")
    forms = {form for spelled in (text, bare) for form in (spelled, spelled.translate(_LEET))}
    return any(_letters(form) in blocked for form in forms)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _is_names(core: str, context: Sequence[str]) -> bool:
    """True when under six signs are left once the names, their parts and all digits are taken out."""
    parts = {part for name in context for part in re.findall(r"\w{3,}", name.casefold())}
    rest = core
    for part in sorted(parts | set(APP_WORDS), key=len, reverse=True):
        rest = rest.replace(part, "")
    return rest != core and len(rest.strip("0123456789")) < 6


def _bits(text: str, common: Collection[str]) -> float:
    """A careful guess at the guesses: a known word counts as one pick, other letters 2.5 bits, and so on."""
    a_word = math.log2(max(len(common), 2048))
    bits, seen = 0.0, set[str]()
    for token in re.findall(r"[^\W\d_]+|\d+|[\W_]+", text.casefold()):
        if token in seen:
            bits += 1
        elif token.isalpha():
            bits += min(a_word, 2.5 * len(token)) if token in common else 2.5 * len(token)
        elif token.isdigit():
            bits += min(3.3 * len(token), 10 + 2 * max(0, len(token) - 4))
        elif not token.isspace():
            bits += 2 + 2.5 * len(token.strip())
        seen.add(token)
    capitals = sum(sign.isupper() for sign in text)
    return bits + min(capitals, 3)
