"""What opens the records may change; at every moment something does, and the records stay as they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import (
    AlteredKeyFile,
    BadInput,
    MustWait,
    NoRecords,
    NotThere,
    OnlyRecoveryKey,
    WrongPassphrase,
    WrongRecoveryKey,
)
from ketacounsel.core.ids import CounselorId
from ketacounsel.services import door, missed, vault
from ketacounsel.services.keys import KeyService
from ketacounsel.store import kdf, key_copies, keyfile, presence, slots

CHEAP = kdf.KdfCost(memory_kib=8, passes=1)
OLD, NEW = "seven grey herons by the harbour", "three slow ferries in the morning fog"
DANA, ROBIN = CounselorId("dana"), CounselorId("robin")
NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> vault.Prepared:
    prepared = vault.prepare(DANA, OLD, CHEAP, NOON)
    key_copies.write(tmp_path, prepared.key_file, prepared.keys.dek)
    (tmp_path / presence.RECORDS).write_bytes(b"the records")
    return prepared


@pytest.fixture
def service(made: vault.Prepared, tmp_path: Path) -> KeyService:
    return KeyService(tmp_path, made.keys, lambda: NOON + timedelta(days=1), cost=lambda: CHEAP)


def typed_back(draft_words: str, asked: tuple[int, ...]) -> list[str]:
    return [recovery_key.groups(draft_words)[place - 1] for place in asked]


def test_a_new_passphrase_opens_and_the_old_one_no_longer(service: KeyService, tmp_path: Path) -> None:
    service.change_passphrase(OLD, NEW)
    assert vault.derive(tmp_path, NEW).counselor_id == DANA
    with pytest.raises(WrongPassphrase):
        vault.derive(tmp_path, OLD)


def test_a_new_passphrase_opens_the_same_keys(
    service: KeyService, made: vault.Prepared, tmp_path: Path
) -> None:
    service.change_passphrase(OLD, NEW)
    found = vault.derive(tmp_path, NEW)
    assert (found.dek, dict(found.personal)) == (made.keys.dek, dict(made.keys.personal))


def test_changing_the_passphrase_leaves_the_records_and_the_recovery_key_alone(
    service: KeyService, made: vault.Prepared, tmp_path: Path
) -> None:
    service.change_passphrase(OLD, NEW)
    assert (tmp_path / presence.RECORDS).read_bytes() == b"the records"
    assert vault.derive_from_recovery_key(tmp_path, made.recovery_key).dek == made.keys.dek


def test_who_does_not_know_the_old_passphrase_changes_nothing(service: KeyService, tmp_path: Path) -> None:
    before = (tmp_path / presence.COPY_A).read_bytes()
    with pytest.raises(WrongPassphrase):
        service.change_passphrase("not the one that was set", NEW)
    assert (tmp_path / presence.COPY_A).read_bytes() == before


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaaaaaa", "harbor lane counseling"])
def test_a_passphrase_that_is_tried_first_is_refused(service: KeyService, weak: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        service.change_passphrase(OLD, weak, names=("Harbor Lane Counseling",))
    assert vault.derive(tmp_path, OLD).counselor_id == DANA


def test_who_forgot_the_passphrase_sets_one_with_the_recovery_key(
    service: KeyService, made: vault.Prepared, tmp_path: Path
) -> None:
    service.set_passphrase(made.recovery_key, NEW)
    assert vault.derive(tmp_path, NEW).dek == made.keys.dek


def test_a_new_recovery_key_is_typed_back_before_it_counts(
    service: KeyService, made: vault.Prepared, tmp_path: Path
) -> None:
    draft = service.draft_recovery_key(OLD)
    with pytest.raises(BadInput):
        service.use_recovery_key(draft, ["00000", "00000"])
    assert vault.derive_from_recovery_key(tmp_path, made.recovery_key).counselor_id == DANA
    with pytest.raises(WrongRecoveryKey):
        vault.derive_from_recovery_key(tmp_path, draft.words)


def test_a_new_recovery_key_takes_the_place_of_the_old_one(
    service: KeyService, made: vault.Prepared, tmp_path: Path
) -> None:
    draft = service.draft_recovery_key(OLD)
    service.use_recovery_key(draft, typed_back(draft.words, draft.asked))
    found = vault.derive_from_recovery_key(tmp_path, draft.words)
    assert (found.dek, dict(found.personal)) == (made.keys.dek, dict(made.keys.personal))
    with pytest.raises(WrongRecoveryKey):
        vault.derive_from_recovery_key(tmp_path, made.recovery_key)


def test_a_recovery_key_is_not_shown_by_accident(service: KeyService) -> None:
    draft = service.draft_recovery_key(OLD)
    assert draft.words not in repr(draft)


def with_robin(made: vault.Prepared, folder: Path) -> keyfile.Keys:
    """A second person, whose jottings have a key of their own."""
    robin = keyfile.Keys(made.keys.dek, {ROBIN: b"r" * 32}, ROBIN, made.keys.records_uuid, made.keys.salt)
    slot = keyfile.passphrase_slot(
        made.key_file, robin, "robin's own long passphrase", CHEAP, NOON.isoformat()
    )
    slots.add(folder, made.keys, slot, lambda: key_copies.unlock_with_passphrase(folder, OLD))
    return robin


def test_each_person_has_a_way_in_of_their_own(
    service: KeyService, made: vault.Prepared, tmp_path: Path
) -> None:
    with_robin(made, tmp_path)
    assert [(way.counselor_id, way.recovery) for way in service.ways_in()] == [
        (DANA, False),
        (ROBIN, False),
        (DANA, True),
    ]


def test_a_person_whose_access_was_taken_away_opens_nothing(
    service: KeyService, made: vault.Prepared, tmp_path: Path
) -> None:
    with_robin(made, tmp_path)
    robins = next(way.slot_id for way in service.ways_in() if way.counselor_id == ROBIN)
    assert service.remove(robins) == ROBIN
    with pytest.raises(WrongPassphrase):
        vault.derive(tmp_path, "robin's own long passphrase")
    assert vault.derive(tmp_path, OLD).counselor_id == DANA


def test_nobody_takes_their_own_access_away(service: KeyService) -> None:
    mine = next(way.slot_id for way in service.ways_in() if not way.recovery)
    with pytest.raises(BadInput):
        service.remove(mine)
    with pytest.raises(NotThere):
        service.remove("another")


def test_records_are_never_left_without_a_passphrase(made: vault.Prepared, tmp_path: Path) -> None:
    mine = next(slot.id for slot in made.key_file.slots if slot.kind == "passphrase")
    with pytest.raises(ValueError, match="without a passphrase"):
        slots.remove(tmp_path, made.keys, (mine,))


def test_a_way_in_that_does_not_open_is_taken_out_again(made: vault.Prepared, tmp_path: Path) -> None:
    slot = keyfile.passphrase_slot(made.key_file, made.keys, NEW, CHEAP, NOON.isoformat())

    def prove() -> None:
        raise WrongPassphrase

    with pytest.raises(WrongPassphrase):
        slots.add(tmp_path, made.keys, slot, prove)
    assert key_copies.read(tmp_path).slots == made.key_file.slots


def test_a_key_file_that_somebody_altered_is_not_built_upon(
    service: KeyService, made: vault.Prepared, tmp_path: Path
) -> None:
    forged = keyfile.encode(made.key_file.with_slots(made.key_file.slots), b"x" * 32)
    for name in (presence.COPY_A, presence.COPY_B):
        (tmp_path / name).write_bytes(forged)
    with pytest.raises(AlteredKeyFile):
        service.ways_in()


def test_without_records_there_is_nothing_to_change() -> None:
    with pytest.raises(NoRecords):
        KeyService(None, None, lambda: NOON).ways_in()


def test_starting_again_does_not_shorten_the_wait(made: vault.Prepared, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    for _ in range(6):
        missed.count(tmp_path, now)
    with pytest.raises(MustWait) as told:
        door.with_passphrase(tmp_path, OLD, now)
    assert told.value.wait_s == 4
    assert door.with_passphrase(tmp_path, OLD, now + timedelta(seconds=5)).counselor_id == DANA


def test_a_miss_tells_the_wait_it_brings(made: vault.Prepared, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    waits = []
    for at in range(5):
        with pytest.raises(WrongPassphrase) as told:
            door.with_passphrase(tmp_path, "not the one that was set", now + timedelta(minutes=at))
        waits.append(told.value.wait_s)
    assert waits == [0, 0, 0, 1, 2]


def test_after_a_hundred_misses_the_recovery_key_opens_and_the_passphrase_works_again(
    made: vault.Prepared, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    for _ in range(100):
        missed.count(tmp_path, now)
    with pytest.raises(OnlyRecoveryKey):
        door.with_passphrase(tmp_path, OLD, now + timedelta(days=1))
    assert door.with_recovery_key(tmp_path, made.recovery_key).counselor_id == DANA
    missed.forget(tmp_path)
    assert door.with_passphrase(tmp_path, OLD, now).counselor_id == DANA


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff\x00", b"2026-99-99 00:00:00\n"])
def test_a_broken_count_locks_nobody_out(made: vault.Prepared, tmp_path: Path, broken: bytes) -> None:
    (tmp_path / missed.FILE).write_bytes(broken)
    assert door.with_passphrase(tmp_path, OLD, NOON).counselor_id == DANA
