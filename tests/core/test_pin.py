"""The signing PIN: six digits, no patterns, and the passphrase after five misses."""

from __future__ import annotations

import pytest

from ketacounsel.core import pin
from ketacounsel.core.errors import BadInput


@pytest.mark.parametrize("good", ["274901", "000417", "195083"])
def test_six_digits_are_a_pin(good: str) -> None:
    assert pin.check_new(good) == good


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "12345",
        "1234567",
        "12345a",
        "１２３４５６",
        "000000",
        "123456",
        "654321",
        "890123",
        "121212",
        "417417",
    ],
)
def test_a_pin_with_a_pattern_or_without_six_digits_is_refused(bad: str) -> None:
    with pytest.raises(BadInput):
        pin.check_new(bad)


def test_the_third_miss_says_that_two_tries_are_left() -> None:
    tries, said = pin.PinTries(), list[str]()
    for _ in range(5):
        tries = tries.missed()
        said.append(tries.refusal().todo)
    assert said == [
        "",
        "",
        "Two tries left, then your passphrase is asked.",
        "One try left, then your passphrase is asked.",
        "Your passphrase signs now.",
    ]
    assert tries.passphrase_asked
    assert tries.refusal().what == "That PIN is not right."
