"""The invented people stand as the drawings show them, and never break a rule that a counselor keeps."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from ketacounsel.core import scoring
from ketacounsel.core.people import Client
from ketacounsel.core.place import point_of
from ketacounsel.core.schedule import blocked_until
from ketacounsel.practice_set import PIN, ZONE
from ketacounsel.services.office import Office
from tests.practice_set.made import NOW

LIST = {
    "Ruth Abernathy": ("Infusion 4 of 6", "7 Oct", 15, "none"),
    "Idris Bellamy": ("Infusion 1 of 6", "12 Oct", 17, "15 Oct 16:00"),
    "Catalina Ferreira": ("Infusion 6 of 6", "13 Oct", 6, "21 Oct 10:00"),
    "Noor Halloran": ("Course complete", "6 Oct", 8, "20 Oct 09:30"),
    "Joel Marchetti": ("Infusion 5 of 6", "15 Oct", 11, "22 Oct 11:00"),
    "Samuel Okonjo": ("Infusion 2 of 6", "8 Oct", 12, "16 Oct 13:00"),
    "Maren Ostrowski": ("Infusion 3 of 6", "8 Oct", 13, "15 Oct 14:30"),
    "Dmitri Sandoval": ("Infusion 2 of 6", "14 Oct", 20, "22 Oct 15:00"),
    "Wes Tillman": ("Infusion 3 of 4", "12 Oct", 10, "19 Oct 14:00"),
    "Hana Whitlock": ("Before infusion 1", "15 Oct", 20, "23 Oct 09:30"),
    "Gideon Park": ("Paused after infusion 2", "24 Sep", 17, "none"),
}


def everybody(office: Office) -> list[Client]:
    return [office.clients.get(row.client_id) for row in office.clients.rows("all", NOW)]


def test_the_practice_says_that_it_is_invented(office: Office) -> None:
    practice = office.practice.get()
    assert practice.invented
    assert (practice.name, office.practice.counselor().signature) == (
        "Harbor Lane Counseling",
        "Dana Whitfield, LPC",
    )
    office.practice.check_pin(PIN)


def test_eleven_come_and_thirty_eight_were_discharged(office: Office) -> None:
    counts = office.clients.counts(NOW)
    assert (counts["active"], counts["in_window"], counts["discharged"]) == (11, 3, 38)


@pytest.mark.parametrize("name", LIST)
def test_the_client_list_is_the_one_drawn(office: Office, name: str) -> None:
    row = next(row for row in office.clients.rows("active", NOW) if row.name == name)
    zone = ZoneInfo(ZONE)
    seen = f"{row.last_seen_at.astimezone(zone):%-d %b}" if row.last_seen_at else ""
    coming = row.next_session_at.astimezone(zone) if row.next_session_at else None
    found = (row.course_words, seen, row.scores[-1], f"{coming:%-d %b %H:%M}" if coming else "none")
    assert found == LIST[name]


def test_today_is_the_one_drawn(office: Office) -> None:
    today = office.today.today(NOW)
    assert [(row.client_name, row.state) for row in today.windows] == [
        ("Ruth Abernathy", "soon"),
        ("Maren Ostrowski", "in"),
        ("Idris Bellamy", "in"),
        ("Samuel Okonjo", "before"),
    ]
    assert [row.client_name for row in today.sessions] == [
        "Hana Whitlock",
        "Joel Marchetti",
        "Maren Ostrowski",
        "Idris Bellamy",
    ]
    assert [note.client_name for note in today.notes] == [
        "Hana Whitlock",
        "Dmitri Sandoval",
        "Catalina Ferreira",
    ]
    assert [row.client_name for row in today.follow_ups] == ["Dmitri Sandoval"]


def test_maren_has_the_history_drawn(office: Office) -> None:
    maren = office.clients.get(office.clients.find("Maren Ostrowski")[0][0])
    space = office.clients.workspace(maren.id, NOW)
    assert maren.file_no == "HL-0147"
    assert space.course_chip == "Infusion 3 of 6 · day +2"
    assert space.intention is not None
    assert space.intention.words == "To meet the part of me that keeps the door shut."
    totals = [sitting.total for sitting in office.measures.history(maren.id, "phq9")]
    assert totals == [21, 20, 14, 16, 11, 13]
    assert [goal.words for goal in space.goals][-1] == "Reach out before it gets dark"
    assert not space.open_follow_ups


def test_nobody_answers_a_two_week_questionnaire_soon_after_an_infusion(office: Office) -> None:
    measures = office.catalogue.measures
    for client in everybody(office):
        points = [point_of(infusion) for infusion in office.infusions.list(client.id)]
        for sitting in office.measures.history(client.id):
            assert blocked_until(measures[sitting.measure_id], points, sitting.taken_at) is None, (
                client.file_no
            )


def test_every_total_is_the_sum_of_its_answers(office: Office) -> None:
    for client in everybody(office):
        for sitting in office.measures.history(client.id):
            answers = office.measures.get(sitting.id).answers
            result = scoring.score(office.measures.edition(sitting), answers)
            assert (result.total, result.band or "") == (sitting.total, sitting.band)


def test_every_signed_note_matches_its_signature(office: Office) -> None:
    heads = [head for client in everybody(office) for head in office.notes.heads(client.id)]
    signed = [head for head in heads if head.state == "signed"]
    assert len(signed) == len(heads) - 3
    assert all(office.notes.open(head.id).intact for head in signed)


def test_nothing_has_happened_that_lies_ahead(office: Office) -> None:
    for client in everybody(office):
        for infusion in office.infusions.list(client.id):
            assert infusion.given == (infusion.details.starts_at < NOW), client.file_no
        for session in office.sessions.list(client.id):
            assert session.planned_at is not None
            assert (session.state == "booked") == (session.planned_at > NOW)
        assert all(sitting.taken_at < NOW for sitting in office.measures.history(client.id))


def test_an_answer_above_zero_was_followed_up(office: Office) -> None:
    """PHQ-9 item 9 above 0 never stands alone: somebody asked, and it is on record."""
    for client in everybody(office):
        for at, value in office.safety.item9_history(client.id):
            if value:
                sitting = next(
                    one for one in office.measures.history(client.id, "phq9") if one.taken_at == at
                )
                assert office.safety.of_sitting(sitting.id) is not None, client.file_no
