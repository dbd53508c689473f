"""A signed text falls apart again into the sections it was made of."""

from __future__ import annotations

from ketacounsel.core.drafting import Draft, Paragraph, plain_text
from ketacounsel.core.note_body import sections

PLACES = {
    "data": {"dap": "data", "soap": "subjective", "birp": "behavior"},
    "plan": {"dap": "plan", "soap": "plan", "birp": "plan"},
}
DRAFT = Draft(
    "dap", (Paragraph("a", PLACES["data"], "One.\n\nTwo."), Paragraph("b", PLACES["plan"], "Plan\nit."))
)


def test_every_section_comes_back_with_its_paragraphs() -> None:
    assert sections(plain_text(DRAFT), "dap") == (
        ("Data", "One.\n\nTwo."),
        ("Assessment", "Nothing entered."),
        ("Plan", "Plan\nit."),
    )


def test_text_before_the_first_title_is_shown_too() -> None:
    assert sections("Loose words.\n\nPlan\nGo on.\n", "dap") == (("", "Loose words."), ("Plan", "Go on."))
