"""Two of the dose's three numbers give the third; a slip is asked about and never refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.dose import Dose, complete, implausible, mg_per_kg_words, mg_words

per_kg = st.floats(0.1, 2).map(lambda x: round(x, 2))
kg = st.floats(35, 200).map(lambda x: round(x, 1))


def test_dose_and_weight_as_in_the_clinic_record() -> None:
    whole = complete(Dose(mg_per_kg=0.75, weight_kg=69))
    assert whole.dose_mg == 51.75
    assert [mg_words(51.75), mg_per_kg_words(0.75)] == ["52 mg", "0.75 mg/kg"]
    assert [mg_words(7.5), mg_per_kg_words(0.5)] == ["7.5 mg", "0.50 mg/kg"]
    assert mg_words(100) == "100 mg"


@given(per_kg, kg)
def test_any_two_give_the_third(mg_per_kg: float, weight_kg: float) -> None:
    whole = complete(Dose(mg_per_kg=mg_per_kg, weight_kg=weight_kg))
    assert whole.is_whole
    assert complete(Dose(dose_mg=whole.dose_mg, weight_kg=weight_kg)).mg_per_kg == pytest.approx(
        mg_per_kg, abs=1e-3
    )
    found = complete(Dose(dose_mg=whole.dose_mg, mg_per_kg=mg_per_kg)).weight_kg
    assert found == pytest.approx(weight_kg, abs=1e-2)
    assert implausible(whole) is None


def test_one_number_alone_or_all_three_stay_as_they_are() -> None:
    for dose in (Dose(), Dose(dose_mg=50), Dose(dose_mg=50, mg_per_kg=0.5, weight_kg=80)):
        assert complete(dose) == dose
    assert complete(Dose(dose_mg=50, weight_kg=0)).mg_per_kg is None


def test_ten_times_the_last_dose_is_asked_about() -> None:
    question = implausible(Dose(mg_per_kg=7.5), last=Dose(mg_per_kg=0.75))
    assert question == "7.5 mg/kg is ten times the last dose. Is it 0.75?"
    assert implausible(Dose(mg_per_kg=0.05), last=Dose(mg_per_kg=0.5)) == (
        "0.05 mg/kg is a tenth of the last dose. Is it 0.5?"
    )


def test_the_slip_is_found_through_milligrams_too() -> None:
    question = implausible(Dose(dose_mg=520, weight_kg=69), last=Dose(mg_per_kg=0.75, weight_kg=69))
    assert question is not None and "ten times the last dose" in question


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose(mg_per_kg=7.5), "7.5 mg/kg is more than clinics usually record by IV. Is it 0.75?"),
        (Dose(mg_per_kg=0.05), "0.05 mg/kg is less than clinics usually record by IV. Is it 0.5?"),
        (Dose(mg_per_kg=75), "75 mg/kg is more than clinics usually record by IV. Is that right?"),
        (Dose(weight_kg=690), "690 kg is an unusual weight. Is that right?"),
        (Dose(dose_mg=-5), "-5 mg is not above zero. Is that right?"),
        (Dose(80, 0.75, 69), "0.75 mg/kg at 69 kg makes 52 mg, not 80 mg. Which is right?"),
    ],
)
def test_questions_without_a_last_dose(dose: Dose, words: str) -> None:
    assert implausible(dose) == words


def test_a_jump_in_dose_or_weight_is_asked_about() -> None:
    last = Dose(mg_per_kg=0.3, weight_kg=69)
    assert implausible(Dose(mg_per_kg=1.5), last=last) == "1.5 mg/kg is 5 times the last dose. Is that right?"
    assert implausible(Dose(weight_kg=96), last=last) == "96 kg, after 69 kg last time. Is that right?"


def test_usual_steps_and_other_routes_ask_nothing() -> None:
    assert implausible(Dose(mg_per_kg=0.75, weight_kg=69), last=Dose(mg_per_kg=0.5, weight_kg=70)) is None
    assert implausible(Dose(mg_per_kg=5), route="oral") is None
    assert implausible(Dose(dose_mg=52)) is None
    assert implausible(Dose()) is None


@given(
    st.builds(Dose, *[st.none() | st.floats(-1e6, 1e6)] * 3),
    st.none() | st.builds(Dose, *[st.floats(-9, 9e3)] * 3),
)
def test_no_number_is_ever_refused(dose: Dose, last: Dose | None) -> None:
    question = implausible(dose, last=last)
    assert question is None or question.endswith("?")
