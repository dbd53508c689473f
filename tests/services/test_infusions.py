"""Courses counted, infusions as reported, and a free hour in the recommended time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from ketacounsel import models
from ketacounsel.core.errors import BadInput, ChangedElsewhere
from ketacounsel.core.ids import ClientId, EffectId
from ketacounsel.core.infusions import AdverseEffect, InfusionDetails, VitalSign
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.records import Records
from tests.services.harbor_lane import ZONE, book, give

TUE_29_SEP = datetime(2026, 9, 29, 16, 15, tzinfo=UTC)
WEEK = timedelta(days=7)


def numbers(infusions: InfusionService, client_id: ClientId) -> list[int]:
    return [infusion.number for infusion in infusions.list(client_id)]


def test_date_and_time_are_enough_to_add_an_infusion(infusions: InfusionService, maren: ClientId) -> None:
    infusion_id = infusions.add(maren, InfusionDetails(TUE_29_SEP, ZONE))
    kept = infusions.get(infusion_id)
    assert (kept.number, kept.details.state, kept.details.starts_at) == (1, "planned", TUE_29_SEP)
    (course,) = infusions.courses(maren)
    assert (course.number, course.given, course.id) == (1, 0, kept.course_id)


def test_infusion_3_of_6_is_counted_never_typed(infusions: InfusionService, maren: ClientId) -> None:
    course_id = infusions.add_course(maren, "treatment-resistant depression", 6)
    for week in (2, 0, 1):
        give(infusions, maren, TUE_29_SEP + week * WEEK)
    give(infusions, maren, TUE_29_SEP + 3 * WEEK, "planned")
    (course,) = infusions.courses(maren)
    assert (course.id, course.given, course.planned_infusions) == (course_id, 3, 6)
    assert numbers(infusions, maren) == [1, 2, 3, 4]


def test_numbers_follow_when_an_infusion_is_moved_or_cancelled(
    infusions: InfusionService, maren: ClientId
) -> None:
    first, second, third = (give(infusions, maren, TUE_29_SEP + week * WEEK, "planned") for week in range(3))
    infusions.patch(first, {"starts_at": TUE_29_SEP + 5 * WEEK})
    assert [infusion.id for infusion in infusions.list(maren)] == [second, third, first]
    assert numbers(infusions, maren) == [1, 2, 3]
    infusions.cancel(third, "A cold")
    assert numbers(infusions, maren) == [1, 0, 2]
    assert infusions.get(third).details.cancel_reason == "A cold"
    infusions.patch(third, {"state": "planned"})
    assert numbers(infusions, maren) == [1, 2, 3]
    assert infusions.get(third).details.cancel_reason == ""


def test_a_cancelled_infusion_has_a_reason(infusions: InfusionService, maren: ClientId) -> None:
    with pytest.raises(BadInput):
        infusions.cancel(give(infusions, maren, TUE_29_SEP, "planned"), " ")


def test_a_second_course_is_counted_from_one_again(infusions: InfusionService, maren: ClientId) -> None:
    give(infusions, maren, TUE_29_SEP)
    infusions.add_course(maren, phase="booster")
    give(infusions, maren, TUE_29_SEP + 10 * WEEK)
    assert numbers(infusions, maren) == [1, 1]
    assert [course.number for course in infusions.courses(maren)] == [1, 2]


def test_a_late_save_over_a_newer_infusion_is_refused(infusions: InfusionService, maren: ClientId) -> None:
    infusion_id = give(infusions, maren, TUE_29_SEP)
    seen = infusions.get(infusion_id).rev
    infusions.patch(infusion_id, {"experience_words": "Floating above a shore"}, seen_rev=seen)
    with pytest.raises(ChangedElsewhere):
        infusions.patch(infusion_id, {"experience_words": "older"}, seen_rev=seen)
    assert infusions.get(infusion_id).details.experience_words == "Floating above a shore"


def test_everything_the_clinic_reports_comes_back_as_it_was_given(
    infusions: InfusionService, maren: ClientId
) -> None:
    details = InfusionDetails(
        TUE_29_SEP, ZONE, "complete", ended_at=TUE_29_SEP + timedelta(minutes=41), duration_min=41,
        route="IV",
        dose_mg=51.75, dose_mg_per_kg=0.75, weight_kg=69.0, also_given="Ondansetron 4 mg, after",
        given_at="Northgate Infusion Clinic", treatment_source="clinic_record",
        treatment_source_on=date(2026, 10, 13), setting_tags=("Eye mask", "Own playlist"),
        setting_words="Blue room", experience_words="“A house with every window lit.”", strength=7, ease=6,
        felt_safe=9, experience_source="client_report", monitoring_source="clinic_record",
        window_reason="Client was ill",
    )  # fmt: skip
    assert infusions.get(infusions.add(maren, details)).details == details


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("starts_at", datetime(2026, 9, 29, 10)),  # a time without its zone is the point
        ("zone", "Nowhere"),
        ("state", "maybe"),
        ("route", "IO"),
        ("dose_mg", -1),
        ("weight_kg", "69"),
        ("strength", 11),
        ("treatment_source", "rumour"),
        ("number", 3),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    infusions: InfusionService, maren: ClientId, field: str, value: object
) -> None:
    infusion_id = give(infusions, maren, TUE_29_SEP)
    with pytest.raises(BadInput) as refused:
        infusions.patch(infusion_id, {field: value})
    assert refused.value.field == field


def test_vital_signs_stand_in_the_order_they_were_taken(infusions: InfusionService, maren: ClientId) -> None:
    infusion_id = give(infusions, maren, TUE_29_SEP)
    peak = infusions.put_vital(infusion_id, VitalSign("", 20, "peak", 148, 92, 88, 97)).id
    infusions.put_vital(infusion_id, VitalSign("", 0, "before", 124, 78, 72, 98))
    infusions.put_vital(infusion_id, VitalSign(peak, 20, "peak", 150, 92, 88, 97))
    assert [sign.bp_systolic for sign in infusions.get(infusion_id).vital_signs] == [124, 150]
    taken_away = infusions.remove_vital(peak)
    assert len(infusions.get(infusion_id).vital_signs) == 1
    infusions.put_vital(infusion_id, taken_away)
    assert infusions.get(infusion_id).vital_signs[1] == taken_away


def test_an_effect_begins_settles_and_can_be_taken_back(infusions: InfusionService, maren: ClientId) -> None:
    infusion_id = give(infusions, maren, TUE_29_SEP)
    began = TUE_29_SEP + timedelta(minutes=35)
    told = AdverseEffect(EffectId(""), "Nausea", 1, infusion_id, began, still_there=True)
    effect_id = EffectId(infusions.put_effect(maren, told).id)
    with pytest.raises(BadInput):
        infusions.settle_effect(effect_id, began - timedelta(minutes=1))
    infusions.settle_effect(effect_id, began + timedelta(minutes=80))
    (effect,) = infusions.get(infusion_id).effects
    assert effect == replace(told, id=effect_id, settled_at=began + timedelta(minutes=80), still_there=False)
    assert infusions.remove_effect(effect_id) == effect
    assert infusions.get(infusion_id).effects == ()
    infusions.put_effect(maren, effect)
    assert infusions.get(infusion_id).effects == (effect,)
    with pytest.raises(BadInput):
        infusions.put_effect(maren, replace(told, severity=4))


def test_the_usual_setting_comes_first(infusions: InfusionService, maren: ClientId) -> None:
    give(infusions, maren, TUE_29_SEP, setting_tags=("Own playlist", "Sister drove home"))
    give(infusions, maren, TUE_29_SEP + WEEK, setting_tags=("Sister drove home",))
    assert infusions.usual_setting_tags(maren)[:3] == ("Sister drove home", "Own playlist", "Eye mask")


def test_a_session_is_proposed_on_day_2_near_48_hours(
    infusions: InfusionService, maren: ClientId, records: Records
) -> None:
    tuesday = datetime(2026, 10, 13, 16, 15, tzinfo=UTC)
    infusion_id = give(infusions, maren, tuesday)
    now = tuesday + timedelta(hours=2)
    thursday_11 = datetime(2026, 10, 15, 17, tzinfo=UTC)
    assert infusions.propose_session(infusion_id, now) == thursday_11
    book(records, maren, thursday_11)
    assert infusions.propose_session(infusion_id, now) == datetime(2026, 10, 15, 16, tzinfo=UTC)


def test_a_weekday_is_proposed_before_a_weekend(infusions: InfusionService, maren: ClientId) -> None:
    thursday = datetime(2026, 10, 15, 15, tzinfo=UTC)
    proposed = infusions.propose_session(give(infusions, maren, thursday), thursday)
    assert proposed is not None
    assert proposed == datetime(2026, 10, 16, 23, tzinfo=UTC)


def test_past_the_recommended_time_the_next_free_hour_is_proposed(
    infusions: InfusionService, maren: ClientId
) -> None:
    infusion_id = give(infusions, maren, TUE_29_SEP)
    now = datetime(2026, 10, 16, 21, 40, tzinfo=UTC)
    assert infusions.propose_session(infusion_id, now) == datetime(2026, 10, 16, 22, tzinfo=UTC)


def test_a_client_taken_away_takes_everything_along(
    infusions: InfusionService, maren: ClientId, records: Records
) -> None:
    give(infusions, maren, TUE_29_SEP)
    with records.write("Remove client", "client", maren) as db:
        db.delete(db.get_one(models.Client, maren))
    with records.read() as db:
        assert db.execute(select(models.Infusion.id)).all() == []
