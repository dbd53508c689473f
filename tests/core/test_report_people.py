"""Other people's names in a report: found, and printed as what they are to the client."""

from __future__ import annotations

import pytest

from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import Client, ClientDetails
from ketacounsel.core.report_people import known_people, others_in, without_names

MAREN = Client(
    ClientId("m"),
    "HL-0147",
    ClientDetails(
        "Maren Ostrowski", pronouns="she/her", emergency_name="Ania Ostrowski", emergency_relation="Sister"
    ),
)
KNOWN = known_people(MAREN, ("Ben, neighbor, (555) 0164", "Jo"), ("Choir", "Lena, friend"))


def printed(text: str, chosen: dict[str, str] | None = None) -> str:
    return without_names(text, KNOWN, others_in((text,), KNOWN, MAREN, chosen or {}))


@pytest.mark.parametrize(
    ("typed", "paper"),
    [
        ("She called Ania on Sunday.", "She called her sister on Sunday."),
        ("Called her sister Ania on 11 Oct", "Called her sister on 11 Oct"),
        ("Ania drove. Then Ania left.", "Her sister drove. Then her sister left."),
        ("Ania Ostrowski’s children came.", "Her sister’s children came."),
        ("Told her Ania would come.", "Told her her sister would come."),
        ("Met Ben, her neighbor, twice.", "Met her neighbor twice."),
        ("Wrote to Jo.", "Wrote to someone close to her."),
        ("Dinner with Lena and Ania.", "Dinner with her friend and her sister."),
        ("Bengal and Benjamin stay as they are.", "Bengal and Benjamin stay as they are."),
        ("Ostrowski is the client’s own name.", "Ostrowski is the client’s own name."),
    ],
)
def test_a_name_becomes_the_relation(typed: str, paper: str) -> None:
    assert printed(typed) == paper


def test_a_choir_is_no_person() -> None:
    assert "Choir" not in [person.name for person in KNOWN]


def test_a_name_stays_when_the_counselor_says_so() -> None:
    assert printed("Ania drove.", {"Ania": "Ania"}) == "Ania drove."


def test_somebody_with_the_clients_own_first_name_does_not_take_it_away() -> None:
    known = known_people(MAREN, ("Maren, aunt",), ())
    assert [person.name for person in known] == ["Ania Ostrowski"]
