"""File numbers as they are given out."""

from __future__ import annotations

import pytest

from ketacounsel.core.file_numbers import next_number, prefix


@pytest.mark.parametrize(
    ("practice", "letters"),
    [
        ("Harbor Lane Counseling", "HL"),
        ("The House of Willow and Stone", "HWS"),
        ("Lighthouse", "LI"),
        ("Psychotherapy Practice", "PP"),
        ("Łódź Integration", "ŁI"),
        ("", "KC"),
        ("—", "KC"),
    ],
)
def test_the_letters_are_the_practices_initials(practice: str, letters: str) -> None:
    assert prefix(practice) == letters


def test_the_first_client_has_number_one() -> None:
    assert next_number("Harbor Lane Counseling", []) == "HL-0001"


def test_the_count_goes_on_from_the_highest_even_when_one_is_gone() -> None:
    assert next_number("Harbor Lane Counseling", ["HL-0001", "HL-0146", "hl-0009"]) == "HL-0147"


def test_numbers_typed_in_another_form_are_left_alone() -> None:
    assert next_number("Harbor Lane Counseling", ["2024/900", "XX-5000", "HL-0003b"]) == "HL-0001"


def test_the_count_may_grow_past_four_digits() -> None:
    assert next_number("Harbor Lane Counseling", ["HL-9999"]) == "HL-10000"
