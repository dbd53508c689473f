"""The progress report as its reader gets it: the words on its pages, the rules of the page, its bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ketacounsel.core.report import (
    GoalRow,
    GoalTable,
    Notice,
    NumberedQuestions,
    Paper,
    Report,
    Signature,
    Summary,
    Text,
)
from ketacounsel.reports.protect import protect
from ketacounsel.reports.render import render, render_checked
from tests.reports.examples import EMPTY, MAREN, NOTICE, ONE_SESSION, SIGNATURE
from tests.reports.long_examples import two_years
from tests.reports.paper import body_lines, catalog, pages, reader, words

PAPERS = list(Paper)
SENTENCE = {"She", "slept", "well", "and", "called", "her", "sister", "on", "Sunday", "evening."}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_first_page_ends_with_the_measures_table(paper: Paper) -> None:
    first, second = pages(render(MAREN, paper))
    assert "Progress report" in first
    assert "Born 4 Mar 1985 · file HL-0147" in first
    assert "Her PHQ-9 has fallen from 21 (severe) to 9 (mild)." in " ".join(first.split())
    assert "50 or below suggests low" in " ".join(first.split())
    assert "Infusions and integration sessions" in second
    assert "Would ondansetron beforehand be suitable?" in second


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_says_whose_it_is_and_how_many_there_are(paper: Paper) -> None:
    for number, page in enumerate(pages(render(MAREN, paper)), start=1):
        assert "Maren Ostrowski · HL-0147 · Progress report, 16 Oct 2026" in page
        assert f"Page {number} of 2" in page
        assert "Confidential" in page


def test_the_pages_have_the_size_of_the_paper() -> None:
    a4, letter = (reader(render(MAREN, paper)).pages[0].mediabox for paper in PAPERS)
    assert (round(a4.width), round(a4.height)) == (595, 842)
    assert (round(letter.width), round(letter.height)) == (612, 792)


@pytest.mark.parametrize(
    "report", [MAREN, EMPTY, ONE_SESSION, two_years()], ids=["two", "empty", "one", "long"]
)
def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert render(report) == render(report)


def test_a_client_without_scores_is_told_so_and_empty_parts_are_left_out() -> None:
    text = words(render(EMPTY))
    assert "No scores between 14 Sep and 16 Oct." in text
    assert "Themes and daily life" not in text
    assert "Goals" not in text


def test_one_session_fits_one_page() -> None:
    made = render_checked(ONE_SESSION)
    assert made.pages == 1
    assert "Page 1 of 1" in words(made.pdf)


def test_two_years_turn_pages_with_the_table_heads_again() -> None:
    made = pages(render(two_years(90)))
    with_rows = [page for page in made if "Visit " in page]
    assert len(with_rows) >= 3
    assert all("Aftereffects" in page for page in with_rows)
    for number in range(1, 91):
        assert sum(f"Visit {number}\n" in page or f"Visit {number} " in page for page in with_rows) == 1


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sentences", range(0, 60, 3))
def test_no_page_is_left_with_fewer_than_five_lines(paper: Paper, sentences: int) -> None:
    text = Text("Daily life", "She slept well and called her sister on Sunday evening. " * sentences)
    made = pages(render(replace(MAREN, blocks=(*MAREN.blocks[:3], text, SIGNATURE, NOTICE)), paper))
    assert all(len(body_lines(page)) >= 5 for page in made)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sentences", range(24, 96, 3))
def test_a_signature_keeps_three_lines_of_text_above_it(paper: Paper, sentences: int) -> None:
    text = Text("Daily life", "She slept well and called her sister on Sunday evening. " * sentences)
    made = pages(render(replace(MAREN, blocks=(MAREN.blocks[0], text, SIGNATURE, NOTICE)), paper))
    last = body_lines(made[-1])
    assert sum(not SENTENCE.isdisjoint(line.split()) for line in last) >= 3
    assert sum("License LPC.0012846" in page for page in made) == 1


def test_a_signature_after_a_long_table_takes_its_last_rows_along() -> None:
    for rows in range(20, 40):
        goals = GoalTable("Goals", tuple(GoalRow(f"Goal {row}", "Kept", "1 Oct") for row in range(rows)))
        last = pages(render(replace(MAREN, blocks=(goals, SIGNATURE, NOTICE))))[-1]
        assert last.count("Kept") >= 3
        assert last.count("Progress\n") <= 1


def test_signed_in_the_app_says_so_and_each_page_carries_the_check() -> None:
    signed = Signature(
        "Dana Whitfield, LPC",
        "License LPC.0012846, Colorado",
        "Signed electronically by Dana Whitfield, LPC, 16 Oct 2026, 09:20.",
        "7F3A 91C2",
    )
    blocks = (*(block for block in MAREN.blocks if not isinstance(block, Signature | Notice)), signed, NOTICE)
    made = pages(render(replace(MAREN, blocks=blocks)))
    assert "Signed electronically by Dana Whitfield, LPC, 16 Oct 2026, 09:20. Check 7F3A 91C2." in made[-1]
    assert all("Check 7F3A 91C2" in page for page in made)


def test_title_author_and_language_are_in_the_file() -> None:
    made = reader(render(MAREN))
    assert made.metadata is not None
    assert made.metadata.title == "Progress report, HL-0147"
    assert made.metadata.author == "Dana Whitfield, LPC"
    assert catalog(render(MAREN))["/Lang"] == "en"


def test_the_structure_names_headings_tables_lists_and_the_chart_in_reading_order() -> None:
    root = catalog(render(MAREN))
    assert root["/MarkInfo"]["/Marked"]
    document = root["/StructTreeRoot"]["/K"]
    kinds = [kid.get_object()["/S"] for kid in document["/K"]]
    assert kinds[kinds.index("/H1") :].count("/H2") == 7
    assert kinds.index("/Figure") < kinds.index("/Table") < kinds.index("/L")
    figure = next(kid.get_object() for kid in document["/K"] if kid.get_object()["/S"] == "/Figure")
    assert "PHQ-9 from 14 September to 16 October, 21 to 9, three infusions" in figure["/Alt"]
    assert "12 Oct 2026 13 Moderate" in figure["/Alt"]


def test_every_mark_on_a_page_belongs_to_the_tree() -> None:
    made = reader(render(MAREN))
    numbers = catalog(render(MAREN))["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    listed: list[Any] = list(made.pages)
    for index, page in enumerate(listed):
        content = page.get_contents()
        assert content is not None
        code = content.get_data().decode("latin-1")
        assert code.count("/MCID") == len(numbers[2 * index + 1])
        assert code.count("BDC") + code.count("BMC") == code.count("EMC")
        assert page["/StructParents"] == index


def test_a_password_closes_the_file_with_aes() -> None:
    closed = reader(protect(render(ONE_SESSION), "four words and a river"))
    assert closed.is_encrypted
    assert closed.decrypt("another") == 0
    assert closed.decrypt("four words and a river") != 0
    assert "One preparation session" in closed.pages[0].extract_text()


def test_a_hollow_score_has_its_footnote() -> None:
    assert "Hollow: the period the answers look back on includes an infusion." in words(render(MAREN))


def test_a_report_of_questions_alone_is_whole() -> None:
    only = replace(MAREN, blocks=(Summary("One line."), NumberedQuestions("Plan", ("First.", "Second."))))
    assert "1. First. 2. Second." in words(render(only))
