"""What a passphrase must be, and how it is spoken of."""

from __future__ import annotations

import pytest

from ketacounsel.core import passphrase as policy

COMMON = ("river", "lantern", "copper", "window", "marble", "sunset", "password", "dragon")
BLOCKED = {"letmeinplease", "correcthorsebatterystaple", "password", "iloveyouforever", "thisismypassword"}
NAMES = ("Harbor Light Counseling", "Dana Whitfield")

REFUSED = [
    ("", "15 more"),
    ("short", "10 more"),
    ("fourteen signs", "one more"),
    ("éééééééé", "7 more"),
    ("a" * 1025, "1,024 bytes"),
    ("é" * 513, "1,024 bytes"),
    ("aaaaaaaaaaaaaaa", "repeats"),
    ("abcabcabcabcabc", "repeats"),
    ("hahahahahahahaha", "repeats"),
    ("12121212121212121", "repeats"),
    ("               ", "repeats"),
    ("Pass1!Pass1!Pass1!", "repeats"),
    ("abcdefghijklmno", "alphabet"),
    ("123456789012345", "alphabet"),
    ("qwertyuiopasdfgh", "keyboard"),
    ("qwertzuiopasdfg1", "keyboard"),
    ("zyxwvutsrqponml2024", "alphabet"),
    ("correct horse battery staple", "tried first"),
    ("Correct-Horse-Battery-Staple", "tried first"),
    ("C0rrect h0rse b4ttery 5taple", "tried first"),
    ("LetMeInPlease2026!", "tried first"),
    ("I love you forever 99", "tried first"),
    ("p@ssword1234567890", "tried first"),
    ("This is my password", "tried first"),
    ("Harbor Light 2026", "name"),
    ("harborlightcounseling", "name"),
    ("Dana Whitfield 1", "name"),
    ("KetaCounsel passphrase", "name"),
    ("ketamine therapist 1", "name"),
]
ACCEPTED = [
    "fifteen signs ok",
    "river lantern copper window marble sunset",
    "gT7#kq92LmZx!pQ",
    "дом река окно лампа семь",
    "私は毎朝川沿いを歩いてから仕事へ行く",
    "  leading and trailing count  ",
    "maple-tuba-fjord-ninety-oxen-gauze",
]


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_refused_in_words(text: str, says: str) -> None:
    judged = policy.judge(text, blocked=BLOCKED, context=NAMES, common=COMMON)
    assert not judged.accepted
    assert says in judged.words


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepted(text: str) -> None:
    assert policy.judge(text, blocked=BLOCKED, context=NAMES, common=COMMON).accepted


def test_exactly_fifteen_signs_and_exactly_1024_bytes_are_enough() -> None:
    assert policy.judge("gT7#kq92LmZx!pQ").accepted
    assert policy.judge("gT7#kq92LmZx!pQ" + "ü" * 504 + "z").accepted


def test_signs_are_counted_after_composing() -> None:
    """Fourteen letters with a separate accent are fourteen."""
    assert not policy.judge("fourteen sign" + "e\u0301").accepted


def test_six_unrelated_words_are_called_hard_to_guess() -> None:
    judged = policy.judge("river lantern copper window marble sunset", common=COMMON)
    assert judged.strong
    assert judged.words == "This is hard to guess."


def test_two_words_with_a_year_are_told_how_soon_they_fall() -> None:
    judged = policy.judge("dragon sunset 2024", common=COMMON)
    assert judged.accepted
    assert not judged.strong
    assert judged.words.startswith("This could be guessed in ")
    assert judged.words.endswith("Six unrelated words are better.")


def test_a_suggestion_is_six_words_by_chance() -> None:
    picks = iter([0, 1, 2, 3, 4, 5])
    assert policy.suggest(COMMON, lambda _: next(picks)) == "river lantern copper window marble sunset"
