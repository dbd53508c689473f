"""What is taken back is exactly what was done."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.ui.screens.note.steps import MOST, Kept, Steps, Typed, splice


@given(st.text(alphabet="ab c", max_size=30), st.text(alphabet="ab c", max_size=30))
def test_any_change_goes_back_and_forth(before: str, after: str) -> None:
    step = Typed("x", *splice(before, after))
    assert step.again(before) == after
    assert step.back(after) == before


def test_typing_without_a_pause_is_one_step() -> None:
    steps = Steps()
    steps.typed("a", "", "on", settled_it=False, now=1.0)
    steps.typed("a", "on", "one", settled_it=False, now=1.2)
    steps.typed("a", "one", "one two", settled_it=False, now=9.0)
    assert [one.added for one in steps.done if isinstance(one, Typed)] == ["one", " two"]


def test_two_hundred_steps_are_kept() -> None:
    steps = Steps()
    for number in range(MOST + 5):
        steps.acted(Kept(str(number)))
    assert len(steps.done) == MOST
