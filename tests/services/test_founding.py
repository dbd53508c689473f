"""New records for a new practice, and the small things kept beside them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketacounsel.core.errors import AlreadyThere, BadInput, NoRecords, WrongPassphrase, WrongRecoveryKey
from ketacounsel.services import founding, look, vault, whereabouts
from ketacounsel.services.founding import Founding
from ketacounsel.services.office import open_office
from ketacounsel.services.proofs import Proofs
from ketacounsel.store.kdf import KdfCost

NOON = datetime(2026, 10, 15, 18, tzinfo=UTC)
CHEAP = KdfCost(memory_kib=8, passes=1)
WORDS = "maple tuba fjord ninety oxen gauze"
DANA = Founding(
    name=" Dana Whitfield ",
    credentials="LPC",
    practice="Harbor Lane Counseling",
    zone="America/Denver",
    passphrase=WORDS,
    pin="274951",
)


def now() -> datetime:
    return NOON


def test_the_practice_and_its_counselor_are_there_from_the_start(tmp_path: Path) -> None:
    made = founding.prepare(WORDS, NOON, CHEAP)
    unlocked = founding.found(tmp_path / "records", DANA, made, NOON, key_checked=False)
    office = open_office(unlocked, now)
    assert office.practice.counselor().signature == "Dana Whitfield, LPC"
    assert office.practice.get().zone == "America/Denver"
    assert office.practice.setting(founding.RECOVERY_CHECKED) is False
    unlocked.close()


def test_988_is_there_for_the_united_states_only(tmp_path: Path) -> None:
    for country, numbers in (("US", ["988"]), ("DE", [])):
        wishes = Founding(name="D", practice="P", country=country, passphrase=WORDS, pin="274951")
        made = founding.prepare(WORDS, NOON, CHEAP)
        unlocked = founding.found(tmp_path / country, wishes, made, NOON, key_checked=True)
        lines = open_office(unlocked, now).practice.get().crisis_lines
        assert [line.number for line in lines] == numbers
        unlocked.close()


def test_records_are_never_made_over_others(tmp_path: Path) -> None:
    made = founding.prepare(WORDS, NOON, CHEAP)
    founding.found(tmp_path / "records", DANA, made, NOON, key_checked=True).close()
    with pytest.raises(AlreadyThere):
        founding.found(tmp_path / "records", DANA, made, NOON, key_checked=True)


def test_a_practice_without_a_name_leaves_nothing_behind(tmp_path: Path) -> None:
    made = founding.prepare(WORDS, NOON, CHEAP)
    with pytest.raises(BadInput):
        founding.found(tmp_path / "records", Founding(pin="274951"), made, NOON, key_checked=True)
    assert not vault.exists(tmp_path / "records")


def test_secrets_don_t_show_in_a_printout() -> None:
    assert WORDS not in repr(DANA)
    assert "274951" not in repr(DANA)


def test_passphrase_and_recovery_key_can_be_proved_while_open(tmp_path: Path) -> None:
    made = founding.prepare(WORDS, NOON, CHEAP)
    unlocked = founding.found(tmp_path / "records", DANA, made, NOON, key_checked=True)
    proofs = Proofs(tmp_path / "records")
    proofs.passphrase(WORDS)
    proofs.recovery_key(made.recovery_key.lower())
    with pytest.raises(WrongPassphrase):
        proofs.passphrase("something else entirely")
    other = founding.prepare(WORDS, NOON, CHEAP).recovery_key
    with pytest.raises(WrongRecoveryKey):
        proofs.recovery_key(other)
    with pytest.raises(NoRecords):
        Proofs().passphrase(WORDS)
    unlocked.close()


def test_the_folder_on_a_stick_is_found_again(tmp_path: Path) -> None:
    usual, stick = tmp_path / "records", tmp_path / "stick" / "records"
    assert whereabouts.last(tmp_path) is None
    whereabouts.remember(tmp_path, stick, usual)
    assert whereabouts.last(tmp_path) == stick.resolve()
    whereabouts.remember(tmp_path, usual, usual)
    assert whereabouts.last(tmp_path) is None


def test_a_damaged_note_of_the_folder_means_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / whereabouts.FILE).write_text("{half")
    assert whereabouts.last(tmp_path) is None
    (tmp_path / whereabouts.FILE).write_text('{"folder": "not/absolute"}')
    assert whereabouts.last(tmp_path) is None


def test_the_look_is_kept_and_nonsense_is_the_usual_look(tmp_path: Path) -> None:
    kept = look.Look("dark", 1.5, "Harbor Lane Counseling", invented=True)
    look.write(tmp_path, kept)
    assert look.read(tmp_path) == kept
    (tmp_path / look.FILE).write_text('{"theme": 7, "size": 99, "name": []}')
    assert look.read(tmp_path) == look.Look()
