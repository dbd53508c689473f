"""Which steps show, what is done, what is open at signing, and when a risk path opens."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from ketacounsel.core.answers import NONE, JsonValue, is_empty
from ketacounsel.core.flow import (
    holds,
    next_step,
    progress,
    risks,
    unsettled,
    visible,
    visible_fields,
)
from ketacounsel.core.templates import Condition, Template, Test
from tests.core.note_examples import EARLY, templates

NOTHING: dict[tuple[str, str], JsonValue] = {}


@dataclass(frozen=True)
class Score:
    flagged: bool


@pytest.fixture
def early() -> Template:
    return templates()["integration_early"]


def with_condition(template: Template) -> Template:
    """The same template, its meaning step shown only after a strong feeling of connection."""
    condition = Condition("arrive", "connection", Test("at_least", 7))
    steps = tuple(replace(step, when=condition) if step.key == "meaning" else step for step in template.steps)
    return replace(template, steps=steps)


@pytest.mark.parametrize(
    ("test", "value", "passes"),
    [
        (Test("at_least", 1), 1, True),
        (Test("at_least", 1), 0, False),
        (Test("at_least", 1), True, False),
        (Test("at_most", 3), 0, True),
        (Test("at_most", 3), None, False),
        (Test("equals", False), False, True),
        (Test("equals", False), None, False),
        (Test("equals", False), 0, False),
        (Test("includes", "fainting"), ["panic", "fainting"], True),
        (Test("includes", "none"), [NONE], False),
        (Test("answered"), "words", True),
        (Test("answered"), " ", False),
    ],
)
def test_an_empty_answer_passes_no_test(test: Test, value: JsonValue, passes: bool) -> None:
    assert holds(test, value) is passes


def test_no_and_nought_are_answers() -> None:
    assert not is_empty(False) and not is_empty(0) and not is_empty([NONE])
    assert is_empty("  ") and is_empty([]) and is_empty({"name": ""}) and is_empty([{"action": ""}])


def test_a_step_with_a_condition_comes_and_goes_with_its_answer(early: Template) -> None:
    early = with_condition(early)
    assert "meaning" not in {step.key for step in visible(early, NOTHING)}
    assert "meaning" in {step.key for step in visible(early, {("arrive", "connection"): 7})}


def test_next_names_the_following_visible_step(early: Template) -> None:
    following = next_step(early, NOTHING, "tell")
    assert following is not None and following.key == "meaning"
    following = next_step(with_condition(early), NOTHING, "tell")
    assert following is not None and following.key == "feel"
    assert next_step(early, NOTHING, "close") is None


def test_a_step_is_done_when_it_holds_something(early: Template) -> None:
    assert progress(early, NOTHING).words == "0 of 8 done"
    assert progress(early, {("feel", "numb"): False, ("close", "useful"): 0}).done == {"feel", "close"}


def test_last_times_step_alone_is_no_entry(early: Template) -> None:
    filled: dict[tuple[str, str], JsonValue] = {("arrive", "review"): [{"action": "Call Ania", "status": ""}]}
    assert not progress(early, filled).done
    filled[("arrive", "review")] = [{"action": "Call Ania", "status": "kept"}]
    assert progress(early, filled).done == {"arrive"}


def test_remote_sessions_ask_where_the_client_is(early: Template) -> None:
    at_hand = {field.key for field in visible_fields(early.step("arrive"), NOTHING)}
    far = {field.key for field in visible_fields(early.step("arrive"), NOTHING, remote=True)}
    assert far - at_hand == {"identity_confirmed", "where_client_is", "someone_near"}


def test_a_required_entry_is_settled_by_an_answer_or_a_reason(early: Template) -> None:
    open_now = {(one.step, one.field) for one in unsettled(early, NOTHING, {})}
    assert open_now == {("safety", "asq"), ("meaning", "insights")}
    assert not unsettled(early, EARLY, {})
    reasons = {("safety", "asq"): "client had to leave", ("meaning", ""): "too early"}
    assert not unsettled(early, NOTHING, reasons)
    assert unsettled(early, NOTHING, {("safety", "asq"): "  ", ("meaning", "insights"): "x"})


def test_the_safety_step_is_not_settled_by_leaving_it_out(early: Template) -> None:
    still = unsettled(early, NOTHING, {("safety", ""): "no time", ("meaning", ""): "too early"})
    assert [one.field for one in still] == ["asq"]


def test_none_yet_settles_the_insights(early: Template) -> None:
    settled: dict[tuple[str, str], JsonValue] = {
        ("meaning", "insights"): [NONE],
        ("safety", "asq"): {"sitting": "s"},
    }
    assert not unsettled(early, settled, {})


def test_a_thought_of_not_wanting_to_live_opens_the_follow_up(early: Template) -> None:
    assert risks(early, {("arrive", "not_wanting_to_live"): 0}, {}) == ()
    (signal,) = risks(early, {("arrive", "not_wanting_to_live"): 1}, {})
    assert signal.path == "R_SUICIDE" and signal.opens_follow_up


def test_item_9_opens_the_follow_up_whatever_the_total() -> None:
    weekly = templates()["integration_meaning"]
    taken: dict[tuple[str, str], JsonValue] = {("measures", "phq9"): {"sitting": "s"}}
    assert risks(weekly, taken, {"phq9": Score(False)}) == ()
    (signal,) = risks(weekly, taken, {"phq9": Score(True)})
    assert signal.opens_follow_up and "item 9" in signal.because


def test_a_positive_screen_opens_the_follow_up(early: Template) -> None:
    taken: dict[tuple[str, str], JsonValue] = {("safety", "asq"): {"sitting": "s"}}
    assert risks(early, taken, {"asq": Score(True)})[0].opens_follow_up
    assert risks(early, taken, {}) == ()


def effect(**row: JsonValue) -> dict[tuple[str, str], JsonValue]:
    return {("safety", "effects"): [row]}


def test_side_effects_lead_to_their_own_lines(early: Template) -> None:
    def paths(answers: dict[tuple[str, str], JsonValue], hours: float | None = 50) -> list[str]:
        return [signal.path for signal in risks(early, answers, {}, hours_since=hours)]

    assert paths(effect(effect="nausea", severity="mild", still=False)) == []
    assert paths(effect(effect="nausea", severity="severe")) == ["R_ACUTE_MED"]
    assert paths(effect(effect="urinary", severity="mild")) == ["R_BLADDER"]
    assert paths(effect(effect="perceptual", still=True)) == ["R_DISSOC_PERSIST"]
    assert paths(effect(effect="perceptual", still=True), hours=20) == []
    assert paths(effect(effect="perceptual", still=True), hours=None) == []
    assert paths(effect(effect="perceptual", still=False)) == []
    assert paths({("safety", "effects"): [NONE]}) == []


def test_little_sleep_counts_only_with_high_energy(early: Template) -> None:
    short: dict[tuple[str, str], JsonValue] = {("arrive", "sleep_hours"): 3}
    assert risks(early, short, {}) == ()
    (signal,) = risks(early, {**short, ("arrive", "energy"): 9}, {})
    assert signal.path == "R_PSYCHOSIS_MANIA" and not signal.opens_follow_up and signal.line


def test_a_no_on_the_day_stops_the_infusion() -> None:
    (signal,) = risks(templates()["infusion_day"], {("arrive", "consent_still_yes"): False}, {})
    assert signal.path == "R_CONSENT"
