"""Opening a file, its number, namesakes, late saves, releases, and finding a client again."""

from __future__ import annotations

from datetime import date

import pytest

from ketacounsel.core.changes import Topic
from ketacounsel.core.errors import BadInput, ChangedElsewhere
from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails
from ketacounsel.services.clients import ClientService

BORN = date(1985, 3, 4)


def test_two_fields_are_enough_to_add_a_client(clients: ClientService) -> None:
    added = clients.add(ClientDetails("Maren Ostrowski", birth_on=BORN))
    kept = clients.get(added.id)
    assert kept == added
    assert (kept.name, kept.file_no, kept.details.status) == ("Maren Ostrowski", "HL-0001", "active")


def test_a_client_without_a_name_is_not_added(clients: ClientService) -> None:
    with pytest.raises(BadInput) as refused:
        clients.add(ClientDetails("  "))
    assert refused.value.field == "legal_name"
    assert clients.next_file_no() == "HL-0001"


def test_a_name_longer_than_fits_is_refused_and_says_what_fits(clients: ClientService) -> None:
    maren = clients.add(ClientDetails("Maren Ostrowski")).id
    for name, most in (("legal_name", 120), ("preferred_name", 120), ("file_no", 60)):
        with pytest.raises(BadInput) as refused:
            clients.patch(maren, {name: "x" * (most + 1)})
        assert refused.value.field == name
        assert f"up to {most} fit" in refused.value.sentence
    clients.patch(maren, {"legal_name": "x" * 120})
    with pytest.raises(BadInput):
        clients.add(ClientDetails("x" * 300))


def test_file_numbers_go_on_from_the_highest(clients: ClientService) -> None:
    clients.add(ClientDetails("Ruth Abernathy", file_no="HL-0146"))
    assert clients.next_file_no() == "HL-0147"
    assert clients.add(ClientDetails("Maren Ostrowski")).file_no == "HL-0147"


def test_a_file_number_can_be_changed_but_belongs_to_one_client(clients: ClientService) -> None:
    ruth = clients.add(ClientDetails("Ruth Abernathy")).id
    maren = clients.add(ClientDetails("Maren Ostrowski")).id
    clients.patch(maren, {"file_no": "2026/7"})
    assert clients.get(maren).file_no == "2026/7"
    with pytest.raises(BadInput) as refused:
        clients.patch(maren, {"file_no": "hl-0001"})
    assert refused.value.field == "file_no"
    with pytest.raises(BadInput):
        clients.add(ClientDetails("Idris Bellamy", file_no="2026/7"))
    clients.patch(ruth, {"file_no": "HL-0001"})


def test_a_namesake_or_the_same_birth_date_is_pointed_out(clients: ClientService) -> None:
    maren = clients.add(ClientDetails("Maren Ostrowski", birth_on=BORN)).id
    liza = clients.add(ClientDetails("Elizabeth Żak", preferred_name="Liza Żak", birth_on=BORN)).id
    clients.add(ClientDetails("Ruth Abernathy", birth_on=date(1970, 1, 1)))
    both, birth_only = clients.twins("  maren   ostrowski", BORN)
    assert (both.client_id, both.same_name, both.same_birth) == (maren, True, True)
    assert (birth_only.client_id, birth_only.same_name, birth_only.same_birth) == (liza, False, True)
    assert [twin.client_id for twin in clients.twins("liza zak", None)] == [liza]
    assert clients.twins("", None) == ()


def test_a_late_save_over_a_newer_text_is_refused(clients: ClientService, maren: ClientId) -> None:
    seen = clients.get(maren).rev
    clients.patch(maren, {"alert": "Allergic to latex"}, seen_rev=seen)
    with pytest.raises(ChangedElsewhere):
        clients.patch(maren, {"alert": "older words"}, seen_rev=seen)
    assert clients.get(maren).details.alert == "Allergic to latex"


def test_what_is_saved_unchanged_stays_at_its_revision(clients: ClientService, maren: ClientId) -> None:
    rev = clients.get(maren).rev
    saved = clients.patch(maren, {"pronouns": "she/her"})
    assert (saved.rev, saved.topics) == (rev, frozenset({Topic.CLIENTS}))


def test_a_discharge_keeps_its_day_and_reopening_clears_it(clients: ClientService, maren: ClientId) -> None:
    clients.patch(maren, {"status": "discharged"})
    assert clients.get(maren).discharged_on == date(2026, 10, 15)
    clients.patch(maren, {"status": "active"})
    assert clients.get(maren).discharged_on is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "gone"),
        ("birth_on", date(2026, 10, 16)),
        ("birth_on", "1985"),
        ("shoe_size", 38),
        ("phone", 5),
    ],
)
def test_a_detail_that_cannot_be_is_refused_by_its_field(
    clients: ClientService, maren: ClientId, field: str, value: object
) -> None:
    with pytest.raises(BadInput) as refused:
        clients.patch(maren, {field: value})
    assert refused.value.field == field


def test_a_client_is_found_by_the_start_of_any_name_or_by_number(clients: ClientService) -> None:
    names = ["Maren Ostrowski", "Óscar Marino", "Ruth Abernathy", "Oskar Marenholtz"]
    by_name = {name: clients.add(ClientDetails(name)).id for name in names}
    clients.patch(by_name["Oskar Marenholtz"], {"status": "discharged"})
    assert [found[1] for found in clients.find("mar")] == [
        "Maren Ostrowski",
        "Óscar Marino",
        "Oskar Marenholtz",
    ]
    assert [found[1] for found in clients.find("oscar")] == ["Óscar Marino"]
    assert [found[1] for found in clients.find("hl-0003")] == ["Ruth Abernathy"]
    assert [found[1] for found in clients.find("ab ru")] == ["Ruth Abernathy"]
    assert clients.find(" ") == ()
    assert len(clients.find("a", limit=2)) == 2


def test_a_release_holds_until_it_ends_or_is_revoked(clients: ClientService, maren: ClientId) -> None:
    signed = date(2026, 9, 1)
    release_id = clients.add_release(maren, "Northgate Infusion Clinic", signed, date(2027, 8, 31))
    (release,) = clients.releases(maren)
    assert release.holds_on(date(2026, 10, 15))
    clients.revoke_release(release_id, date(2026, 10, 1))
    (release,) = clients.releases(maren)
    assert not release.holds_on(date(2026, 10, 15))
    with pytest.raises(BadInput):
        clients.add_release(maren, "Northgate", signed, date(2026, 8, 1))
    with pytest.raises(BadInput):
        clients.revoke_release(release_id, date(2026, 8, 1))
