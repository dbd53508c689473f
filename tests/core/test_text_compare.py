"""Two versions of a note side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.text_compare import Piece, compare


def test_a_changed_word_is_marked_on_both_sides() -> None:
    (row,) = compare("She slept badly.", "She slept well.")
    assert Piece("badly.", True) in row.before
    assert Piece("well.", True) in row.after
    assert row.removed and row.added


def test_a_new_line_stands_on_one_side_only() -> None:
    rows = compare("One.", "One.\n\nTwo.")
    assert [one.added for one in rows] == [False, True]
    assert rows[1].before == ()


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_no_word_is_lost_on_either_side(before: str, after: str) -> None:
    rows = compare(before, after)
    for given_text, side in ((before, "before"), (after, "after")):
        shown = "".join(piece.text for row in rows for piece in getattr(row, side))
        assert "".join(shown.split()) == "".join(given_text.split())
