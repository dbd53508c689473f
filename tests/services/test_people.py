"""A second person: their own passphrase and jottings, the same clients, and nobody else's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ketacounsel import models, paths
from ketacounsel.core import recovery_key
from ketacounsel.core.audit import AuditFilter
from ketacounsel.core.errors import BadInput, WrongPassphrase, WrongPin
from ketacounsel.core.ids import ClientId, CounselorId, NoteId, SessionId
from ketacounsel.services import last_way, rotation, vault, who
from ketacounsel.services.audit_log import AuditLog
from ketacounsel.services.catalogue import shipped
from ketacounsel.services.jottings import JottingService, SealedForAnother
from ketacounsel.services.keys import KeyService
from ketacounsel.services.notes import NoteService
from ketacounsel.services.office import Office, open_office
from ketacounsel.services.people import Joining, PeopleService
from ketacounsel.services.practice import PracticeService
from ketacounsel.services.proofs import Proofs
from ketacounsel.services.records import Records
from ketacounsel.store import key_copies
from tests.services.backed_up import CHEAP, DANA, NOON, WORDS, Desk, make_desk
from tests.services.harbor_lane import book, draft

ROBINS = "grey ferry lantern oats pebble nine"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    made.open()
    yield made
    made.close()


def keys_of(desk: Desk) -> KeyService:
    return KeyService(desk.folder, desk.now_open.keys, desk.clock, cost=lambda: CHEAP)


def people_of(desk: Desk) -> PeopleService:
    return PeopleService(desk.records(), keys_of(desk), cost=lambda: CHEAP)


def robin(desk: Desk, passphrase: str = ROBINS, again: CounselorId | None = None) -> Joining:
    return Joining("Robin Hale", "LCSW", "C-1182", passphrase, desk.recovery_key, again)


def add_robin(desk: Desk) -> CounselorId:
    people = people_of(desk)
    people.check(robin(desk), WORDS)
    person = people.enter(robin(desk))
    people.let_in(person, robin(desk))
    return person


def office_as(desk: Desk, passphrase: str) -> Office:
    desk.open(vault.derive(desk.folder, passphrase))
    return open_office(desk.now_open, desk.clock)


def remove(desk: Desk, person: CounselorId) -> None:
    keys = keys_of(desk)
    keys.remove(next(way.slot_id for way in keys.ways_in() if way.counselor_id == person))


def sealed_by(desk: Desk, who: CounselorId, words: str) -> SessionId:
    """A session of Maren's, and the jotting that `who` kept of it with the keys that are open."""
    with desk.records().read() as db:
        client = db.query(models.Client).one()
        client_id = ClientId(client.id)
    book(desk.records(), client_id, NOON)
    with desk.records().read() as db:
        session_id = SessionId(db.query(models.GuidedSession).one().id)
    jottings(desk, who).save(session_id, words)
    return session_id


def jottings(desk: Desk, who: CounselorId, key: bytes | None = None) -> JottingService:
    records = Records(desk.now_open.store, desk.clock, who)
    return JottingService(records, key or desk.now_open.keys.personal[who])


def sign_key(desk: Desk) -> bytes:
    return desk.now_open.keys.use("sign")


def draft_of_dana(desk: Desk) -> NoteId:
    with desk.records().read() as db:
        client_id = ClientId(db.query(models.Client).one().id)
    draft(desk.records(), client_id, NOON, "")
    with desk.records().read() as db:
        return NoteId(db.query(models.Note).filter_by(state="draft").one().id)


def sign_as(desk: Desk, person: CounselorId) -> NoteId:
    """A draft, signed by them."""
    note_id = draft_of_dana(desk)
    NoteService(Records(desk.now_open.store, desk.clock, person), shipped(), sign_key(desk)).sign(note_id)
    return note_id


def test_a_new_person_unlocks_with_their_own_passphrase_and_sees_the_clients(desk: Desk) -> None:
    person = add_robin(desk)
    office = office_as(desk, ROBINS)
    assert desk.now_open.counselor_id == person
    assert office.practice.counselor().signature == "Robin Hale, LCSW"
    assert desk.names() == {"Maren Ostrowski"}


def test_everybody_else_gets_in_as_before(desk: Desk) -> None:
    add_robin(desk)
    assert vault.derive(desk.folder, WORDS).counselor_id == DANA
    assert vault.derive_from_recovery_key(desk.folder, desk.recovery_key).counselor_id == DANA
    assert len(key_copies.read(desk.folder).slots) == 3


def test_a_jotting_is_never_read_by_another_person_and_always_by_the_recovery_key(desk: Desk) -> None:
    session_id = sealed_by(desk, DANA, "I felt tired today.")
    add_robin(desk)
    robins = vault.derive(desk.folder, ROBINS)
    assert DANA not in robins.personal
    office = office_as(desk, ROBINS)
    assert office.jottings.read(session_id) == ""
    for key in robins.personal.values():
        with pytest.raises(SealedForAnother):
            jottings(desk, DANA, key).read(session_id)
    by_sheet = vault.derive_from_recovery_key(desk.folder, desk.recovery_key)
    assert jottings(desk, DANA, by_sheet.personal[DANA]).read(session_id) == "I felt tired today."


