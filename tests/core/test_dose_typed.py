"""Any two numbers of a dose give the third, whichever two are typed."""

from __future__ import annotations

from ketacounsel.core.dose import Dose
from ketacounsel.core.dose_typed import TypedDose, stored


def test_dose_and_weight_give_the_total() -> None:
    typed = TypedDose().typed("mg_per_kg", 0.5).typed("weight_kg", 70)
    assert typed.dose.dose_mg == 35
    assert typed.derived == "dose_mg"


def test_total_and_weight_give_the_dose() -> None:
    typed = TypedDose().typed("dose_mg", 35).typed("weight_kg", 70)
    assert typed.dose.mg_per_kg == 0.5
    assert typed.derived == "mg_per_kg"


def test_the_total_follows_when_the_weight_is_corrected() -> None:
    typed = stored(Dose(35, 0.5, 70)).typed("weight_kg", 80)
    assert typed.dose == Dose(40, 0.5, 80)


def test_a_total_typed_over_the_one_worked_out_changes_the_dose() -> None:
    typed = stored(Dose(35, 0.5, 70)).typed("dose_mg", 42)
    assert typed.dose.weight_kg == 70
    assert typed.dose.mg_per_kg == 0.6


def test_an_emptied_number_takes_what_was_worked_out_from_it_along() -> None:
    typed = stored(Dose(35, 0.5, 70)).typed("weight_kg", None)
    assert typed.dose == Dose(None, 0.5, None)
    assert typed.derived == ""


def test_the_number_worked_out_cannot_be_emptied_while_the_other_two_stand() -> None:
    assert stored(Dose(35, 0.5, 70)).typed("dose_mg", None).dose == Dose(35, 0.5, 70)


def test_a_zero_on_the_way_to_a_number_is_not_divided_by() -> None:
    typed = TypedDose().typed("dose_mg", 35).typed("weight_kg", 0)
    assert typed.dose.mg_per_kg is None
    assert typed.typed("weight_kg", 70).dose.mg_per_kg == 0.5


def test_one_number_alone_gives_nothing() -> None:
    assert TypedDose().typed("mg_per_kg", 0.5).dose == Dose(None, 0.5, None)
