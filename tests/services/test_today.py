"""Who needs me today? The practice on Thursday 15 October 2026, 13:52 in Denver."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from ketacounsel.core.ids import ClientId, InfusionId
from ketacounsel.core.people import ClientDetails
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.measures import MeasureService
from ketacounsel.services.practice import PracticeService
from ketacounsel.services.records import Records
from ketacounsel.services.sessions import SessionService
from ketacounsel.services.today import TodayService
from tests.services.harbor_lane import SIGN_KEY, ZONE, Clock, book, draft, follow_up, give, hold, local
from tests.services.harbor_lane import THURSDAY_13_52 as NOW


@pytest.fixture
def today(records: Records, catalogue: Catalogue) -> TodayService:
    return TodayService(records, catalogue)


@pytest.fixture
def at(clients: ClientService, infusions: InfusionService) -> dict[str, tuple[ClientId, InfusionId]]:
    """Four clients and when their latest infusion was."""
    starts = {
        "Samuel Okonjo": local(15, 9),
        "Idris Bellamy": local(14, 9, 30),
        "Maren Ostrowski": local(13, 10, 15),
        "Ruth Abernathy": local(12, 15, 40),
    }
    found = {}
    for name, start in starts.items():
        client_id = clients.add(ClientDetails(name)).id
        found[name.split()[0]] = (client_id, give(infusions, client_id, start, duration_min=None))
    return found


def test_windows_come_by_who_needs_it_first(
    today: TodayService, records: Records, at: dict[str, tuple[ClientId, InfusionId]]
) -> None:
    book(records, at["Maren"][0], local(15, 14, 30))
    book(records, at["Idris"][0], local(15, 16))
    book(records, at["Samuel"][0], local(16, 13))
    rows = today.today(NOW).windows
    assert [(row.client_name, row.state, int(row.hours)) for row in rows] == [
        ("Ruth Abernathy", "soon", 70),
        ("Maren Ostrowski", "in", 51),
        ("Idris Bellamy", "in", 28),
        ("Samuel Okonjo", "before", 4),
    ]
    assert (rows[0].until, rows[0].booked_at) == (local(15, 15, 40), None)
    assert (rows[1].booked_at, rows[1].start_now) == (local(15, 14, 30), True)
    assert (rows[2].booked_hours, rows[2].start_now) == (30.5, False)
    assert rows[3].opens_at == local(16, 9)


def test_a_held_integration_session_leaves_the_list(
    today: TodayService, records: Records, at: dict[str, tuple[ClientId, InfusionId]]
) -> None:
    hold(records, at["Maren"][0], local(15, 9))
    hold(records, at["Idris"][0], local(14, 12), kind="infusion_day")
    assert "Maren Ostrowski" not in [row.client_name for row in today.today(NOW).windows]
    assert "Idris Bellamy" in [row.client_name for row in today.today(NOW).windows]


def test_an_integration_of_the_infusion_before_does_not_count_for_this_one(
    today: TodayService, records: Records, at: dict[str, tuple[ClientId, InfusionId]]
) -> None:
    hold(records, at["Maren"][0], local(12, 9))
    assert "Maren Ostrowski" in [row.client_name for row in today.today(NOW).windows]


def test_past_the_time_one_line_stays_for_two_days_with_its_reason(
    today: TodayService, infusions: InfusionService, at: dict[str, tuple[ClientId, InfusionId]]
) -> None:
    later = local(15, 15, 41)
    assert [row.state for row in today.today(later).windows][-1] == "past"
    infusions.patch(at["Ruth"][1], {"window_reason": "Client was ill"})
    past = today.today(later).windows[-1]
    assert (past.client_name, past.reason) == ("Ruth Abernathy", "Client was ill")
    names = [row.client_name for row in today.today(local(17, 15, 41)).windows]
    assert "Ruth Abernathy" not in names


def test_the_hours_count_from_the_end_of_the_infusion(
    today: TodayService, infusions: InfusionService, maren: ClientId
) -> None:
    give(infusions, maren, local(12, 13), ended_at=local(12, 14))
    (row,) = today.today(NOW).windows
    assert (row.until, row.infusion_at) == (local(15, 14), local(12, 13))


def test_planned_cancelled_and_discharged_are_not_waited_for(
    today: TodayService, infusions: InfusionService, clients: ClientService, maren: ClientId
) -> None:
    give(infusions, maren, local(13, 10), "planned")
    infusions.cancel(give(infusions, maren, local(13, 11), "planned"), "A cold")
    gone = clients.add(ClientDetails("Wes Tillman", status="discharged")).id
    give(infusions, gone, local(13, 10))
    assert today.today(NOW).windows == ()


def test_the_days_sessions_are_those_of_the_practices_day(
    today: TodayService, records: Records, maren: ClientId, infusions: InfusionService
) -> None:
    give(infusions, maren, local(13, 10, 15))
    hold(records, maren, local(14, 23, 30))
    hold(records, maren, local(15, 9, 30), kind="prep")
    book(records, maren, local(15, 14, 30))
    book(records, maren, local(15, 23, 30))
    book(records, maren, local(16, 0, 30))
    page = today.today(NOW)
    assert [row.head.at for row in page.sessions] == [local(15, 9, 30), local(15, 14, 30), local(15, 23, 30)]
    assert {row.client_name for row in page.sessions} == {"Maren Ostrowski"}
    assert page.sessions[1].head.place_words == "Infusion 1, day +2"
    assert page.next_session is not None
    assert page.next_session.head.at == local(15, 14, 30)


def test_notes_to_sign_the_newest_first(today: TodayService, records: Records, maren: ClientId) -> None:
    draft(records, maren, local(13, 10), "Infusion 6, day +1")
    draft(records, maren, local(15, 9, 30), "before infusion 1")
    draft(records, maren, local(14, 9, 30), "signed already", signed=True)
    assert [note.place_words for note in today.today(NOW).notes] == [
        "before infusion 1",
        "Infusion 6, day +1",
    ]
    assert today.today(NOW).notes[0].client_name == "Maren Ostrowski"


def test_a_follow_up_stands_until_it_is_closed_a_check_in_on_its_day(
    today: TodayService, records: Records, maren: ClientId
) -> None:
    follow_up(records, maren, "open", local(14, 9))
    follow_up(records, maren, "recorded", local(14, 10), local(15, 17))
    follow_up(records, maren, "recorded", local(14, 11), local(16, 17))
    follow_up(records, maren, "closed", local(14, 12))
    listed = today.today(NOW).follow_ups
    assert [(one.state, one.check_in_at) for one in listed] == [("recorded", local(15, 17)), ("open", None)]


def test_what_is_due_is_planned_for_todays_session(
    today: TodayService, records: Records, clients: ClientService, maren: ClientId
) -> None:
    noor = clients.add(ClientDetails("Noor Halloran")).id
    book(records, maren, local(15, 14, 30))
    page = today.today(NOW)
    assert [row.client_id for row in page.due] == [maren, noor]
    assert "PHQ-9" in page.due[0].titles
    assert (page.due[0].because, page.due[1].because) == ("planned for today’s session", "at intake")
    assert page.sessions[0].due == page.due[0].titles


def test_a_session_left_open_is_offered_again(
    records: Records, catalogue: Catalogue, clock: Clock, maren: ClientId
) -> None:
    hold(records, maren, local(15, 13), state="running")
    clock.forward(minutes=5)
    page = TodayService(records, catalogue).today(clock())
    assert page.running is not None
    assert (page.running.client_name, page.crashed_at) == ("Maren Ostrowski", local(15, 13))


def test_private_words_count_for_what_is_here_of_a_session_left_open(
    records: Records, catalogue: Catalogue, clock: Clock, maren: ClientId, sessions: SessionService
) -> None:
    running = sessions.start(maren).head.id
    clock.forward(minutes=5)
    sessions.save_jotting(running, "Door again.")
    written = clock()
    clock.forward(minutes=5)
    assert TodayService(records, catalogue).today(clock()).crashed_at == written


def test_a_session_of_this_sitting_was_not_left_open(
    today: TodayService, records: Records, clock: Clock, maren: ClientId
) -> None:
    clock.forward(minutes=5)
    hold(records, maren, clock(), state="running")
    clock.forward(minutes=5)
    page = today.today(clock())
    assert page.running is not None
    assert page.crashed_at is None


def test_an_empty_practice_has_an_empty_day(today: TodayService) -> None:
    page = today.today(NOW)
    assert (page.clients, page.zone, page.windows, page.sessions, page.due) == (0, ZONE, (), (), ())


def test_daylight_saving_does_not_shorten_the_window(
    today: TodayService, infusions: InfusionService, maren: ClientId
) -> None:
    saturday = local(31, 10)
    give(infusions, maren, saturday, duration_min=None)
    (row,) = today.today(saturday + timedelta(hours=30)).windows
    assert row.until - saturday == timedelta(hours=72)
    assert row.until.astimezone(ZoneInfo(ZONE)).hour == 9


def test_what_a_session_asks_by_itself_is_nobodys_errand(
    today: TodayService, records: Records, at: dict[str, tuple[ClientId, InfusionId]]
) -> None:
    book(records, at["Maren"][0], local(15, 14, 30))
    listed = {row.client_name: row.titles for row in today.today(NOW).due}
    assert "ASQ" in listed["Maren Ostrowski"]
    assert all("ASQ" not in titles for name, titles in listed.items() if name != "Maren Ostrowski")


def test_a_screen_that_was_declined_is_an_errand_until_it_is_answered(
    today: TodayService, measures: MeasureService, clock: Clock, at: dict[str, tuple[ClientId, InfusionId]]
) -> None:
    maren = at["Maren"][0]
    declined = measures.begin(maren, "asq")
    for item in measures.measures()["asq"].items:
        measures.put(declined, item.key, None)
    assert measures.finish(declined).band == "not screened"
    clock.forward(hours=1)
    (row,) = (row for row in today.today(clock()).due if row.client_id == maren)
    assert row.titles[0] == "ASQ"
    assert row.because == "declined Thu 15 Oct; ask again by Sun 18 Oct"
    answered = measures.begin(maren, "asq")
    for item in measures.measures()["asq"].items[:4]:
        measures.put(answered, item.key, 0)
    measures.finish(answered)
    clock.forward(hours=1)
    assert all("ASQ" not in row.titles for row in today.today(clock()).due if row.client_id == maren)


def test_a_recovery_key_not_checked_is_a_reminder_and_none_is_none(
    today: TodayService, records: Records
) -> None:
    practice = PracticeService(records, sign_key=SIGN_KEY)
    assert today.today(NOW).reminders == ()
    practice.set_setting("recovery_checked", False)
    assert today.today(NOW).reminders == ("recovery_key",)
    practice.set_setting("recovery_checked", True)
    assert today.today(NOW).reminders == ()


def test_the_first_infusion_ends_the_first_day(
    today: TodayService, infusions: InfusionService, maren: ClientId
) -> None:
    assert not today.today(NOW).any_infusion
    give(infusions, maren, local(20, 10), "planned")
    assert today.today(NOW).any_infusion
