"""The client list of the mock-ups: one line each, one thing that presses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from ketacounsel.core.ids import ClientId
from ketacounsel.core.infusions import GIVEN
from ketacounsel.core.people import ClientDetails
from ketacounsel.core.place import last_given
from ketacounsel.core.today import ClientRow
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.records import Records
from ketacounsel.store.queries import lists, places
from ketacounsel.store.store import Store
from tests.services.harbor_lane import THURSDAY_13_52 as NOW
from tests.services.harbor_lane import book, draft, follow_up, give, hold, local, score

WEEK = timedelta(days=7)


class Desk:
    """A practice as a counselor fills it."""

    def __init__(self, clients: ClientService, infusions: InfusionService, records: Records) -> None:
        self.clients, self.infusions, self.records = clients, infusions, records
        self.ids: dict[str, ClientId] = {}

    def add(self, name: str, planned: int | None = 6, status: str = "active") -> ClientId:
        client_id = self.clients.add(ClientDetails(name, status=status)).id
        self.infusions.add_course(client_id, planned_infusions=planned)
        self.ids[name] = client_id
        for measure_id in ("phq9", "gad7", "who5", "asq"):
            score(self.records, client_id, local(15, 6), 3, measure_id)
        return client_id

    def row(self, name: str) -> ClientRow:
        (found,) = (row for row in self.clients.rows("all", NOW) if row.name == name)
        return found


@pytest.fixture
def desk(clients: ClientService, infusions: InfusionService, records: Records) -> Desk:
    return Desk(clients, infusions, records)


def test_one_chip_the_most_pressing_one(desk: Desk) -> None:
    ruth, idris = desk.add("Ruth Abernathy"), desk.add("Idris Bellamy")
    dmitri, hana = desk.add("Dmitri Sandoval"), desk.add("Hana Whitlock")
    samuel, joel = desk.add("Samuel Okonjo"), desk.add("Joel Marchetti")
    desk.clients.add(ClientDetails("Noor Halloran"))
    give(desk.infusions, ruth, local(12, 15, 40), duration_min=None)
    draft(desk.records, ruth, local(12, 9), "before infusion 1")
    give(desk.infusions, idris, local(14, 9, 30), duration_min=None)
    book(desk.records, idris, local(15, 16))
    give(desk.infusions, dmitri, local(13, 9))
    follow_up(desk.records, dmitri, "recorded", local(14, 9), local(15, 17))
    draft(desk.records, hana, local(15, 9, 30), "before infusion 1")
    give(desk.infusions, samuel, local(15, 9), duration_min=None)
    book(desk.records, samuel, local(16, 13))
    hold(desk.records, joel, local(14, 9))
    chips = {row.name: row.attention for row in desk.clients.rows("active", NOW)}
    assert chips == {
        "Ruth Abernathy": ("window", "Recommended until 15:40"),
        "Idris Bellamy": ("window", "In window, 28 h"),
        "Noor Halloran": ("measure", "GAD-7, PHQ-9 and WHO-5 due"),
        "Joel Marchetti": ("", ""),
        "Samuel Okonjo": ("window", "Opens Fri 09:00"),
        "Dmitri Sandoval": ("safety", "Check-in by 17:00"),
        "Hana Whitlock": ("note", "Note to sign"),
    }
    wanting = [row.name for row in desk.clients.rows("attention", NOW)]
    assert wanting == ["Ruth Abernathy", "Noor Halloran", "Dmitri Sandoval", "Hana Whitlock"]
    assert [row.name for row in desk.clients.rows("in_window", NOW)] == [
        "Ruth Abernathy",
        "Idris Bellamy",
        "Dmitri Sandoval",
    ]
    assert desk.row("Ruth Abernathy").none_booked
    assert not desk.row("Idris Bellamy").none_booked


def test_a_note_to_sign_comes_before_a_window_that_is_booked(desk: Desk) -> None:
    maren = desk.add("Maren Ostrowski")
    give(desk.infusions, maren, local(13, 10, 15))
    book(desk.records, maren, local(15, 14, 30))
    draft(desk.records, maren, local(12, 9), "before infusion 1")
    assert desk.row("Maren Ostrowski").attention == ("note", "Note to sign")


def test_the_counts_are_those_of_the_lists(desk: Desk) -> None:
    desk.add("Ruth Abernathy")
    give(desk.infusions, desk.ids["Ruth Abernathy"], local(13, 10))
    desk.add("Gideon Park", status="paused")
    desk.add("Wes Tillman", status="discharged")
    counts = desk.clients.counts(NOW)
    assert counts == {name: len(desk.clients.rows(name, NOW)) for name in counts}
    assert counts == {"active": 2, "in_window": 1, "attention": 1, "discharged": 1, "all": 3}
    with pytest.raises(ValueError, match="asleep"):
        desk.clients.rows("asleep", NOW)


def test_lines_stand_by_family_name_paused_ones_last(desk: Desk) -> None:
    for name, status in [
        ("Zoë Adams", "active"),
        ("Gideon Aal", "paused"),
        ("Ada Żak", "active"),
        ("Al Zed", "active"),
    ]:
        desk.add(name, status=status)
    assert [row.name for row in desk.clients.rows("active", NOW)] == [
        "Zoë Adams",
        "Ada Żak",
        "Al Zed",
        "Gideon Aal",
    ]


def test_the_course_in_words(desk: Desk) -> None:
    for name, weeks, status in [
        ("Catalina Ferreira", 6, "active"),
        ("Joel Marchetti", 5, "active"),
        ("Gideon Park", 2, "paused"),
        ("Hana Whitlock", 0, "active"),
        ("Wes Tillman", 3, "discharged"),
    ]:
        client_id = desk.add(name, status=status)
        for week in range(weeks):
            give(desk.infusions, client_id, local(12, 10) - (weeks - 1 - week) * WEEK)
    noor = desk.add("Noor Halloran", planned=1)
    give(desk.infusions, noor, local(29, 10, month=9))
    desk.clients.add(ClientDetails("Ruth Abernathy"))
    assert {row.name: row.course_words for row in desk.clients.rows("all", NOW)} == {
        "Ruth Abernathy": "No infusion yet",
        "Catalina Ferreira": "Infusion 6 of 6",
        "Joel Marchetti": "Infusion 5 of 6",
        "Gideon Park": "Paused after infusion 2",
        "Hana Whitlock": "Before infusion 1",
        "Wes Tillman": "Ended after infusion 3",
        "Noor Halloran": "Course complete",
    }


def test_a_cancelled_infusion_is_not_counted_in_the_list(desk: Desk) -> None:
    maren = desk.add("Maren Ostrowski")
    give(desk.infusions, maren, local(6, 10))
    desk.infusions.cancel(give(desk.infusions, maren, local(7, 10), "planned"), "A cold")
    give(desk.infusions, maren, local(13, 10))
    assert desk.row("Maren Ostrowski").course_words == "Infusion 2 of 6"


def test_numbers_of_the_list_are_those_counted_by_place(desk: Desk) -> None:
    for name, states in [("A", "ggxpg"), ("B", "gxxg"), ("C", "p"), ("D", "wsgg")]:
        client_id = desk.add(name)
        long = {
            "c": "complete",
            "x": "cancelled",
            "p": "planned",
            "w": "waiting",
            "s": "stopped_early",
            "g": "given",
        }
        for day, state in enumerate(states):
            give(desk.infusions, client_id, local(1 + 2 * day, 10), long[state])
    with desk.records.read() as db:
        ends, whole = lists.first_and_last(db, NOW), places.points_by_client(db)
    for client_id, points in whole.items():
        last = last_given(NOW, points)
        assert (last and last.number_in_course) == (ends[client_id][-1].number_in_course if last else None)
        assert (client_id in ends) == any(point.state in GIVEN for point in points)


def test_the_curve_and_the_change_since_the_starting_point(desk: Desk) -> None:
    maren = desk.clients.add(ClientDetails("Maren Ostrowski")).id
    for day, month, total in ((14, 9, 21), (27, 9, 20), (4, 10, 14), (12, 10, 13)):
        score(desk.records, maren, local(day, 9, month=month), total)
    score(desk.records, maren, local(12, 9), 10, "gad7")
    give(desk.infusions, maren, local(29, 10, month=9))
    row = desk.row("Maren Ostrowski")
    assert (row.scores, row.change, row.measure_id) == ((21, 20, 14, 13), -7, "phq9")
    hana = desk.clients.add(ClientDetails("Hana Whitlock")).id
    assert (desk.row("Hana Whitlock").scores, desk.row("Hana Whitlock").change) == ((), None)
    score(desk.records, hana, local(14, 9), 20)
    assert (desk.row("Hana Whitlock").scores, desk.row("Hana Whitlock").change) == ((20,), None)


def test_last_seen_and_next_booked(desk: Desk) -> None:
    maren = desk.add("Maren Ostrowski")
    for at in (local(1, 9), local(8, 14)):
        hold(desk.records, maren, at)
    book(desk.records, maren, local(12, 9))
    book(desk.records, maren, local(22, 11))
    row = desk.row("Maren Ostrowski")
    assert (row.last_seen_at, row.next_session_at) == (local(8, 14), local(22, 11))


def test_the_number_of_questions_does_not_grow_with_the_clients(desk: Desk, store: Store) -> None:
    asked: list[str] = []
    with store.read() as db:
        engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    desk.clients.rows("all", NOW)
    empty = len(asked)
    for number in range(12):
        client_id = desk.add(f"Client {number}")
        give(desk.infusions, client_id, local(13, 10))
        book(desk.records, client_id, local(15, 8 + number))
    asked.clear()
    desk.clients.rows("all", NOW)
    assert len(asked) <= empty + 9
    assert len(asked) <= 20


def test_lines_and_counts_come_from_one_reading(desk: Desk) -> None:
    desk.add("Ruth Abernathy")
    desk.add("Wes Tillman", status="discharged")
    for wanted in ("active", "in_window", "attention", "discharged", "all"):
        lines, counts = desk.clients.listing(wanted, NOW)
        assert lines == desk.clients.rows(wanted, NOW)
        assert counts == desk.clients.counts(NOW)
    with pytest.raises(ValueError, match="asleep"):
        desk.clients.listing("asleep", NOW)
