"""A session from its booking to the last second before a crash."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.errors import AnotherRunning, BadInput
from ketacounsel.core.ids import ClientId, EffectId, SessionId
from ketacounsel.core.infusions import AdverseEffect
from ketacounsel.core.people import ClientDetails
from ketacounsel.core.templates import Template
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.jottings import JottingService
from ketacounsel.services.records import Records
from ketacounsel.services.sessions import SessionService
from ketacounsel.services.threads import ThreadService
from tests.services.harbor_lane import RESOURCES, THURSDAY_13_52, ZONE, Clock, give

TUESDAY_10_15 = datetime(2026, 10, 13, 16, 15, tzinfo=UTC)
NEXT_TUESDAY = datetime(2026, 10, 20, 16, 15, tzinfo=UTC)


@pytest.fixture
def idris(clients: ClientService) -> ClientId:
    return clients.add(ClientDetails("Idris Bellamy")).id


@pytest.fixture
def running(sessions: SessionService, infusions: InfusionService, maren: ClientId) -> SessionId:
    """Maren's session two days after her infusion, just begun."""
    give(infusions, maren, TUESDAY_10_15)
    return sessions.start(maren).head.id


def test_two_days_after_an_infusion_the_24_to_72_hour_session_is_proposed(
    sessions: SessionService, infusions: InfusionService, maren: ClientId
) -> None:
    given = give(infusions, maren, TUESDAY_10_15)
    proposal = sessions.proposed_template(maren, THURSDAY_13_52)
    assert proposal.template_id == "integration_early"
    assert proposal.integrates == given
    assert "after infusion 1" in proposal.because


def test_before_the_first_infusion_preparation_is_proposed(
    sessions: SessionService, infusions: InfusionService, maren: ClientId
) -> None:
    planned = give(infusions, maren, NEXT_TUESDAY, "planned")
    proposal = sessions.proposed_template(maren, THURSDAY_13_52)
    assert (proposal.template_id, proposal.prepares) == ("prep_2", planned)


def test_a_session_stands_at_the_infusion_it_integrates_and_may_prepare_the_next(
    sessions: SessionService, infusions: InfusionService, maren: ClientId
) -> None:
    given = give(infusions, maren, TUESDAY_10_15)
    planned = give(infusions, maren, NEXT_TUESDAY, "planned")
    opened = sessions.start(maren, integrates=given, prepares=planned)
    assert opened.head.place_words == "Infusion 1, day +2"
    assert (opened.head.integrates, opened.head.prepares) == (given, planned)


def test_a_session_that_only_prepares_stands_before_that_infusion(
    sessions: SessionService, infusions: InfusionService, maren: ClientId
) -> None:
    give(infusions, maren, TUESDAY_10_15)
    give(infusions, maren, NEXT_TUESDAY, "planned")
    opened = sessions.start(maren, template_id="prep_2")
    assert opened.head.place_words == "before infusion 2"


def test_only_one_session_runs(sessions: SessionService, running: SessionId, idris: ClientId) -> None:
    with pytest.raises(AnotherRunning) as refused:
        sessions.start(idris)
    assert refused.value.session_id == running
    assert "Maren" not in str(refused.value)
    sessions.pause(running)
    second = sessions.start(idris).head.id
    with pytest.raises(AnotherRunning):
        sessions.resume(running)
    sessions.end(second)
    sessions.resume(running)


def test_every_answer_is_there_again_after_a_crash(
    sessions: SessionService,
    running: SessionId,
    records: Records,
    catalogue: Catalogue,
    jottings: JottingService,
    clock: Clock,
) -> None:
    sessions.put_answer(running, "arrive", "mood", 6)
    sessions.put_answer(running, "tell", "for_the_note", "Floating above a shore at night.")
    sessions.go_to(running, "meaning")
    clock.forward(minutes=7)
    again = SessionService(records, catalogue, jottings)
    found = again.running()
    assert found is not None
    opened = again.open(found.id)
    assert opened.current_step == "meaning"
    assert opened.answers["arrive", "mood"] == 6
    assert opened.answers["tell", "for_the_note"] == "Floating above a shore at night."


def test_the_clock_runs_on_through_a_crash_and_rests_in_a_pause(
    sessions: SessionService, running: SessionId, clock: Clock
) -> None:
    clock.forward(minutes=10)
    sessions.pause(running)
    clock.forward(minutes=5)
    assert sessions.clock(running).elapsed_s == 600
    sessions.resume(running)
    clock.forward(minutes=21)
    assert sessions.clock(running).elapsed_s == 31 * 60


def test_a_step_is_timed_and_is_done_when_something_was_entered(
    sessions: SessionService, running: SessionId, clock: Clock
) -> None:
    sessions.put_answer(running, "arrive", "mood", 0)
    clock.forward(minutes=4)
    sessions.go_to(running, "meaning")
    clock.forward(minutes=2)
    sessions.go_to(running, "live")
    steps = sessions.open(running).steps
    assert (steps["arrive"].status, steps["arrive"].seconds) == ("done", 240)
    assert (steps["meaning"].status, steps["meaning"].seconds) == ("", 120)


