"""Creating, unlocking and closing the records, with the real key file and the real encrypted file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from ketacounsel.core.errors import (
    AlreadyOpen,
    AlreadyThere,
    BadInput,
    DamagedRecords,
    EmptyRecords,
    KetaCounselError,
    NewerRecords,
    NoRecords,
    WrongPassphrase,
)
from ketacounsel.core.ids import CounselorId
from ketacounsel.models.practice import Counselor
from ketacounsel.services import vault
from ketacounsel.store import pin_hash
from ketacounsel.store.engine import PAGE_BYTES
from ketacounsel.store.guard import RecordsLock
from ketacounsel.store.kdf import KdfCost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.services.verify import VerifyReport

ANNA = CounselorId("a" * 32)
CHEAP = KdfCost(memory_kib=8, passes=1)
WORDS = "maple tuba fjord ninety oxen gauze"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def fill(db: DbSession, keys: vault.Keys) -> None:
    """The first counselor, with a PIN."""
    salt, kept = pin_hash.make("274901", keys.use("sign"))
    db.add(
        Counselor(
            id=ANNA,
            name="Canary Whitfield",
            credentials="",
            licence="",
            role="",
            pin_salt=salt,
            pin_hash=kept,
            pin_misses=0,
            created_at=NOON,
        )
    )


@dataclass(frozen=True)
class Made:
    """A folder with records, closed, and what opens them."""

    folder: Path
    recovery_key: str

    @property
    def db(self) -> Path:
        """The encrypted file."""
        return self.folder / "records.db"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """New records."""
    prepared = vault.prepare(ANNA, WORDS, CHEAP, NOON)
    vault.create(tmp_path / "records", prepared, fill, NOON).close()
    yield Made(tmp_path / "records", prepared.recovery_key)
    for path in (tmp_path / "records").rglob("*"):
        if path.is_file():
            assert b"Canary" not in path.read_bytes(), path
            assert b"maple" not in path.read_bytes(), path


def names(folder: Path, keys: vault.Keys) -> list[str]:
    """The counselors' names in the records."""
    unlocked = vault.open_records(folder, keys)
    try:
        with unlocked.store.read() as db:
            return list(db.execute(text("SELECT name FROM counselor")).scalars())
    finally:
        unlocked.close()


def refused(made: Made, error: type[KetaCounselError]) -> None:
    """The records are refused in this way, and no byte of the folder is another afterwards."""
    keys = vault.derive(made.folder, WORDS)
    before = {path: path.read_bytes() for path in made.folder.iterdir()}
    with pytest.raises(error):
        vault.open_records(made.folder, keys)
    assert {path: path.read_bytes() for path in made.folder.iterdir()} == before


def test_the_passphrase_opens_what_was_set_up(made: Made) -> None:
    assert names(made.folder, vault.derive(made.folder, WORDS)) == ["Canary Whitfield"]


def test_the_recovery_key_opens_them_too(made: Made) -> None:
    typed = made.recovery_key.lower().replace("-", " ")
    assert names(made.folder, vault.derive_from_recovery_key(made.folder, typed)) == ["Canary Whitfield"]


def test_a_wrong_passphrase_is_told_from_damaged_records(made: Made) -> None:
    with pytest.raises(WrongPassphrase):
        vault.derive(made.folder, WORDS + "!")
    data = bytearray(made.db.read_bytes())
    data[3000] ^= 1
    made.db.write_bytes(data)
    refused(made, DamagedRecords)


def test_damage_far_from_the_first_page_is_found_before_the_records_open(made: Made) -> None:
    unlocked = vault.open_records(made.folder, vault.derive(made.folder, WORDS))
    with unlocked.store.read() as db:
        page = db.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'note'")).scalar_one()
    unlocked.close()
    data = bytearray(made.db.read_bytes())
    data[page * PAGE_BYTES - 100] ^= 1
    made.db.write_bytes(data)
    refused(made, DamagedRecords)
    assert vault.check(made.folder, vault.derive(made.folder, WORDS)).problems


