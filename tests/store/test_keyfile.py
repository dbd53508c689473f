"""The key file: one secret suffices, any alteration is told, and one copy is always whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import (
    AlteredKeyFile,
    DamagedKeyFile,
    NoRecords,
    WrongPassphrase,
    WrongRecoveryKey,
)
from ketacounsel.core.ids import CounselorId
from ketacounsel.store import kdf, key_copies, keyfile, presence

if TYPE_CHECKING:
    from pathlib import Path

ANNA = CounselorId("a" * 32)
CHEAP = kdf.KdfCost(memory_kib=8, passes=1)
WORDS = "river lantern copper window"
SECRET = bytes(16) + b"\x07"
SINCE = "2026-03-02T12:00:00+00:00"


def make(folder: Path) -> tuple[keyfile.KeyFile, keyfile.Keys]:
    """Both copies, with a passphrase slot and a recovery slot."""
    file, dek = keyfile.new_key_file()
    keys = keyfile.Keys(dek, {ANNA: b"p" * 32}, ANNA, file.records_uuid, file.salt)
    slots = (
        keyfile.passphrase_slot(file, keys, WORDS, CHEAP, SINCE),
        keyfile.recovery_slot(file, keys, SECRET, SINCE),
    )
    file = file.with_slots(slots)
    key_copies.write(folder, file, dek)
    return file, keys


def reseal(data: bytes, **changes: object) -> bytes:
    """What someone without the data key can do: change the body and put the right checksum."""
    title, body, mac, _sum, _end = data.split(b"\n")
    raw = json.loads(body) | changes
    body = json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()
    signed = b"\n".join((title, body, mac)) + b"\n"
    return signed + hashlib.sha256(signed).hexdigest().encode() + b"\n"


def slots_of(data: bytes) -> list[dict[str, object]]:
    """The slots as they stand in the file."""
    found: list[dict[str, object]] = json.loads(data.split(b"\n")[1])["slots"]
    return found


def test_the_passphrase_and_the_recovery_key_open_the_same_keys(tmp_path: Path) -> None:
    _, keys = make(tmp_path)
    assert key_copies.unlock_with_passphrase(tmp_path, WORDS) == keys
    assert key_copies.unlock_with_recovery_key(tmp_path, recovery_key.encode(SECRET)) == keys


def test_an_accent_typed_in_another_way_is_the_same_passphrase(tmp_path: Path) -> None:
    file, keys = make(tmp_path)
    slot = keyfile.passphrase_slot(file, keys, "caf\u00e9 au lait", CHEAP, SINCE)
    key_copies.write(tmp_path, file.with_slots((slot,)), keys.dek)
    assert key_copies.unlock_with_passphrase(tmp_path, "cafe\u0301 au lait") == keys


@pytest.mark.parametrize("wrong", ["", WORDS + " ", WORDS.upper(), "\ud800", "x" * 5000])
def test_another_passphrase_is_told(tmp_path: Path, wrong: str) -> None:
    make(tmp_path)
    with pytest.raises(WrongPassphrase):
        key_copies.unlock_with_passphrase(tmp_path, wrong)


def test_another_recovery_key_is_told(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(WrongRecoveryKey):
        key_copies.unlock_with_recovery_key(tmp_path, recovery_key.encode(bytes(17)))


def test_a_folder_without_records_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRecords):
        key_copies.unlock_with_passphrase(tmp_path, WORDS)


def test_records_without_a_key_file_are_told(tmp_path: Path) -> None:
    (tmp_path / presence.RECORDS).write_bytes(b"x")
    with pytest.raises(DamagedKeyFile):
        key_copies.unlock_with_passphrase(tmp_path, WORDS)


def test_keys_are_not_shown(tmp_path: Path) -> None:
    file, keys = make(tmp_path)
    assert repr(keys.dek)[2:-1] not in repr(keys)
    assert "pppp" not in repr(keys)
    assert keys.use("db") != keys.use("sign") != keys.dek
    assert keys.dek not in keyfile.encode(file, keys.dek)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.data())
@pytest.mark.parametrize("name", [presence.COPY_A, presence.COPY_B])
def test_a_flipped_bit_falls_back_on_the_copy_and_mends(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    if not (tmp_path / name).exists():
        make(tmp_path)
    path = tmp_path / name
    good = path.read_bytes()
    flipped = bytearray(good)
    flipped[data.draw(st.integers(0, len(good) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(flipped)
    keys = key_copies.unlock_with_passphrase(tmp_path, WORDS)
    assert keys.notices == (key_copies.MENDED,)
    assert path.read_bytes() == good


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_cut_or_lost_copy_is_mended(tmp_path: Path, cut: int) -> None:
    make(tmp_path)
    path = tmp_path / presence.COPY_A
    good = path.read_bytes()
    path.write_bytes(good[:cut])
    assert key_copies.unlock_with_passphrase(tmp_path, WORDS).notices == (key_copies.MENDED,)
    assert path.read_bytes() == good
    path.unlink()
    key_copies.unlock_with_passphrase(tmp_path, WORDS)
    assert path.read_bytes() == good


def test_both_copies_damaged_are_told_from_a_wrong_passphrase(tmp_path: Path) -> None:
    make(tmp_path)
    for name in (presence.COPY_A, presence.COPY_B):
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-2])
    with pytest.raises(DamagedKeyFile):
        key_copies.unlock_with_passphrase(tmp_path, WORDS)


def test_an_altered_file_with_the_right_checksum_is_told(tmp_path: Path) -> None:
    make(tmp_path)
    data = (tmp_path / presence.COPY_A).read_bytes()
    for changes in ({"generation": 9}, {"slots": slots_of(data)[:1]}):
        for name in (presence.COPY_A, presence.COPY_B):
            (tmp_path / name).write_bytes(reseal(data, **changes))
        with pytest.raises(AlteredKeyFile):
            key_copies.unlock_with_passphrase(tmp_path, WORDS)


def test_one_altered_copy_is_told_and_the_good_one_used(tmp_path: Path) -> None:
    make(tmp_path)
    path = tmp_path / presence.COPY_A
    good = path.read_bytes()
    path.write_bytes(reseal(good, slots=slots_of(good)[:1]))
    assert key_copies.unlock_with_passphrase(tmp_path, WORDS).notices == (key_copies.ALTERED,)
    assert path.read_bytes() == good


@pytest.mark.parametrize(
    ("altered", "told"),
    [
        ({"id": "0" * 16}, WrongPassphrase),
        ({"counselor": "b" * 32}, WrongPassphrase),
        (
            {"kdf": {"alg": "argon2id", "cost": {"m": 8, "t": 2, "p": 1, "v": 19}, "salt": "00" * 16}},
            WrongPassphrase,
        ),
        ({"personal": {}}, AlteredKeyFile),
    ],
    ids=["slot id", "person", "cost and salt", "personal key"],
)
def test_a_slot_swapped_or_made_cheaper_never_opens(
    tmp_path: Path, altered: dict[str, object], told: type[Exception]
) -> None:
    make(tmp_path)
    data = (tmp_path / presence.COPY_A).read_bytes()
    slots = slots_of(data)
    slots[0] |= altered
    for name in (presence.COPY_A, presence.COPY_B):
        (tmp_path / name).write_bytes(reseal(data, slots=slots))
    with pytest.raises(told):
        key_copies.unlock_with_passphrase(tmp_path, WORDS)


def test_a_slot_of_other_records_never_opens(tmp_path: Path) -> None:
    file, keys = make(tmp_path)
    stolen = replace(file, records_uuid="0" * 32)
    key_copies.write(tmp_path, stolen, keys.dek)
    with pytest.raises(WrongPassphrase):
        key_copies.unlock_with_passphrase(tmp_path, WORDS)


@pytest.mark.parametrize(
    "cost",
    [
        {"m": 64 << 20, "t": 1, "p": 1, "v": 19},
        {"m": 8, "t": 10**9, "p": 1, "v": 19},
        {"m": 8192, "t": 1, "p": 255, "v": 19},
        {"m": 8, "t": 0, "p": 1, "v": 19},
        {"m": 8.0, "t": 1, "p": 1, "v": 19},
        {"m": True, "t": 1, "p": 1, "v": 19},
        {"m": "8", "t": 1, "p": 1, "v": 19},
        {"m": 8, "t": 1, "p": 1, "v": 16},
    ],
    ids=str,
)
def test_a_hostile_cost_is_refused_before_it_runs(tmp_path: Path, cost: dict[str, object]) -> None:
    make(tmp_path)
    data = (tmp_path / presence.COPY_A).read_bytes()
    slots = slots_of(data)
    slots[0]["kdf"] = {"alg": "argon2id", "cost": cost, "salt": "00" * 16}
    with pytest.raises(DamagedKeyFile):
        keyfile.decode(reseal(data, slots=slots))


def test_only_one_spelling_is_read(tmp_path: Path) -> None:
    make(tmp_path)
    title, body, mac, _sum, _end = (tmp_path / presence.COPY_A).read_bytes().split(b"\n")
    for other in (body.replace(b":1,", b": 1,", 1), body[:-1] + b',"generation":1}', body[:-1] + b',"z":1}'):
        signed = b"\n".join((title, other, mac)) + b"\n"
        with pytest.raises(DamagedKeyFile):
            keyfile.decode(signed + hashlib.sha256(signed).hexdigest().encode() + b"\n")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    signed = b"KETACOUNSEL-KEYS 1\n" + data + b"\n" + b"0" * 64 + b"\n"
    with pytest.raises(DamagedKeyFile):
        keyfile.decode(signed + hashlib.sha256(signed).hexdigest().encode() + b"\n")


def test_a_change_broken_off_between_the_copies_leaves_the_newest(tmp_path: Path) -> None:
    file, keys = make(tmp_path)
    old = (tmp_path / presence.COPY_A).read_bytes()
    added = keyfile.passphrase_slot(file, keys, "the new passphrase", CHEAP, SINCE)
    newer = file.with_slots((*file.slots, added))
    key_copies.write(tmp_path, newer, keys.dek)
    (tmp_path / presence.COPY_A).write_bytes(old)
    assert key_copies.unlock_with_passphrase(tmp_path, "the new passphrase") == replace(keys, notices=())
    assert (tmp_path / presence.COPY_A).read_bytes() == (tmp_path / presence.COPY_B).read_bytes()


def test_a_removed_slot_never_opens_again(tmp_path: Path) -> None:
    file, keys = make(tmp_path)
    key_copies.write(tmp_path, file.with_slots(file.slots[1:]), keys.dek)
    with pytest.raises(WrongPassphrase):
        key_copies.unlock_with_passphrase(tmp_path, WORDS)


def test_only_the_owner_can_read_the_key_file(tmp_path: Path) -> None:
    make(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_the_cost_set_here_takes_long_enough() -> None:
    cost = kdf.calibrate()
    assert (cost.memory_kib, cost.passes) >= (kdf.FLOOR.memory_kib, kdf.FLOOR.passes)
    assert cost.within_caps()
