"""What a reader finds in a PDF: its words, page by page, and the lines of a page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def catalog(pdf: bytes) -> Any:
    """The file's root, whose entries pypdf knows no types of."""
    return reader(pdf).root_object


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in reader(pdf).pages]


def words(pdf: bytes) -> str:
    """All words in one line, so that a line break in the middle of a sentence does not matter."""
    return " ".join(" ".join(pages(pdf)).split())


def body_lines(page: str) -> list[str]:
    """A page's lines without its running head and foot."""
    lines = [line for line in page.splitlines() if line.strip()]
    running = (
        "Page ",
        "Confidential",
        "Maren Ostrowski · HL-0147",
        "Harbor Lane Counseling",
        "Progress report ·",
    )
    return [line for line in lines if not line.startswith(running) or line.startswith("Confidential mental")]
