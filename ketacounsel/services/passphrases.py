"""The passphrase policy with the word lists that come with the program."""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import TYPE_CHECKING

from ketacounsel.core import passphrase as policy
from ketacounsel.paths import resource_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketacounsel.core.passphrase import Judgement


def judge(passphrase: str, names: Sequence[str] = ()) -> Judgement:
    """Judge a passphrase; `names` are those of the practice and the counselor."""
    return policy.judge(passphrase, blocked=_often_tried(), context=names, common=_word_set())


def suggest() -> str:
    """Six words out of 7,776: 77 bits."""
    return policy.suggest(_words(), secrets.randbelow)


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    text = (resource_root() / "words" / "words.txt").read_text(encoding="ascii")
    return tuple(text.split())


@lru_cache(maxsize=1)
def _word_set() -> frozenset[str]:
    return frozenset(_words())


@lru_cache(maxsize=1)
def _often_tried() -> frozenset[str]:
    text = (resource_root() / "words" / "often-tried.txt").read_text(encoding="ascii")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