def test_a_cleared_answer_is_gone_and_its_step_is_open_again(
    sessions: SessionService, running: SessionId
) -> None:
    sessions.put_answer(running, "arrive", "mood", 3)
    sessions.go_to(running, "meaning")
    sessions.put_answer(running, "arrive", "mood", None)
    sessions.go_to(running, "arrive")
    sessions.go_to(running, "meaning")
    opened = sessions.open(running)
    assert ("arrive", "mood") not in opened.answers
    assert opened.steps["arrive"].status == ""


def test_a_step_can_be_added_and_one_left_out_with_a_reason(
    sessions: SessionService, running: SessionId
) -> None:
    added = sessions.add_step(running, "A letter from her sister", after="tell").id
    sessions.put_answer(running, added, "words", "She wrote back.")
    sessions.skip(running, "meaning", "too early")
    opened = sessions.open(running)
    assert isinstance(opened.template, Template)
    order = [step.key for step in opened.template.steps]
    assert order.index(added) == order.index("tell") + 1
    assert (opened.steps["meaning"].status, opened.steps["meaning"].reason) == ("skipped", "too early")


def test_a_session_keeps_the_edition_it_was_started_with(
    sessions: SessionService, running: SessionId, records: Records, jottings: JottingService, tmp_path: Path
) -> None:
    begun = sessions.open(running).template
    shutil.copytree(RESOURCES / "measures", tmp_path / "measures")
    shutil.copytree(RESOURCES / "templates", tmp_path / "templates")
    file = tmp_path / "templates" / "integration_early.toml"
    file.write_text(file.read_text().replace('title = "Arrive"', 'title = "Landing"'))
    later = SessionService(records, Catalogue(tmp_path), jottings)
    assert later.open(running).template == begun
    later.end(running)
    client_id = later.open(running).head.client_id
    assert later.start(client_id, template_id="integration_early").template != begun


def test_a_booked_session_can_be_moved_started_and_not_booked_twice(
    sessions: SessionService, infusions: InfusionService, maren: ClientId
) -> None:
    give(infusions, maren, TUESDAY_10_15)
    booked = sessions.book(maren, THURSDAY_13_52 + timedelta(hours=1), 50, zone=ZONE)
    sessions.rebook(booked, THURSDAY_13_52 + timedelta(hours=2), 60)
    opened = sessions.start(maren, booked)
    assert (opened.head.id, opened.head.planned_min, opened.head.state) == (booked, 60, "running")
    with pytest.raises(BadInput):
        sessions.rebook(booked, NEXT_TUESDAY)


def test_a_cancelled_booking_leaves_the_list(sessions: SessionService, maren: ClientId) -> None:
    booked = sessions.book(maren, NEXT_TUESDAY, 50)
    sessions.cancel_booking(booked, "client is ill")
    assert sessions.list(maren) == ()


def test_what_was_agreed_is_there_in_the_next_session(
    sessions: SessionService,
    infusions: InfusionService,
    threads: ThreadService,
    maren: ClientId,
    clock: Clock,
) -> None:
    planned = give(infusions, maren, THURSDAY_13_52 + timedelta(days=3), "planned")
    prep = sessions.start(maren).head.id
    sessions.put_answer(prep, "intention", "intention_text", "To meet the part that keeps the door shut.")
    sessions.end(prep)
    assert threads.intentions(maren)[0].infusion_id == planned
    infusions.patch(planned, {"state": "complete"})
    clock.forward(days=5)
    early = sessions.start(maren).head.id
    assert sessions.tokens(early).intention == "To meet the part that keeps the door shut."
    rows: list[dict[str, JsonValue]] = [
        {"action": "Call Ania on Sunday.", "confidence": 8, "due_on": "2026-10-25"}
    ]
    sessions.put_answer(early, "live", "actions", rows)
    sessions.put_answer(
        early, "meaning", "insights", [{"insight": "She was waiting for my call.", "conviction": 7}]
    )
    sessions.put_answer(early, "tell", "themes", ["relationship", "Asking for help"])
    sessions.end(early)
    clock.forward(days=7)
    assert threads.themes(maren) == (("Asking for help", 1), ("Relationship", 1))
    third = sessions.start(maren)
    assert sessions.tokens(third.head.id).last_action == "Call Ania on Sunday."
    statuses = third.answers["return", "insight_status"]
    assert isinstance(statuses, list)
    assert statuses[0]["insight"] == "She was waiting for my call."
    assert threads.actions(maren)[0].due_on == date(2026, 10, 25)


def test_a_small_step_agreed_last_time_is_asked_about_and_its_review_kept(
    sessions: SessionService,
    infusions: InfusionService,
    threads: ThreadService,
    maren: ClientId,
    clock: Clock,
) -> None:
    give(infusions, maren, TUESDAY_10_15)
    action = threads.add_action(maren, "Call Ania on Sunday.")
    clock.forward(hours=1)
    begun = sessions.start(maren)
    assert begun.answers["arrive", "review"] == [{"id": action, "action": "Call Ania on Sunday."}]
    told = [{"id": action, "action": "Call Ania on Sunday.", "status": "kept", "what_happened": "On Sunday."}]
    sessions.put_answer(begun.head.id, "arrive", "review", told)
    sessions.end(begun.head.id)
    reviewed = threads.actions(maren)[0]
    assert (reviewed.status, [one.words for one in reviewed.reviews]) == ("kept", ["On Sunday."])