def test_an_emptied_file_is_refused_and_not_filled(made: Made) -> None:
    made.db.write_bytes(b"")
    refused(made, EmptyRecords)


def test_a_lost_file_is_not_made_anew(made: Made) -> None:
    made.db.unlink()
    refused(made, NoRecords)
    assert not made.db.exists()


def test_newer_records_are_refused(made: Made) -> None:
    unlocked = vault.open_records(made.folder, vault.derive(made.folder, WORDS))
    with unlocked.store.write("Come from the future", at=NOON, by=ANNA) as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    unlocked.close()
    refused(made, NewerRecords)


def test_setting_up_leaves_its_line_and_whole_records(made: Made) -> None:
    keys = vault.derive(made.folder, WORDS)
    assert vault.check(made.folder, keys).problems == ()
    unlocked = vault.open_records(made.folder, keys)
    with unlocked.store.read() as db:
        lines = db.execute(text("SELECT act, counselor_id FROM audit")).all()
    sitting = [("Unlocked", ANNA), ("Closed records", ANNA), ("Unlocked", ANNA)]
    assert [tuple(line) for line in lines] == [(vault.FIRST_WRITE, ANNA), *sitting]
    assert (unlocked.counselor_id, unlocked.records_uuid) == (ANNA, keys.records_uuid)
    assert unlocked.run_checks().problems == ()
    unlocked.close()


def test_records_are_never_made_over_others(made: Made) -> None:
    before = made.db.read_bytes()
    with pytest.raises(AlreadyThere):
        vault.create(made.folder, vault.prepare(ANNA, WORDS, CHEAP, NOON), fill, NOON)
    assert made.db.read_bytes() == before
    assert names(made.folder, vault.derive(made.folder, WORDS)) == ["Canary Whitfield"]


def test_a_set_up_that_fails_leaves_nothing_and_can_be_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    prepared = vault.prepare(ANNA, WORDS, CHEAP, NOON)

    def fail(_db: DbSession, _keys: vault.Keys) -> None:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        vault.create(folder, prepared, fail, NOON)
    assert list(folder.iterdir()) == []
    vault.create(folder, prepared, fill, NOON).close()
    assert vault.exists(folder)


def test_a_set_up_broken_off_by_a_crash_can_be_tried_again(made: Made) -> None:
    beside = made.folder / ".setting-up"
    beside.mkdir()
    made.db.replace(beside / made.db.name)
    assert not vault.exists(made.folder)
    vault.create(made.folder, vault.prepare(ANNA, WORDS, CHEAP, NOON), fill, NOON).close()
    assert names(made.folder, vault.derive(made.folder, WORDS)) == ["Canary Whitfield"]
    assert not beside.exists()


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa", "correct horse battery staple"])
def test_a_refused_passphrase_makes_nothing(weak: str) -> None:
    with pytest.raises(BadInput) as caught:
        vault.prepare(ANNA, weak, CHEAP, NOON)
    assert caught.value.field == "passphrase"


def test_what_opens_the_records_is_not_shown(made: Made) -> None:
    keys = vault.derive(made.folder, WORDS)
    unlocked = vault.open_records(made.folder, keys)
    unlocked.close()
    for shown in (repr(keys), repr(unlocked), repr(vault.prepare(ANNA, WORDS, CHEAP, NOON))):
        assert "dek" not in shown
        assert "recovery_key" not in shown


