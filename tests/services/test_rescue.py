"""Words the disk did not take: where they wait, how they come home, and what never happens to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.backups import Place
from ketacounsel.core.errors import ChangedElsewhere, NotThere
from ketacounsel.core.ids import ClientId, SessionId, new_id
from ketacounsel.core.people import CrisisLine
from ketacounsel.core.rescue import Words, decode, encode, same, told
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.office import Office, office_over
from ketacounsel.services.records import Records
from ketacounsel.services.rescue import PUT_BACK, Rescue
from ketacounsel.services.rescue_places import RescuePlaces
from ketacounsel.store import places
from ketacounsel.store.rescue_file import SUFFIX, Envelope
from tests.services.harbor_lane import DANA, DANAS_OWN_KEY, SIGN_KEY, Clock

UUID = "a" * 32
WORDS = "The lights were on in every window"
JOTTED = "Ask about the move at nine"


@pytest.fixture
def office(records: Records, catalogue: Catalogue, clock: Clock) -> Office:
    return office_over(records, catalogue, clock, own_key=DANAS_OWN_KEY, sign_key=SIGN_KEY)


@pytest.fixture
def session(office: Office, maren: ClientId) -> SessionId:
    return office.sessions.start(maren).head.id


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "Dana's USB"
    folder.mkdir()
    return folder


class Desk:
    """Makes a sitting after another over the same records and places."""

    def __init__(self, office: Office, records: Records, tmp_path: Path) -> None:
        self.office, self.records, self.tmp = office, records, tmp_path
        self.kept: tuple[Place, ...] = ()
        self.here = tmp_path / "records"

    def sit(self, author: str = DANA, own_key: bytes = DANAS_OWN_KEY, key: bytes = b"r" * 32) -> Rescue:
        envelope = Envelope(UUID, author, key, own_key)
        known = RescuePlaces(
            self.here, self.tmp / "computer", backup_places=lambda: self.kept, roots=lambda: ()
        )
        known.ask()
        return Rescue(self.office, self.records, envelope, known)

    def files(self) -> list[Path]:
        return sorted(self.tmp.rglob(f"*{SUFFIX}"))


@pytest.fixture
def at(office: Office, records: Records, tmp_path: Path) -> Desk:
    return Desk(office, records, tmp_path)


def answer(session: SessionId, value: str = WORDS) -> Words:
    return Words("answer", session, "open_recall/words", value)


def jotting(session: SessionId) -> Words:
    return Words("jotting", session, "", JOTTED)


def kept(rescue: Rescue, *words: Words) -> Path:
    data = rescue.pack(words)
    assert data is not None
    copy = rescue.write(data)
    assert copy is not None
    return copy.path


# -- the file --------------------------------------------------------------------------------------------


def test_nothing_can_be_read_in_a_rescue_file_and_its_name_says_nothing(at: Desk, session: SessionId) -> None:
    path = kept(at.sit(), answer(session), jotting(session))
    data = path.read_bytes()
    for part in (WORDS, JOTTED, session, "jotting", "open_recall", DANA):
        assert part.encode() not in data
    assert path.name.startswith("KetaCounsel rescue ") and len(path.name) == len(
        "KetaCounsel rescue 7f3a.kirescue"
    )
    assert path.stat().st_mode & 0o077 == 0


def test_another_counselor_of_the_practice_can_not_open_it(at: Desk, session: SessionId) -> None:
    kept(at.sit(), jotting(session))
    other = at.sit("b" * 32, b"o" * 32)
    assert other.find() == ()
    other.settled()
    assert len(at.files()) == 1


@pytest.mark.parametrize("at_byte", [0, 12, 60, -1])
def test_an_altered_file_is_not_used_and_not_taken_away(at: Desk, session: SessionId, at_byte: int) -> None:
    path = kept(at.sit(), answer(session))
    data = bytearray(path.read_bytes())
    data[at_byte] ^= 1
    path.write_bytes(data)
    again = at.sit()
    assert again.find() == ()
    again.settled()
    assert path.exists()


# -- where -----------------------------------------------------------------------------------------------


def a_stick(stick: Path, label: str = "Dana’s USB") -> Place:
    return Place(places.mark(stick), "folder", stick, label, elsewhere=True)


def test_a_backup_place_on_another_disk_comes_first(at: Desk, session: SessionId, stick: Path) -> None:
    at.kept, at.here = (a_stick(stick),), at.tmp / "gone"  # no disk is the records' own
    rescue = at.sit()
    copy = rescue.write(rescue.pack([answer(session)]) or b"")
    assert copy is not None and copy.label == "Dana’s USB" and copy.path.parent == stick


def test_a_place_on_the_disk_of_the_records_is_no_help(at: Desk, session: SessionId, stick: Path) -> None:
    at.kept = (a_stick(stick),)
    at.here.mkdir()
    assert kept(at.sit(), answer(session)).parent == at.tmp / "computer"


def test_a_stick_that_is_pulled_out_is_followed_by_this_computer(
    at: Desk, session: SessionId, stick: Path
) -> None:
    at.kept, at.here = (a_stick(stick),), at.tmp / "gone"
    rescue = at.sit()
    kept(rescue, answer(session, "first"))
    away = at.tmp / "pulled out"
    stick.rename(away)
    assert kept(rescue, answer(session, "first and second")).parent == at.tmp / "computer"
    at.office.sessions.put_answer(session, "open_recall", "words", "first and second")
    rescue.settled()
    away.rename(stick)
    at.office.sessions.put_answer(session, "open_recall", "words", "changed since")
    assert at.sit().find() == ()  # the copy on the stick holds nothing that is not in the records
    assert at.files() == []


def test_a_chosen_folder_is_found_again_at_the_next_unlock(
    at: Desk, session: SessionId, tmp_path: Path
) -> None:
    chosen = tmp_path / "my own choice"
    chosen.mkdir()
    rescue = at.sit()
    rescue.places.choose(chosen)
    assert kept(rescue, answer(session)).parent == chosen
    assert [one.words.value for one in at.sit().find()] == [WORDS]


def test_where_no_place_takes_it_that_is_said(at: Desk, session: SessionId) -> None:
    (at.tmp / "computer").write_text("a file where the folder should be")
    rescue = at.sit()
    assert rescue.write(rescue.pack([answer(session)]) or b"") is None


def test_words_that_moved_on_while_the_stick_was_away_are_the_ones_that_come_home(
    at: Desk, office: Office, session: SessionId, stick: Path
) -> None:
    at.kept, at.here = (a_stick(stick),), at.tmp / "gone"
    rescue = at.sit()
    kept(rescue, answer(session, "first"))
    away = at.tmp / "pulled out"
    stick.rename(away)
    kept(rescue, answer(session, "first and second"))  # and the program ends
    away.rename(stick)
    again = at.sit()
    assert [one.words.value for one in again.find()] == ["first and second"]
    for one in again.find():
        again.put_back(one)
    again.settled()
    assert office.sessions.open(session).answers["open_recall", "words"] == "first and second"
    assert at.files() == []


def test_a_second_trouble_in_one_sitting_is_rescued_like_the_first(
    at: Desk, office: Office, session: SessionId, stick: Path
) -> None:
    at.kept, at.here = (a_stick(stick),), at.tmp / "gone"
    rescue = at.sit()
    kept(rescue, answer(session, "first"))
    stick.rename(at.tmp / "pulled out")
    office.sessions.put_answer(session, "open_recall", "words", "first")
    rescue.settled()
    kept(rescue, answer(session, "first and second"))  # and the program ends
    assert [one.words.value for one in at.sit().find()] == ["first and second"]


# -- coming home -----------------------------------------------------------------------------------------


def test_words_come_home_by_themselves_where_nothing_changed(
    at: Desk, office: Office, session: SessionId
) -> None:
    office.sessions.put_answer(session, "open_recall", "words", "The lights")
    kept(at.sit(), answer(session), jotting(session))
    again = at.sit()
    for one in again.find():
        again.put_back(one)
    again.settled()
    assert office.sessions.open(session).answers["open_recall", "words"] == WORDS
    assert office.sessions.jotting(session) == JOTTED
    assert at.files() == []
    assert sum(line.words == PUT_BACK for line in office.audit.lines()) == 2


def test_words_that_were_changed_since_are_not_written_over(
    at: Desk, office: Office, session: SessionId
) -> None:
    kept(at.sit(), answer(session))
    office.sessions.put_answer(session, "open_recall", "words", "typed again, otherwise")
    again = at.sit()
    (one,) = again.find()
    with pytest.raises(ChangedElsewhere):
        again.put_back(one)
    again.set_aside(one.words, "changed")
    again.settled()
    assert office.sessions.open(session).answers["open_recall", "words"] == "typed again, otherwise"
    (beside,) = again.beside()
    assert beside.text == WORDS
    assert beside.where == "An answer in a session, Maren Ostrowski"
    assert len(at.files()) == 1  # they outlive another ending


def test_another_field_of_the_same_session_keeps_nobody_back(
    at: Desk, office: Office, session: SessionId
) -> None:
    kept(at.sit(), answer(session))
    office.sessions.put_answer(session, "open_recall", "notes", "something else")
    again = at.sit()
    again.put_back(again.find()[0])
    assert office.sessions.open(session).answers["open_recall", "words"] == WORDS


def test_what_reached_the_disk_after_all_is_not_written_again(
    at: Desk, office: Office, session: SessionId
) -> None:
    kept(at.sit(), answer(session))
    office.sessions.put_answer(session, "open_recall", "words", WORDS)
    before = office.sessions.open(session).rev
    again = at.sit()
    again.put_back(again.find()[0])
    assert office.sessions.open(session).rev == before


def test_a_thing_that_is_no_longer_there_leaves_its_words_beside(at: Desk) -> None:
    kept(at.sit(), Words("client", new_id(), "address", WORDS))
    again = at.sit()
    (one,) = again.find()
    with pytest.raises(NotThere):
        again.put_back(one)
    again.set_aside(one.words, NotThere().what)
    (beside,) = again.beside()
    assert (beside.text, beside.why) == (WORDS, NotThere.what)


def test_the_counselor_puts_them_back_or_lets_them_go(at: Desk, office: Office, session: SessionId) -> None:
    rescue = at.sit()
    rescue.set_aside(answer(session), "refused")
    rescue.set_aside(jotting(session), "refused")
    rescue.settled()
    first, second = rescue.beside()
    rescue.insist(first.rescued)
    assert office.sessions.open(session).answers["open_recall", "words"] == WORDS
    assert len(at.files()) == 1
    rescue.discard(second.rescued)
    assert rescue.beside() == ()
    assert at.files() == []


def test_words_set_aside_are_shown_again_with_their_reason_after_another_start(
    at: Desk, session: SessionId
) -> None:
    rescue = at.sit()
    rescue.set_aside(answer(session), "This note is signed.")
    rescue.settled()
    again = at.sit()
    (one,) = again.find()
    with pytest.raises(ChangedElsewhere):
        again.put_back(one)
    again.set_aside(one.words, "changed")
    assert [beside.why for beside in again.beside()] == ["This note is signed."]


def test_a_second_trouble_before_they_are_home_keeps_what_they_were_typed_upon(
    at: Desk, office: Office, session: SessionId
) -> None:
    kept(at.sit(), answer(session))
    second = at.sit()
    (one,) = second.find()
    kept(second, one.words)  # the disk refused again, and the program ended again
    third = at.sit()
    (again,) = third.find()
    assert replace(again, at=one.at) == one
    third.put_back(again)
    third.settled()
    assert office.sessions.open(session).answers["open_recall", "words"] == WORDS
    assert at.files() == []


# -- values ----------------------------------------------------------------------------------------------

PLAIN = (
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.datetimes(timezones=st.just(UTC))
)
VALUES = st.recursive(
    PLAIN, lambda deep: st.lists(deep).map(tuple) | st.dictionaries(st.text(), deep), max_leaves=8
)


@given(VALUES)
def test_every_value_comes_back_as_it_was(value: object) -> None:
    assert decode(encode(value)) == value
    assert same(decode(encode(value)), value)


def test_values_can_be_read_and_copied() -> None:
    assert told(("one", "two")) == "one\ntwo"
    assert told({"warning": ("alone", "late")}) == "alone\nlate"
    assert told(CrisisLine("Harbor", "555-0100")) == "Harbor 555-0100"
    assert told(datetime(2026, 10, 15, 19, 52, tzinfo=UTC)) == "2026-10-15 19:52"
    assert told(None) == ""
    assert same("", None) and not same(date(2026, 1, 1), None)
