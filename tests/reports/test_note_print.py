"""A note on paper says whether it is signed, who signed it, and what was added since."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from ketacounsel.core.note_paper import AddendumPaper, NotePaper
from ketacounsel.core.report import Paper
from ketacounsel.reports.note_print import render_note

DRAFT = NotePaper(
    paper=Paper.A4,
    practice="Harbor Lane Counseling",
    title="Integration session",
    head=(("Client", "Maren Ostrowski, file HL-0147"), ("Service", "15 Oct 2026, 14:31–15:22")),
    sections=(
        ("Data", "Slept well.\n\nThe cellar <b>& what was in it</b>."),
        ("Assessment", ""),
        ("Plan", "x"),
    ),
    footer="Maren Ostrowski · HL-0147 · Integration session, 15 Oct 2026",
)
SIGNED = replace(
    DRAFT,
    signed="Signed electronically by Dana Whitfield, LPC, 15 Oct 2026, 17:42.",
    licence="License LPC.0012846",
    check="7F3A 91C2",
    addenda=(AddendumPaper("Addendum 1", "Told by phone.", "Signed electronically by Dana, 16 Oct."),),
)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_a_draft_says_on_every_page_that_it_is_one() -> None:
    long = replace(DRAFT, sections=(("Data", "\n\n".join(["A sentence of the session. " * 12] * 40)),))
    shown = pages(render_note(long))
    assert len(shown) > 1
    assert all("DRAFT" in page for page in shown)
    assert "Not signed" in shown[-1]


def test_a_signed_note_shows_its_signature_its_check_and_its_addenda() -> None:
    (page,) = pages(render_note(SIGNED))
    assert "DRAFT" not in page
    for words in ("Dana Whitfield", "7F3A 91C2", "LPC.0012846", "Addendum 1", "Told by phone."):
        assert words in page


def test_what_a_client_said_is_printed_as_it_was_typed() -> None:
    assert "<b>& what was in it</b>" in pages(render_note(SIGNED))[0].replace("\n", " ")


def test_the_same_note_gives_the_same_bytes_on_either_paper() -> None:
    assert render_note(SIGNED) == render_note(SIGNED)
    letter = replace(SIGNED, paper=Paper.LETTER)
    box = PdfReader(BytesIO(render_note(letter))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_a_reason_for_what_is_missing_stands_on_the_paper() -> None:
    given = replace(SIGNED, incomplete_reason="Client left early.")
    assert "Client left early." in pages(render_note(given))[0]
