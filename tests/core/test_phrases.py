"""Typed words find their place inside a sentence, and a name keeps its capital."""

from __future__ import annotations

import pytest

from ketacounsel.core.phrases import opened_low


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("The grey blanket", "the grey blanket"),
        ("A stone, and water", "a stone, and water"),
        ("Ania in the waiting room", "Ania in the waiting room"),
        ("IN, by the nurse", "IN, by the nurse"),
        ("I would like to lie down", "I would like to lie down"),
        ("An", "an"),
        ("", ""),
    ],
)
def test_a_typed_line_opens_low_inside_a_sentence(typed: str, told: str) -> None:
    assert opened_low(typed) == told
