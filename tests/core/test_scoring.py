"""Every questionnaire is counted by its own rules, and a blank is never taken for a no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.errors import BadInput
from ketacounsel.core.measures import Example, Measure, Score
from ketacounsel.core.scoring import as_json, listing, parse_answers, score, score_entered
from tests.core.measure_set import NAMES, shipped

EXAMPLES = [(name, example) for name in NAMES for example in shipped(name).examples]


def scored(name: str, typed: str) -> Score:
    measure = shipped(name)
    return score(measure, parse_answers(measure, typed.split()))


def state(result: Score, key: str) -> str:
    return {flag.key: flag.state for flag in result.flags}[key]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n}: {e.answers}" for n, e in EXAMPLES])
def test_a_worked_example_scores_as_written(name: str, example: Example) -> None:
    found = scored(name, example.answers)
    assert (found.total, found.status, found.band) == (example.total, example.status, example.band)
    assert {key: found.subscales[key] for key in example.subscales} == dict(example.subscales)
    assert {key: state(found, key) for key in example.flags} == dict(example.flags)
    assert found.missing == example.answers.split().count("_") or name == "asq"


def test_the_settled_vectors_are_all_there() -> None:
    assert [len(shipped(name).examples) for name in NAMES] == [8, 11, 11, 17, 7]


def test_item_nine_above_zero_opens_safety_in_the_lowest_band() -> None:
    found = scored("phq9", "0 0 0 0 0 0 0 0 1")
    assert (found.total, found.band, found.opens_safety) == (1, "minimal", True)


def test_a_blank_item_nine_is_unknown_and_asked_again() -> None:
    found = scored("phq9", "2 2 2 2 2 2 2 1 _")
    assert (found.total, found.status, found.missing) == (17, "prorated", 1)
    assert not found.opens_safety
    (flag,) = found.flags
    assert (flag.state, flag.words) == ("unknown", "Item 9 was not answered. Ask it again.")


def test_item_nine_speaks_even_where_no_total_can_be_given() -> None:
    found = scored("phq9", "_ _ _ 2 _ 2 2 1 2")
    assert (found.total, found.band, found.opens_safety) == (None, None, True)


def test_the_difficulty_question_is_kept_and_not_counted() -> None:
    assert scored("phq9", "1 1 1 1 1 0 0 0 0 3").total == 5


def test_a_yes_in_the_asq_is_positive_while_question_five_is_open() -> None:
    found = scored("asq", "0 0 1 0")
    assert (found.status, found.missing, found.band) == ("incomplete", 1, None)
    assert found.opens_safety and state(found, "acute") == "unknown"


def test_question_five_is_never_missing_from_a_negative_screen() -> None:
    found = scored("asq", "n n n n")
    assert (found.status, found.missing, found.band, found.total) == ("complete", 0, "negative", None)
    assert {flag.state for flag in found.flags} == {"negative"}


def test_a_yes_to_question_five_is_acute_whatever_came_before() -> None:
    assert scored("asq", "0 0 0 0 1").band == "acute positive"
    assert scored("asq", "_ _ _ _ 1").band == "acute positive"


def test_one_blank_among_nos_leaves_the_screen_open() -> None:
    found = scored("asq", "0 0 _ 0")
    assert (found.status, found.band, state(found, "suicide_screen")) == ("incomplete", None, "unknown")


def test_harm_in_the_pcl5_is_a_prompt_and_no_suicide_flag() -> None:
    found = scored("pcl5", " ".join(["4"] * 20))
    assert state(found, "item16") == "positive"
    assert not found.opens_safety


def test_a_total_from_the_clinic_leaves_every_flag_unknown() -> None:
    found = score_entered(shipped("phq9"), 14)
    assert (found.band, found.status, state(found, "item9")) == ("moderate", "complete", "unknown")


@pytest.mark.parametrize(("name", "total"), [("phq9", 28), ("phq9", -1), ("who5", 50), ("asq", 1)])
def test_a_total_that_cannot_be_is_refused(name: str, total: int) -> None:
    with pytest.raises(BadInput):
        score_entered(shipped(name), total)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("phq9", "1 2", "PHQ-9 takes 9 to 10 answers, 2 were given."),
        ("gad7", "1", "GAD-7 takes 7 answers, 1 was given."),
        ("gad7", "0 0 0 0 0 0 4", "Answer 7 of GAD-7 must be a number from 0 to 3, or _ for a blank."),
        ("who5", "0 0 x 0 0", "Answer 3 of WHO-5 must be a number from 0 to 5, or _ for a blank."),
        ("who5", "0 0 -1 0 0", "Answer 3 of WHO-5 must be a number from 0 to 5, or _ for a blank."),
    ],
)
def test_wrong_answers_are_refused_in_one_line(name: str, typed: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_answers(shipped(name), typed.split())
    assert refused.value.what == words


def test_answers_to_no_item_or_no_choice_are_refused() -> None:
    for answers in ({"10": 1}, {"1": 4}, {"1": -1}):
        with pytest.raises(BadInput):
            score(shipped("phq9"), answers)


def test_a_script_reads_the_score_as_plain_values() -> None:
    assert as_json(scored("phq9", "2 2 2 2 2 2 2 1 1")) == {
        "measure": "phq9",
        "edition": 1,
        "total": 16,
        "status": "complete",
        "missing": 0,
        "band": "moderately severe",
        "subscales": {"phq2": 4},
        "flags": [
            {
                "key": "item9",
                "state": "positive",
                "words": "Item 9 was answered above 0. Ask about safety today.",
            }
        ],
    }
    assert listing(shipped("who5"))["range"] == [0, 100]
    assert listing(shipped("asq"))["range"] is None


def answers_to(measure: Measure) -> st.SearchStrategy[dict[str, int | None]]:
    return st.fixed_dictionaries(
        {i.key: st.none() | st.sampled_from([c.value for c in measure.choices_of(i)]) for i in measure.items}
    )


sheets = st.sampled_from([shipped(name) for name in NAMES]).flatmap(
    lambda measure: st.tuples(st.just(measure), answers_to(measure))
)


@given(sheets)
def test_a_total_stays_in_its_range_and_in_one_band(sheet: tuple[Measure, dict[str, int | None]]) -> None:
    found = score(*sheet)
    measure = sheet[0]
    if found.total is not None:
        assert measure.low <= found.total <= measure.high
        assert sum(band.low <= found.total <= band.high for band in measure.bands) == bool(measure.bands)
    assert (found.total is None) == (found.status == "incomplete") or measure.rule == "asq"
    assert (found.status == "complete") == (found.missing == 0)


@given(sheets, st.data())
def test_filling_a_blank_never_turns_a_certain_flag(
    sheet: tuple[Measure, dict[str, int | None]], data: st.DataObject
) -> None:
    measure, answers = sheet
    filled = {
        item.key: data.draw(st.sampled_from([c.value for c in measure.choices_of(item)]))
        if answers[item.key] is None and not item.asked_when
        else answers[item.key]
        for item in measure.items
    }
    for before, after in zip(score(measure, answers).flags, score(measure, filled).flags, strict=True):
        assert before.state in ("unknown", after.state)


@given(sheets)
def test_a_risk_item_left_blank_is_never_negative(sheet: tuple[Measure, dict[str, int | None]]) -> None:
    measure, answers = sheet
    found = score(measure, answers)
    if measure.id == "phq9" and answers["9"] is None:
        assert state(found, "item9") == "unknown"
    if measure.id == "asq" and None in [answers[key] for key in "1234"]:
        assert state(found, "suicide_screen") != "negative"


@given(sheets)
def test_one_more_point_never_lowers_a_total(sheet: tuple[Measure, dict[str, int | None]]) -> None:
    measure, answers = sheet
    before = score(measure, answers).total
    for item in measure.scored_items:
        value = answers[item.key]
        if value is not None and value < measure.top(item):
            after = score(measure, {**answers, item.key: value + 1}).total
            assert (before is None and after is None) or (before is not None and (after or 0) >= before)
