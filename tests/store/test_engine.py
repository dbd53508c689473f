"""The encrypted file: how it is set, and every wrong file named and left as it was."""

from __future__ import annotations

import shutil
import stat
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as driver

from ketacounsel.core.errors import (
    DamagedRecords,
    EmptyRecords,
    KetaCounselError,
    NoRecords,
    NotOurFile,
    UnreadableRecords,
)
from ketacounsel.store import checks, engine
from tests.store.toy import ANNA, NOON, add_note, bodies, open_toy

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.store.store import Store

SETTINGS = {
    "foreign_keys": 1,
    "journal_mode": "truncate",
    "synchronous": 3,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cipher_page_size": "4096",
}


def named(lock: engine.Lock) -> KetaCounselError:
    """How this file is refused; its bytes are the same afterwards."""
    before = lock.path.read_bytes()
    with pytest.raises(KetaCounselError) as caught:
        _look(lock)
    assert lock.path.read_bytes() == before
    assert sorted(p.name for p in lock.path.parent.iterdir()) == ["records.db"]
    return caught.value


def _look(lock: engine.Lock) -> None:
    engine.examine(lock)
    engine.recover(lock)
    if problems := checks.run(lock).problems:
        raise DamagedRecords(problems[0])


@pytest.fixture
def closed(lock: engine.Lock) -> engine.Lock:
    """Toy records with a few pages of text, closed."""
    store = open_toy(lock)
    for number in range(20):
        add_note(store, f"{number} canary " * 300)
    store.close()
    lock.path.with_name("records.db-journal").unlink()
    return lock


@pytest.mark.parametrize(("setting", "value"), SETTINGS.items())
def test_every_setting_that_keeps_records_whole_is_on(lock: engine.Lock, setting: str, value: object) -> None:
    db = engine.connect(lock)
    assert db.execute(f"PRAGMA {setting}").fetchone()[0] == value
    db.close()


def test_only_the_owner_can_read_the_files(store: Store, lock: engine.Lock) -> None:
    add_note(store, "one")
    for path in lock.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_whole_records_pass(closed: engine.Lock) -> None:
    _look(closed)


def test_nothing_in_the_files_is_readable(store: Store, lock: engine.Lock) -> None:
    with store.write("Long", at=NOON, by=ANNA) as db:
        for number in range(400):
            db.connection().exec_driver_sql("INSERT INTO note (body) VALUES (?)", (f"canary {number} " * 90,))
        db.flush()
        during = b"".join(path.read_bytes() for path in lock.path.parent.glob("*-journal"))
    after = lock.path.read_bytes()
    for spelled in (b"canary", "canary".encode("utf-16-le"), b"CREATE TABLE", b"SQLite format"):
        assert spelled not in during + after


def test_a_missing_file_is_not_made(lock: engine.Lock) -> None:
    lock.path.unlink()
    with pytest.raises(NoRecords):
        engine.examine(lock)
    with pytest.raises(driver.OperationalError):
        engine.connect(lock)
    assert not lock.path.exists()


def test_records_are_never_made_over_a_file(lock: engine.Lock) -> None:
    before = lock.path.read_bytes()
    with pytest.raises(FileExistsError):
        engine.create(lock)
    assert lock.path.read_bytes() == before


def test_an_empty_file_is_named(closed: engine.Lock) -> None:
    closed.path.write_bytes(b"")
    assert isinstance(named(closed), EmptyRecords)


def test_a_plain_database_is_named(closed: engine.Lock, tmp_path: Path) -> None:
    plain = driver.connect(str(tmp_path / "plain"))
    plain.execute("CREATE TABLE a (b)")
    plain.close()
    (tmp_path / "plain").replace(closed.path)
    assert isinstance(named(closed), NotOurFile)


@pytest.mark.parametrize("size", [7, 4096, 40_960])
def test_a_file_of_another_kind_is_named(closed: engine.Lock, size: int) -> None:
    closed.path.write_bytes(b"%PDF-1.7 " * (size // 9 + 1))
    assert isinstance(named(closed), NotOurFile)


def test_records_of_another_practice_are_named(closed: engine.Lock, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = engine.Lock(folder / "records.db", b"o" * 32, b"t" * 16, "b" * 32)
    engine.create(other)
    other.path.replace(closed.path)
    shutil.rmtree(folder)
    assert isinstance(named(closed), NotOurFile)


def test_records_with_another_mark_under_the_same_key_are_named(closed: engine.Lock) -> None:
    other = engine.Lock(closed.path, closed.key, closed.salt, "b" * 32)
    assert isinstance(named(other), NotOurFile)


@pytest.mark.parametrize("left", [1, 100, 4095, 4096, 4097, 20_480, -4096, -1])
def test_a_cut_off_file_is_named_damaged(closed: engine.Lock, left: int) -> None:
    closed.path.write_bytes(closed.path.read_bytes()[:left])
    error = named(closed)
    assert isinstance(error, NotOurFile if left == 1 else DamagedRecords), left


@pytest.mark.parametrize("page", range(8))
def test_a_flipped_bit_on_any_page_is_named_damaged(closed: engine.Lock, page: int) -> None:
    data = bytearray(closed.path.read_bytes())
    data[page * 4096 + 2000] ^= 4
    closed.path.write_bytes(data)
    assert isinstance(named(closed), DamagedRecords)


def test_a_lost_salt_does_not_lose_the_records(closed: engine.Lock) -> None:
    data = bytearray(closed.path.read_bytes())
    data[:16] = bytes(16)
    closed.path.write_bytes(data)
    _look(closed)
    store = open_toy(closed)
    assert len(bodies(store)) == 20
    store.close()


def test_a_folder_in_place_of_the_file_is_named(closed: engine.Lock) -> None:
    closed.path.unlink()
    closed.path.mkdir()
    with pytest.raises(UnreadableRecords):
        engine.examine(closed)


def test_a_damaged_page_is_silent_on_the_terminal(
    closed: engine.Lock, capfd: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(closed.path.read_bytes())
    data[2000] ^= 4
    closed.path.write_bytes(data)
    named(closed)
    wrong = engine.Lock(closed.path, b"w" * 32, closed.salt, closed.records_uuid)
    with pytest.raises(DamagedRecords):
        engine.recover(wrong)
    assert capfd.readouterr() == ("", "")


def test_no_key_is_shown_with_a_lock(lock: engine.Lock) -> None:
    assert "kkk" not in repr(lock)
    assert lock.key.hex() not in repr(lock)
