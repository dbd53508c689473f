"""Typed words reach the paper as typed: never as markup, in every alphabet the faces hold, in fair time."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace

import pytest

from ketacounsel.core.report import GoalRow, GoalTable, Letterhead, Parties, Report, Summary, Text
from ketacounsel.reports.render import render, render_checked
from tests.reports.examples import MAREN, NOTICE, SIGNATURE
from tests.reports.paper import reader, words

LOCAL = "/" * 3 + "etc"
HOSTILE = [
    "</b>",
    "</para>",
    "<b>unclosed",
    '<img src="/etc/passwd"/>',
    f'<img src="file:{LOCAL}/hostname" width="10" height="10"/>',
    '<a href="http://example.org">here</a>',
    "AT&T &amp; &#65; &bogus;",
    "<font color=\"[[[getattr(pow,Word('__globals__'))]]]\">x</font>",
    "<seq/> <onDraw name='x'/> <para>",
    "1 < 2 > 0 && \"quotes\" 'single'",
    "]]> <!-- comment -->",
]
NAMES = [
    "Łukasz Żółć",
    "José Ñuñez Ibáñez",
    "Ősi Fűrész",
    "Øystein Åse",
    "Þórdís Æsa",
    "Đặng Thị Ngọc Ánh",
    "Ελένη Παπαδοπούλου",
    "Ὀδυσσεύς Ἀχιλλεύς",
    "Наталія Шевченко",
    "Љубица Ђорђевић",
    "Иван Ёлкин",
    "D’Artagnan “Dart” O’Neil",
    "−12 to +28, 0–27 … ≈",
    "e\u0301tude: combined",
]


def saying(text: str) -> Report:
    """A report that says a text in every place a client's words can stand."""
    parties = replace(MAREN.parties, to=(text,), client=text, client_line=text)
    goals = GoalTable("Goals", (GoalRow(text, text, text),))
    blocks = (Summary(text), Text(text, text), goals, SIGNATURE, NOTICE)
    return replace(MAREN, parties=parties, letterhead=Letterhead(text, text, (text,)), blocks=blocks)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_printed_as_it_is(text: str) -> None:
    made = render(saying(text))
    assert squeezed(words(made)).count(squeezed(text)) >= 8
    assert all("/Annots" not in page and not page.images for page in reader(made).pages)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_as_typed(name: str) -> None:
    made = render_checked(saying(name))
    assert made.warnings == ()
    assert squeezed(words(made.pdf)).count(squeezed(name)) >= 8


def test_a_letter_that_no_face_has_is_a_box_and_a_warning() -> None:
    made = render_checked(saying("Smile \U0001f642 and 漢"))
    assert "Smile □ and □" in words(made.pdf)
    assert len(made.warnings) == 2
    assert all("U+" in warning for warning in made.warnings)


def test_signs_that_cannot_be_seen_do_not_turn_the_line_around() -> None:
    made = words(render(saying("safe\u202eevil\u200b\x07\x00 end")))
    assert "safeevil end" in made


def test_a_letter_of_the_second_face_needs_no_warning() -> None:
    made = render_checked(saying("ʼn and n\u030e"))
    assert "ʼn" in words(made.pdf)


@pytest.mark.parametrize(
    "text",
    ["One short sentence. " * 52_000, "word" * 262_000, "line\n" * 8_000],
    ids=["a paragraph", "a word", "lines"],
)
def test_a_megabyte_of_text_ends_within_seconds(text: str) -> None:
    begin = time.process_time()
    made = render_checked(replace(MAREN, blocks=(Text("Notes", text), SIGNATURE, NOTICE)))
    assert made.pages > 100
    assert time.process_time() - begin < 30


def test_a_megabyte_in_a_table_or_a_head_is_shortened_and_said_so() -> None:
    long = "far too long " * 80_000
    goals = GoalTable("Goals", (GoalRow(long, long, long),))
    parties = Parties((long,), long, long, long, long, long, long, long)
    made = render_checked(
        replace(MAREN, parties=parties, letterhead=Letterhead(long, long, (long,)), blocks=(goals, SIGNATURE))
    )
    assert made.pages < 5
    assert any("shortened" in warning for warning in made.warnings)


def test_thousands_of_rows_take_time_in_proportion() -> None:
    def seconds(rows: int) -> float:
        goals = GoalTable("Goals", tuple(GoalRow(f"Goal {row}", "Kept", "1 Oct") for row in range(rows)))
        begin = time.process_time()
        render(replace(MAREN, blocks=(goals, SIGNATURE, NOTICE)))
        return time.process_time() - begin

    seconds(50)
    assert seconds(2400) < 12 * seconds(400)
