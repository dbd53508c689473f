"""A client opened: header, counts, window, latest entries."""

from __future__ import annotations

from ketacounsel.core.ids import ClientId, EffectId
from ketacounsel.core.infusions import AdverseEffect
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.records import Records
from tests.services.harbor_lane import THURSDAY_13_52 as NOW
from tests.services.harbor_lane import book, draft, follow_up, give, hold, local, score

INFUSION_3 = "0.75 mg/kg IV over 40 min; nausea, settled by 12:10"


def test_a_client_in_the_third_infusion_as_drawn(
    clients: ClientService, infusions: InfusionService, records: Records, maren: ClientId
) -> None:
    infusions.add_course(maren, "depression", 6)
    score(records, maren, local(14, 9, month=9), 21)
    give(infusions, maren, local(29, 10, month=9))
    give(infusions, maren, local(6, 10))
    third = give(infusions, maren, local(13, 10, 15), route="IV", dose_mg_per_kg=0.75)
    infusions.patch(third, {"treatment_source": "clinic_record"})
    give(infusions, maren, local(20, 10), "planned")
    nausea = AdverseEffect(EffectId(""), "Nausea", 1, third, local(13, 10, 50), local(13, 12, 10))
    infusions.put_effect(maren, nausea)
    held = hold(records, maren, local(8, 14), themes=("asking for help", "the door"))
    draft(records, maren, local(8, 14), "Infusion 2, day +2", signed=True, session_id=held)
    book(records, maren, local(15, 14, 30))
    score(records, maren, local(12, 9), 13)
    seen = clients.workspace(maren, NOW)
    assert seen.course_chip == "Infusion 3 of 6 · day +2"
    assert seen.counts == {"sessions": 1, "infusions": 3, "measures": 2, "goals": 0}
    assert [infusion.number for infusion in seen.infusions] == [1, 2, 3, 4]
    assert seen.courses[0].given == 3
    assert seen.window is not None
    assert (seen.window.state, seen.window.booked_at) == ("in", local(15, 14, 30))
    assert [(entry.kind, entry.title, entry.words, entry.chip) for entry in seen.latest[:3]] == [
        ("infusion", "Infusion 3", INFUSION_3, "From clinic record"),
        ("measure", "PHQ-9", "13", "Infusion 2, day +6"),
        ("session", "Session, infusion 2 day +2", "themes: asking for help, the door", "Signed 8 Oct"),
    ]
    assert [sitting.mixed_window for sitting in seen.sittings] == [False, True]
    assert [head.state for head in seen.sessions] == ["held", "booked"]
    assert seen.zone == "America/Denver"


def test_a_new_client_has_an_empty_page(clients: ClientService, maren: ClientId) -> None:
    seen = clients.workspace(maren, NOW)
    assert (seen.course_chip, seen.window, seen.plan, seen.intention) == ("No infusion yet", None, None, None)
    assert (seen.latest, seen.infusions, seen.open_follow_ups) == ((), (), ())
    assert "phq9" in seen.due


def test_a_discharged_client_is_waited_for_no_more(
    clients: ClientService, infusions: InfusionService, records: Records, maren: ClientId
) -> None:
    give(infusions, maren, local(13, 10))
    clients.patch(maren, {"status": "discharged"})
    seen = clients.workspace(maren, NOW)
    assert (seen.course_chip, seen.window, seen.due) == ("Discharged", None, ())


def test_an_open_follow_up_shows_with_its_check_in_however_far(
    clients: ClientService, records: Records, maren: ClientId
) -> None:
    follow_up(records, maren, "recorded", local(14, 9), local(30, 17))
    follow_up(records, maren, "closed", local(1, 9))
    assert [one.check_in_at for one in clients.workspace(maren, NOW).open_follow_ups] == [local(30, 17)]


def test_the_past_window_says_why(
    clients: ClientService, infusions: InfusionService, maren: ClientId
) -> None:
    give(infusions, maren, local(12, 10), window_reason="Client was ill")
    window = clients.workspace(maren, NOW).window
    assert window is not None
    assert (window.state, window.reason) == ("past", "Client was ill")