def test_a_session_agreed_on_for_two_days_after_the_next_infusion_is_the_24_to_72_hour_one(
    sessions: SessionService, infusions: InfusionService, running: SessionId, maren: ClientId
) -> None:
    following = give(infusions, maren, NEXT_TUESDAY, "planned")
    agreed = NEXT_TUESDAY + timedelta(days=2)
    sessions.put_answer(running, "close", "next_session", agreed.isoformat())
    sessions.end(running)
    booked = sessions.list(maren)[0]
    assert (booked.planned_at, booked.template_id, booked.integrates) == (
        agreed,
        "integration_early",
        following,
    )


def test_ending_twice_on_one_day_doubles_nothing(
    sessions: SessionService, running: SessionId, threads: ThreadService, maren: ClientId, clock: Clock
) -> None:
    next_week = (THURSDAY_13_52 + timedelta(days=7)).isoformat()
    sessions.put_answer(running, "live", "actions", [{"action": "Walk"}, {"action": "Sing"}])
    sessions.put_answer(running, "close", "next_session", next_week)
    sessions.end(running)
    clock.forward(minutes=10)
    sessions.reopen(running)
    assert sessions.clock(running).elapsed_s == 0
    sessions.put_answer(running, "live", "actions", [{"action": "Walk to the lake"}])
    sessions.end(running)
    assert [one.words for one in threads.actions(maren)] == ["Walk to the lake"]
    assert [one.state for one in sessions.list(maren)] == ["booked", "held"]


def test_an_aftereffect_the_clinic_recorded_is_not_put_down_twice(
    sessions: SessionService, infusions: InfusionService, running: SessionId, maren: ClientId
) -> None:
    given = infusions.list(maren)[0].id
    infusions.put_effect(maren, AdverseEffect(EffectId(""), "Nausea", 1, given, source="clinic_record"))
    told: JsonValue = [
        {"effect": "nausea", "severity": "moderate", "still": False},
        {"effect": "headache", "severity": "mild", "still": False},
    ]
    sessions.put_answer(running, "safety", "effects", told)
    sessions.end(running)
    found = [(one.kind, one.source) for one in infusions.get(given).effects]
    assert sorted(found) == [("Headache", "told_to_me"), ("Nausea", "clinic_record")]


def test_a_session_of_yesterday_is_not_opened_again(
    sessions: SessionService, running: SessionId, clock: Clock
) -> None:
    sessions.end(running)
    clock.forward(days=1)
    with pytest.raises(BadInput):
        sessions.reopen(running)


def test_what_the_client_tells_of_the_infusion_fills_blanks_and_never_the_clinics_words(
    sessions: SessionService, infusions: InfusionService, maren: ClientId, clock: Clock
) -> None:
    today = give(
        infusions, maren, THURSDAY_13_52 + timedelta(hours=1), "planned", duration_min=None, route="IM"
    )
    day = sessions.start(maren).head.id
    clock.forward(hours=4)
    sessions.put_answers(
        day,
        {
            ("facts", "started_at"): (THURSDAY_13_52 + timedelta(minutes=70)).isoformat(),
            ("facts", "ended_at"): (THURSDAY_13_52 + timedelta(minutes=110)).isoformat(),
            ("facts", "route"): "IV",
            ("facts", "dose"): "52 mg (0.75 mg/kg)",
            ("facts", "vitals"): [{"time": "15:10", "bp_sys": 128, "bp_dia": 80}],
            ("after", "intensity"): 7,
            ("after", "effects"): [{"effect": "nausea", "severity": "mild", "still": False}],
        },
    )
    sessions.end(day)
    record = infusions.get(today)
    assert (record.details.route, record.details.dose_mg, record.details.dose_mg_per_kg) == ("IM", 52, 0.75)
    assert (record.details.state, record.details.strength) == ("waiting", 7)
    assert [(one.kind, one.severity) for one in record.effects] == [("Nausea", 1)]
    assert record.vital_signs[0].bp_systolic == 128


def test_the_template_can_be_changed_as_long_as_nothing_was_entered(
    sessions: SessionService, running: SessionId
) -> None:
    assert "safety_follow_up" not in {one.id for one in sessions.offered_templates()}
    sessions.switch_template(running, "integration_meaning")
    opened = sessions.open(running)
    assert opened.head.template_id == "integration_meaning"
    assert opened.current_step == opened.template.steps[0].key
    assert opened.head.place_words == "Infusion 1, day +2"


def test_once_something_was_entered_the_template_stays(sessions: SessionService, running: SessionId) -> None:
    sessions.put_answer(running, "arrive", "mood", 6)
    with pytest.raises(BadInput):
        sessions.switch_template(running, "integration_meaning")
    assert sessions.open(running).answers["arrive", "mood"] == 6
