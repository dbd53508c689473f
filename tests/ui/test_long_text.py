"""Walls of text that are pasted: parted so that the next key is quick, and no word of them is lost."""

from __future__ import annotations

import pytest

from ketacounsel.ui.widgets.long_text import LONGEST_PARAGRAPH, part_walls


@pytest.mark.parametrize(
    "wall",
    [
        "The sea was there. " * 3000,
        "and then the sea and then " * 3000,
        "海がそこにあった。" * 3000,
        "w" * 50_000,
        "e\u0301" * 20_000,
        "👩\u200d👩\u200d👧" * 9_000,
        "short. " + "w" * 3000 + " short again.",
    ],
)
def test_a_wall_of_text_is_parted_and_nothing_of_it_is_lost(wall: str) -> None:
    parted = part_walls(wall)
    assert max(len(line) for line in parted.split("\n")) <= LONGEST_PARAGRAPH
    assert "".join(parted.split()) == "".join(wall.split())


def test_words_and_letters_with_marks_stay_whole() -> None:
    words = " ".join(f"word{place}" for place in range(2000))
    assert part_walls(words).split() == words.split()
    assert not any(line.startswith("\u0301") for line in part_walls("e\u0301" * 5000).split("\n"))
    assert not any(line.startswith("\u200d") for line in part_walls("👩\u200d👧" * 5000).split("\n") if line)


def test_what_is_short_enough_is_pasted_as_it_is() -> None:
    words = "First line\n\n  second, with  two spaces\n" + "w" * LONGEST_PARAGRAPH
    assert part_walls(words) == words