def test_the_sheet_opens_the_new_persons_jottings_too(desk: Desk) -> None:
    person = add_robin(desk)
    desk.open(vault.derive(desk.folder, ROBINS))
    session_id = sealed_by(desk, person, "Her question stays with me.")
    by_sheet = vault.derive_from_recovery_key(desk.folder, desk.recovery_key)
    assert jottings(desk, person, by_sheet.personal[person]).read(session_id) == "Her question stays with me."
    assert person not in vault.derive(desk.folder, WORDS).personal


def test_the_date_of_the_sheet_stays(desk: Desk) -> None:
    before = keys_of(desk).since(recovery=True)
    desk.clock.forward(days=3)
    add_robin(desk)
    assert keys_of(desk).since(recovery=True) == before


def test_the_audit_says_who_was_added(desk: Desk) -> None:
    add_robin(desk)
    lines = AuditLog(desk.records()).lines(AuditFilter(categories=frozenset({"key"})))
    assert any("Add person" in line.words or "person" in line.words.casefold() for line in lines)


@pytest.mark.parametrize(
    ("who", "own", "field"),
    [
        ({"name": "  "}, WORDS, "name"),
        ({"passphrase": "short"}, WORDS, "passphrase"),
        ({"passphrase": "Robin Hale Robin Hale"}, WORDS, "passphrase"),
        ({"passphrase": WORDS}, WORDS, "passphrase"),
    ],
)
def test_what_can_not_be_is_said_before_anything_is_written(
    desk: Desk, who: dict[str, Any], own: str, field: str
) -> None:
    wished = replace(robin(desk), **who)
    with pytest.raises(BadInput) as said:
        people_of(desk).check(wished, own)
    assert said.value.field == field
    assert len(PracticeService(desk.records(), sign_key=b"").counselors()) == 1


def test_the_present_persons_passphrase_is_asked(desk: Desk) -> None:
    add_robin(desk)
    with pytest.raises(WrongPassphrase):
        people_of(desk).check(robin(desk), "not the one that was set")
    with pytest.raises(WrongPassphrase):
        people_of(desk).check(replace(robin(desk), passphrase="otter gravel mint velvet zinc quilt"), ROBINS)


def test_a_passphrase_somebody_else_has_is_not_taken(desk: Desk) -> None:
    add_robin(desk)
    other = replace(robin(desk), name="Alex Moreno")
    people = people_of(desk)
    person = people.enter(other)
    with pytest.raises(BadInput) as said:
        people.let_in(person, other)
    assert said.value.field == "passphrase"
    assert person not in {way.counselor_id for way in keys_of(desk).ways_in()}
    with pytest.raises(BadInput):
        keys_of(desk).change_passphrase(WORDS, ROBINS)
    assert vault.derive(desk.folder, WORDS).counselor_id == DANA


def test_broken_off_after_the_name_everything_opens_as_before_and_the_name_is_taken_up(desk: Desk) -> None:
    people = people_of(desk)
    left = people.enter(robin(desk))
    assert {way.counselor_id for way in keys_of(desk).ways_in()} == {DANA}
    assert people.before("Robin Hale") is None
    assert add_robin(desk) == left
    assert office_as(desk, WORDS).practice.counselor().name == "Dana Whitfield"


def test_a_person_who_comes_back_reads_their_own_jottings_again(desk: Desk) -> None:
    person = add_robin(desk)
    desk.open(vault.derive(desk.folder, ROBINS))
    session_id = sealed_by(desk, person, "Her question stays with me.")
    desk.open(vault.derive(desk.folder, WORDS))
    remove(desk, person)
    people = people_of(desk)
    known = people.before("robin hale")
    assert known is not None
    who = robin(desk, "otter gravel mint velvet zinc quilt", known.id)
    people.let_in(people.enter(who), who)
    office = office_as(desk, who.passphrase)
    assert office.jottings.read(session_id) == "Her question stays with me."


def test_another_person_of_that_name_reads_none_of_them(desk: Desk) -> None:
    person = add_robin(desk)
    desk.open(vault.derive(desk.folder, ROBINS))
    desk.open(vault.derive(desk.folder, WORDS))
    remove(desk, person)
    who = robin(desk, "otter gravel mint velvet zinc quilt")
    people = people_of(desk)
    assert people.enter(who) != person


def test_who_is_removed_gets_in_no_more_and_their_notes_and_name_stay(desk: Desk) -> None:
    person = add_robin(desk)
    desk.open(vault.derive(desk.folder, ROBINS))
    signed = sign_as(desk, person)
    desk.open(vault.derive(desk.folder, WORDS))
    remove(desk, person)
    with pytest.raises(WrongPassphrase):
        vault.derive(desk.folder, ROBINS)
    office = office_as(desk, WORDS)
    signature = office.notes.signature(signed)
    assert signature is not None
    assert signature.by == "Robin Hale, LCSW"
    assert desk.now_open.verify().problems == ()
    assert person in vault.derive_from_recovery_key(desk.folder, desk.recovery_key).personal