def test_reading_and_checking_go_on_beside_an_open_window(made: Made) -> None:
    keys = vault.derive(made.folder, WORDS)
    window = vault.open_records(made.folder, keys)
    code = (
        "import sys; from pathlib import Path; from sqlalchemy import text\n"
        "from ketacounsel.services import vault\n"
        f"folder = Path({str(made.folder)!r}); keys = vault.derive(folder, {WORDS!r})\n"
        "beside = vault.open_for_reading(folder, keys)\n"
        "with beside.store.read() as db:\n"
        "    print(db.execute(text('SELECT count(*) FROM counselor')).scalar_one())\n"
        "beside.close(); print(vault.check(folder, keys).problems)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["1", "()"]
    with window.store.write("Go on", at=NOON, by=ANNA) as db:
        db.execute(text("UPDATE counselor SET pin_misses = 1"))
    window.close()


def test_records_that_are_open_are_opened_by_nobody_else(made: Made) -> None:
    keys = vault.derive(made.folder, WORDS)
    window = vault.open_records(made.folder, keys)
    with pytest.raises(AlreadyOpen):
        vault.open_records(made.folder, keys)
    window.close()
    vault.open_records(made.folder, keys).close()


def test_large_records_are_checked_on_the_bench_while_typing_goes_on(made: Made) -> None:
    keys = vault.derive(made.folder, WORDS)
    first = vault.open_records(made.folder, keys)
    assert not first.checks_pending
    with first.store.write("Grow", at=NOON, by=ANNA) as db:
        db.execute(text("CREATE TABLE ballast AS SELECT zeroblob(:size) AS b"), {"size": 51 << 20})
    first.close()
    window = vault.open_records(made.folder, keys)
    assert window.checks_pending
    reports: list[VerifyReport] = []
    bench = threading.Thread(target=lambda: reports.append(window.run_checks()))
    bench.start()
    for misses in range(20):
        with window.store.write("Type", at=NOON, by=ANNA) as db:
            db.execute(text("UPDATE counselor SET pin_misses = :misses"), {"misses": misses})
    bench.join()
    window.close()
    assert [report.problems for report in reports] == [()]


@pytest.mark.parametrize("way", [vault.open_records, vault.open_for_reading])
def test_what_a_crash_left_half_done_is_undone(
    made: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: Callable[[Path, vault.Keys], vault.Unlocked],
) -> None:
    keys = vault.derive(made.folder, WORDS)
    crashed = tmp_path / "crashed"
    unlocked = vault.open_records(made.folder, keys)
    with unlocked.store.write("Half done", at=NOON, by=ANNA) as db:
        db.execute(text("UPDATE counselor SET name = 'Canary Overwritten'"))
        db.execute(text("CREATE TABLE ballast AS SELECT zeroblob(:size) AS b"), {"size": 20 << 20})
        shutil.copytree(made.folder, crashed)
    unlocked.close()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another computer"))
    assert (crashed / "records.db-journal").stat().st_size
    assert (crashed / "records.db").read_bytes() != made.db.read_bytes()
    after = way(crashed, keys)
    with after.store.read() as db:
        assert db.execute(text("SELECT name FROM counselor")).scalars().all() == ["Canary Whitfield"]
    after.close()
    assert vault.check(crashed, keys).problems == ()


def test_a_second_window_is_told(made: Made) -> None:
    held = RecordsLock.acquire(made.folder)
    with pytest.raises(AlreadyOpen):
        RecordsLock.acquire(made.folder)
    held.release()
    RecordsLock.acquire(made.folder).release()


def test_the_lock_of_a_killed_program_does_not_stay(made: Made) -> None:
    code = (
        "from pathlib import Path; from ketacounsel.store.guard import RecordsLock; import os, signal\n"
        f"lock = RecordsLock.acquire(Path({str(made.folder)!r})); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == -9
    RecordsLock.acquire(made.folder).release()


def test_the_pin_is_kept_salted_slow_and_peppered(made: Made) -> None:
    pepper = vault.derive(made.folder, WORDS).use("sign")
    salt, kept = pin_hash.make("274901", pepper)
    assert pin_hash.matches("274901", salt, kept, pepper)
    assert not pin_hash.matches("274902", salt, kept, pepper)
    assert not pin_hash.matches("274901", salt, kept, b"another pepper")
    assert (salt, kept) != pin_hash.make("274901", pepper)


def test_the_unlock_window_needs_no_slow_library() -> None:
    slow = {"sqlalchemy", "alembic", "pydantic", "reportlab", "pypdf", "pypdfium2", "sqlcipher3"}
    code = "import sys, ketacounsel.services.vault, ketacounsel.services.passphrases; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert slow & set(said.split()) == set()
