"""The recovery key on paper: one page with the key, what it opens and what to do, and no more than that."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from ketacounsel.core.report import Paper
from ketacounsel.reports.key_sheet import KeySheet, render_key_sheet

GROUPS = ("XC0RZ", "VNJ33", "GEMAQ", "PTAHM", "1P6NC", "0D2CQ")


def sheet(practice: str = "Harbor Lane Counseling") -> KeySheet:
    return KeySheet(practice, "609F BD0A", date(2026, 10, 15), GROUPS)


@pytest.mark.parametrize("paper", list(Paper))
def test_the_sheet_is_one_page_with_the_whole_key(paper: Paper) -> None:
    reader = PdfReader(BytesIO(render_key_sheet(sheet(), paper)))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert all(group in text for group in GROUPS)
    assert "609F BD0A" in text
    assert "15 October 2026" in text
    assert "Harbor Lane Counseling" in text


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render_key_sheet(sheet(), Paper.A4) == render_key_sheet(sheet(), Paper.A4)


def test_a_practice_s_name_is_printed_as_typed_and_never_as_markup() -> None:
    text = (
        PdfReader(BytesIO(render_key_sheet(sheet("Łódź & <b>Ωμέγα</b>"), Paper.A4))).pages[0].extract_text()
    )
    assert "Łódź & <b>Ωμέγα</b>" in text


def test_the_key_stands_in_no_property_of_the_file() -> None:
    told = PdfReader(BytesIO(render_key_sheet(sheet(), Paper.LETTER))).metadata
    assert told is not None
    assert not any(group in str(value) for group in GROUPS for value in told.values())
    assert "XC0RZ" not in repr(sheet())


def squares(groups: tuple[str, ...]) -> list[str]:
    """The bars that the code for a camera is made of."""
    made = KeySheet("Harbor Lane Counseling", "609F BD0A", date(2026, 10, 15), groups)
    content = PdfReader(BytesIO(render_key_sheet(made, Paper.A4))).pages[0].get_contents()
    assert content is not None
    return [line for line in content.get_data().decode("latin-1").splitlines() if " re" in line]


def test_a_camera_can_take_the_key_from_the_sheet() -> None:
    assert len(squares(GROUPS)) > 100
    assert squares(GROUPS) != squares(GROUPS[::-1]), "another key is another pattern"