def test_a_new_recovery_key_asks_the_old_one_also_when_the_others_have_left(desk: Desk) -> None:
    assert not keys_of(desk).others_jottings()
    person = add_robin(desk)
    remove(desk, person)
    assert keys_of(desk).others_jottings()


def test_a_draft_signed_by_another_person_is_theirs(desk: Desk) -> None:
    person = add_robin(desk)
    desk.open(vault.derive(desk.folder, ROBINS))
    note_id = draft_of_dana(desk)
    notes = NoteService(Records(desk.now_open.store, desk.clock, person), shipped(), sign_key(desk))
    assert notes.sign(note_id, reason_incomplete="").by == "Robin Hale, LCSW"
    assert "Robin Hale" in notes.plain(note_id)
    assert "Dana Whitfield" not in notes.plain(note_id)


def test_who_has_chosen_no_pin_yet_signs_with_the_passphrase_until_one_is_chosen(desk: Desk) -> None:
    add_robin(desk)
    practice = office_as(desk, ROBINS).practice
    assert practice.pin_tries().passphrase_asked
    with pytest.raises(WrongPin):
        practice.check_pin("000000")
    practice.passphrase_proved()
    assert practice.pin_tries().passphrase_asked
    practice.change_pin(None, "582014")
    assert not practice.pin_tries().passphrase_asked
    practice.check_pin("582014")


def test_nobody_signs_with_another_persons_passphrase(desk: Desk) -> None:
    add_robin(desk)
    with pytest.raises(WrongPassphrase):
        Proofs(desk.folder, DANA).passphrase(ROBINS)
    Proofs(desk.folder, DANA).passphrase(WORDS)


def test_the_way_in_of_last_time_is_tried_first(desk: Desk) -> None:
    add_robin(desk)
    keys = vault.derive(desk.folder, ROBINS)
    assert last_way.of(desk.folder) == keys.slot_id
    assert vault.derive(desk.folder, WORDS).slot_id == last_way.of(desk.folder)


def test_what_is_kept_of_last_time_names_nobody(desk: Desk) -> None:
    add_robin(desk)
    vault.derive(desk.folder, ROBINS)
    kept = [path.read_text() for path in paths.seen_folder().glob("*.way")]
    assert kept
    assert all(len(words) == 16 and set(words) <= set("0123456789abcdef") for words in kept)


def test_a_damaged_note_of_last_time_changes_nothing(desk: Desk) -> None:
    vault.derive(desk.folder, WORDS)
    for path in paths.seen_folder().glob("*.way"):
        path.write_bytes(b"\xff\x00" * 40)
    assert vault.derive(desk.folder, WORDS).counselor_id == DANA


def test_a_new_data_key_keeps_the_others_jottings_for_the_new_sheet(desk: Desk) -> None:
    person = add_robin(desk)
    desk.open(vault.derive(desk.folder, ROBINS))
    session_id = sealed_by(desk, person, "Her question stays with me.")
    desk.close()
    new = rotation.draft(desk.folder, WORDS, NOON, desk.recovery_key, cost=lambda: CHEAP)
    typed = [recovery_key.groups(new.words)[place - 1] for place in new.asked]
    rotation.rotate(desk.folder, new, typed, NOON)
    with pytest.raises(WrongPassphrase):
        vault.derive(desk.folder, ROBINS)
    by_sheet = vault.derive_from_recovery_key(desk.folder, new.words)
    desk.open()
    assert jottings(desk, person, by_sheet.personal[person]).read(session_id) == "Her question stays with me."


def test_the_recovery_key_asks_who_it_is_and_seats_that_person_with_their_own_jottings(desk: Desk) -> None:
    person = add_robin(desk)
    session_id = sealed_by(desk, DANA, "I felt tired today.")
    desk.open(vault.derive_from_recovery_key(desk.folder, desk.recovery_key))
    assert [one.id for one in who.may_sit_here(desk.now_open)] == [DANA, person]
    seated = who.seated(desk.now_open, person)
    assert (seated.counselor_id, set(seated.keys.personal)) == (person, {person})
    office = open_office(seated, desk.clock)
    assert (office.practice.counselor().name, office.jottings.read(session_id)) == ("Robin Hale", "")


def test_who_forgot_the_passphrase_sets_their_own_and_nobody_elses(desk: Desk) -> None:
    person = add_robin(desk)
    desk.open(vault.derive_from_recovery_key(desk.folder, desk.recovery_key))
    seated = who.seated(desk.now_open, person)
    keys = KeyService(desk.folder, seated.keys, desk.clock, cost=lambda: CHEAP)
    keys.set_passphrase(desk.recovery_key, "otter gravel mint velvet zinc quilt")
    assert vault.derive(desk.folder, "otter gravel mint velvet zinc quilt").counselor_id == person
    assert vault.derive(desk.folder, WORDS).counselor_id == DANA


def test_who_was_removed_is_not_among_them(desk: Desk) -> None:
    person = add_robin(desk)
    remove(desk, person)
    desk.open(vault.derive_from_recovery_key(desk.folder, desk.recovery_key))
    assert [one.id for one in who.may_sit_here(desk.now_open)] == [DANA]
