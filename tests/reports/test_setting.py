"""How words become lines and parts become pages: nothing is lost, nothing sticks out."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.report import Paper
from ketacounsel.reports.parts import Area, Filling, Indent, Part, Room, Space
from ketacounsel.reports.style import style_for
from ketacounsel.reports.words import SHRINKS, Words, width_of

LOOK = style_for(Paper.A4).text["body"]
TEXTS = st.text(st.sampled_from("aiMW –é\xa0漢\n"), max_size=300).map(str.strip)


class Pages:
    """A sheet of paper that notes where each part was put."""

    def __init__(self) -> None:
        self.turned = 0
        self.put: list[tuple[int, float, float]] = []

    def showPage(self) -> None:
        self.turned += 1


class Block(Part):
    """So high, with so much space around."""

    def __init__(self, height: float, before: float = 0.0, after: float = 0.0) -> None:
        self.height, self.space_before, self.space_after = height, before, after

    def draw_on(self, canvas: Pages, x: float, y: float) -> None:
        canvas.put.append((canvas.turned + 1, x, y + self.height))


def filled(*parts: Part) -> list[tuple[int, float, float]]:
    """Page, left edge and top of each block, on pages 100 wide and 100 high."""
    pages = Pages()
    Filling(pages, lambda _page: Area(0, 0, 100, 100), lambda _sheet, _page: None).fill(parts)
    return pages.put


def broken(text: str, room: float) -> Words:
    words = Words(text, LOOK)
    words.wrap(room, 1e6)
    return words


@given(TEXTS, st.floats(20, 200))
def test_every_letter_stands_on_some_line_in_its_order(text: str, room: float) -> None:
    lines = [line for _left, line in broken(text, room).lines]
    assert "".join("".join(lines).split(" ")) == "".join(text.replace("\n", " ").split(" "))


@given(TEXTS, st.floats(20, 200))
def test_no_line_is_wider_than_its_room_but_for_its_spaces(text: str, room: float) -> None:
    for _left, line in broken(text, room).lines:
        assert width_of(line, LOOK) <= room + line.count(" ") * SHRINKS * width_of(" ", LOOK) + 1e-6


def test_a_line_takes_every_word_that_fits() -> None:
    lines = [line for _left, line in broken("one two three four", width_of("one two three", LOOK)).lines]
    assert lines == ["one two three", "four"]


def test_line_breaks_are_kept() -> None:
    assert [line for _left, line in broken("Baseline\n14 Sep", 200).lines] == ["Baseline", "14 Sep"]


@pytest.mark.parametrize("count", range(2, 9))
@pytest.mark.parametrize("fit", range(9))
def test_a_paragraph_that_turns_the_page_leaves_two_lines_and_takes_two(count: int, fit: int) -> None:
    whole = broken("\n".join(str(number) for number in range(count)), 200)
    parts = whole.split(200, (fit + 0.5) * LOOK.leading)
    assert [line for part in parts for line in part.lines] in ([], whole.lines)
    assert all(len(part.lines) >= 2 for part in parts)
    assert bool(parts) == (fit >= count or (fit >= 2 and count >= 4))


def test_a_part_of_a_paragraph_keeps_its_words_in_another_width() -> None:
    whole = broken("one two three four five six seven eight nine", 60)
    for part in whole.split(60, 2.5 * LOOK.leading):
        before = " ".join(line for _left, line in part.lines)
        part.wrap(40, 1e6)
        assert " ".join(line for _left, line in part.lines) == before


def test_the_larger_of_two_spaces_counts_and_none_at_the_top() -> None:
    assert filled(Block(10, before=5, after=4), Block(10, before=6), Block(10, before=3)) == [
        (1, 0, 100),
        (1, 0, 84),
        (1, 0, 71),
    ]


def test_what_does_not_fit_begins_the_next_page() -> None:
    assert filled(Block(60), Space(20), Block(30)) == [(1, 0, 100), (2, 0, 100)]


def test_room_is_asked_for_before_a_heading() -> None:
    assert filled(Block(60), Room(50), Block(10)) == [(1, 0, 100), (2, 0, 100)]
    assert filled(Block(60), Room(40), Block(10)) == [(1, 0, 100), (1, 0, 40)]
    assert filled(Room(200), Block(10)) == [(1, 0, 100)]


def test_an_indent_moves_what_follows() -> None:
    assert filled(Indent(6), Block(10), Indent(-6), Block(10)) == [(1, 6, 100), (1, 0, 90)]


def test_a_part_taller_than_a_page_is_refused() -> None:
    with pytest.raises(ValueError, match="taller than a page"):
        filled(Block(60), Block(101))


def test_the_first_report_of_a_day_loads_no_more_than_it_needs() -> None:
    told = "import sys; import ketacounsel.reports.render; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=300
    )
    loaded = set(done.stdout.split())
    assert "reportlab.pdfgen.canvas" in loaded
    assert loaded.isdisjoint({"reportlab.platypus", "reportlab.graphics", "urllib.request", "email", "ssl"})
