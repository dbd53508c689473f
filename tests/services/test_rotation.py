"""A new data key: nothing is lost by it, nobody from before gets in, and what was signed stays proven."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import (
    AlreadyOpen,
    BadInput,
    DamagedRecords,
    NotOurFile,
    WrongPassphrase,
    WrongRecoveryKey,
)
from ketacounsel.services import restoring, rotation, vault
from ketacounsel.store import engine, presence, rekey
from ketacounsel.store.guard import RecordsLock
from tests.services.backed_up import CHEAP, NOON, WORDS, Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


def draft(desk: Desk, passphrase: str = WORDS) -> rotation.NewKey:
    return rotation.draft(desk.folder, passphrase, NOON, cost=lambda: CHEAP)


def typed_back(new: rotation.NewKey) -> list[str]:
    return [recovery_key.groups(new.words)[place - 1] for place in new.asked]


def test_everything_is_there_under_the_new_key(desk: Desk) -> None:
    new = draft(desk)
    rotation.rotate(desk.folder, new, typed_back(new), NOON)
    desk.open()
    assert desk.names() == {"Maren Ostrowski"}
    assert desk.now_open.keys.dek != new.present.dek


def test_who_kept_the_old_key_reads_nothing(desk: Desk) -> None:
    old = vault.derive(desk.folder, WORDS)
    new = draft(desk)
    rotation.rotate(desk.folder, new, typed_back(new), NOON)
    lock = engine.Lock(desk.folder / presence.RECORDS, old.use("db"), old.salt, old.records_uuid)
    with pytest.raises((NotOurFile, DamagedRecords)):
        engine.recover(lock)


def test_the_old_recovery_key_opens_nothing_and_the_new_one_does(desk: Desk) -> None:
    new = draft(desk)
    rotation.rotate(desk.folder, new, typed_back(new), NOON)
    with pytest.raises(WrongRecoveryKey):
        vault.derive_from_recovery_key(desk.folder, desk.recovery_key)
    assert vault.derive_from_recovery_key(desk.folder, new.words).dek == new.keys.dek


def test_signatures_and_the_audit_hold_across_it(desk: Desk) -> None:
    new = draft(desk)
    rotation.rotate(desk.folder, new, typed_back(new), NOON)
    desk.open()
    assert desk.now_open.verify().problems == ()


def test_a_second_new_key_keeps_them_too(desk: Desk) -> None:
    for _ in range(2):
        new = draft(desk)
        rotation.rotate(desk.folder, new, typed_back(new), NOON)
    desk.open()
    assert desk.now_open.verify().problems == ()


def test_backups_from_before_stay_readable_with_what_opened_them_then(desk: Desk) -> None:
    backups = desk.open()
    made = backups.make()[0].file
    desk.close()
    new = draft(desk)
    rotation.rotate(desk.folder, new, typed_back(new), NOON)
    assert made is not None
    assert restoring.try_out(restoring.unlock(made.path, WORDS)).clients == 1
    assert all(file.good for file in desk.open().list())


def test_a_group_that_is_not_as_printed_changes_nothing(desk: Desk) -> None:
    new = draft(desk)
    with pytest.raises(BadInput):
        rotation.rotate(desk.folder, new, ["00000", "00000"], NOON)
    assert vault.derive_from_recovery_key(desk.folder, desk.recovery_key).dek == new.present.dek


def test_it_takes_the_passphrase(desk: Desk) -> None:
    with pytest.raises(WrongPassphrase):
        draft(desk, "not the one that was set")


def test_it_waits_for_closed_records(desk: Desk) -> None:
    new = draft(desk)
    held = RecordsLock.acquire(desk.folder)
    try:
        with pytest.raises(AlreadyOpen):
            rotation.rotate(desk.folder, new, typed_back(new), NOON)
    finally:
        held.release()


@pytest.mark.parametrize("parts", range(6))
def test_broken_off_at_any_part_the_old_key_still_opens(desk: Desk, parts: int) -> None:
    new, left = draft(desk), [parts]

    def part_done() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(desk.folder, new, typed_back(new), NOON, part_done)
    desk.open()
    assert desk.names() == {"Maren Ostrowski"}
    assert desk.now_open.keys.dek == new.present.dek


def test_a_copy_that_differs_is_not_put_in_place(desk: Desk, tmp_path: Path) -> None:
    keys = vault.derive(desk.folder, WORDS)
    source = engine.Lock(desk.folder / presence.RECORDS, keys.use("db"), keys.salt, keys.records_uuid)
    target = engine.Lock(tmp_path / "beside.db", b"k" * 32, b"s" * 16, keys.records_uuid)

    def spoil() -> None:
        db = engine.connect(target)
        db.execute("UPDATE client SET legal_name = 'Somebody else'")
        db.close()

    with pytest.raises(DamagedRecords):
        rekey.copy(source, target, spoil)
