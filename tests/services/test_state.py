"""Whether these are the newest records: an older copy in their place never passes for them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from ketacounsel.core.errors import (
    AlteredAudit,
    AlteredHead,
    DamagedRecords,
    ForkedRecords,
    KetaCounselError,
    NoHead,
    NotOurFile,
    OlderRecords,
    OtherRecords,
    PlainDatabase,
    StateInDoubt,
    WrongPassphrase,
)
from ketacounsel.services import vault
from ketacounsel.store import engine
from tests.services.sealed import JOURNAL, NOON, Sealed, acts, make, name_in, rename

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return make(tmp_path / "records")


def refused(sealed: Sealed, kind: type[KetaCounselError]) -> KetaCounselError:
    """How they are refused; no byte of the folder is another afterwards."""
    before = sealed.bytes()
    with pytest.raises(kind) as caught:
        sealed.open()
    assert sealed.bytes() == before
    assert type(caught.value) is kind
    return caught.value


# -- the newest records --------------------------------------------------------------------------------


def test_one_sitting_after_another_opens_without_a_word(sealed: Sealed) -> None:
    for _ in range(3):
        sealed.work(3)
    unlocked = sealed.open()
    assert unlocked.notices == ()
    unlocked.close()


def test_the_records_may_be_ahead_of_their_head_after_a_kill(sealed: Sealed) -> None:
    head, seen = sealed.head.read_bytes(), sealed.last_seen.read_bytes()
    sealed.work(5)
    sealed.head.write_bytes(head)
    sealed.last_seen.write_bytes(seen)
    unlocked = sealed.open()
    assert unlocked.notices == ()
    unlocked.close()


def test_a_copy_taken_to_another_computer_opens_there_and_comes_back(sealed: Sealed, tmp_path: Path) -> None:
    seen = sealed.last_seen.read_bytes()
    sealed.forget()
    sealed.work(4)
    sealed.last_seen.write_bytes(seen)
    unlocked = sealed.open()
    assert unlocked.notices == ()
    unlocked.close()


# -- older ones, and others ----------------------------------------------------------------------------


@pytest.mark.parametrize("whole_folder", [False, True])
def test_an_older_copy_of_the_file_is_found(sealed: Sealed, tmp_path: Path, whole_folder: bool) -> None:
    older = sealed.copy(tmp_path / "older")
    sealed.work(3)
    for name in ("records.db", "records.head") if whole_folder else ("records.db",):
        sealed.put(older / name)
    error = refused(sealed, OlderRecords)
    assert isinstance(error, OlderRecords)
    assert error.missing == 5
    assert "The last 5 entries are not in them" in error.sentence


def test_an_older_copy_is_found_by_the_head_alone_on_another_computer(sealed: Sealed, tmp_path: Path) -> None:
    older = sealed.copy(tmp_path / "older")
    sealed.work()
    sealed.forget()
    sealed.put(older / "records.db")
    refused(sealed, OlderRecords)


def test_one_lost_save_is_enough(sealed: Sealed, tmp_path: Path) -> None:
    unlocked = sealed.open()
    older = shutil.copy(sealed.folder / "records.db", tmp_path / "records.db")
    rename(unlocked, "Anna the second")
    unlocked.store.close()  # as when the program is killed: nothing says that the records were closed
    assert unlocked.guard is not None
    unlocked.guard.release()
    shutil.copyfile(older, sealed.folder / "records.db")  # into the same file, as a sync program does
    error = refused(sealed, OlderRecords)
    assert isinstance(error, OlderRecords)
    assert error.missing == 1


def test_going_on_with_older_records_is_asked_once_and_written_down(sealed: Sealed, tmp_path: Path) -> None:
    older = sealed.copy(tmp_path / "older")
    sealed.work(3)
    sealed.put(older / "records.db")
    unlocked = sealed.open(accept_older=True)
    assert ("Went on with older records", "done", f"5 lines seen on {_today()} are not in them") in acts(
        unlocked
    )
    unlocked.close()
    again = sealed.open()
    assert again.notices == ()
    assert vault.check(sealed.folder, sealed.keys).sound
    again.close()


def _today() -> str:
    return f"{vault.utc_now():%Y-%m-%d}"


def test_two_histories_from_one_copy_are_told_apart(sealed: Sealed, tmp_path: Path) -> None:
    other = Sealed(sealed.copy(tmp_path / "other"), sealed.keys)
    sealed.work(2)
    sealed.last_seen.unlink()
    other.work(6)
    sealed.last_seen.unlink()
    sealed.put(other.folder / "records.db")
    assert "Somebody went on with an older copy" in refused(sealed, ForkedRecords).sentence


def test_the_same_work_done_twice_is_still_two_histories(sealed: Sealed, tmp_path: Path) -> None:
    other = Sealed(sealed.copy(tmp_path / "other"), sealed.keys)
    for one in (sealed, other):
        one.work(2)
        sealed.last_seen.unlink()
    sealed.put(other.folder / "records.db")
    refused(sealed, ForkedRecords)


# -- the head ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [b"", b"KCHEAD01", bytes(625), b"\xff" * 625])
def test_a_forged_head_is_named_where_nothing_else_knows(sealed: Sealed, damage: bytes) -> None:
    sealed.forget()
    sealed.head.write_bytes(damage)
    refused(sealed, AlteredHead)


@pytest.mark.parametrize("at", [31, 63, 72])
def test_a_head_that_says_something_else_under_its_old_seal_is_forged(sealed: Sealed, at: int) -> None:
    """The turn, the number and the seal of the newest line, in both slots."""
    data = bytearray(sealed.head.read_bytes())
    for slot in (0, 512):
        data[slot + at] ^= 1
    sealed.forget()
    sealed.head.write_bytes(data)
    refused(sealed, AlteredHead)


def test_a_head_sealed_with_another_key_is_forged(sealed: Sealed, tmp_path: Path) -> None:
    other = make(tmp_path / "other")
    sealed.forget()
    shutil.copyfile(other.head, sealed.head)
    refused(sealed, AlteredHead)


@pytest.mark.parametrize("how", ["damaged", "missing"])
def test_a_lost_head_is_made_anew_where_this_computer_knows_better(sealed: Sealed, how: str) -> None:
    sealed.work()
    if how == "missing":
        sealed.head.unlink()
    else:
        sealed.head.write_bytes(bytes(625))
    unlocked = sealed.open()
    assert [how in notice for notice in unlocked.notices] == [True]
    unlocked.close()
    again = sealed.open()
    assert again.notices == ()
    again.close()


def test_a_lost_head_hides_no_older_copy_from_the_computer_that_saw_the_newest(
    sealed: Sealed, tmp_path: Path
) -> None:
    older = sealed.copy(tmp_path / "older")
    sealed.work()
    sealed.put(older / "records.db")
    sealed.head.unlink()
    refused(sealed, OlderRecords)


def test_a_head_left_behind_when_the_records_moved_is_asked_about_once(sealed: Sealed) -> None:
    sealed.forget()
    sealed.head.unlink()
    assert "records.head" in refused(sealed, NoHead).sentence
    sealed.open(accept_older=True).close()
    sealed.open().close()


@pytest.mark.parametrize("at", range(0, 625, 3))
def test_one_flipped_bit_of_the_head_does_no_harm(sealed: Sealed, at: int) -> None:
    data = bytearray(sealed.head.read_bytes())
    data[at] ^= 1 << (at % 8)
    sealed.head.write_bytes(data)
    seals = vault.seals_of(sealed.keys)
    assert seals.sealer.read(sealed.head) is not None


def test_a_head_that_was_taken_away_while_open_is_whole_after_closing(sealed: Sealed) -> None:
    unlocked = sealed.open()
    sealed.head.unlink()
    rename(unlocked, "Anna")
    unlocked.close()
    sealed.forget()
    again = sealed.open()
    assert again.notices == ()
    again.close()


def test_another_practices_records_under_the_same_name_are_named(sealed: Sealed, tmp_path: Path) -> None:
    other = make(tmp_path / "other")
    sealed.put(other.folder / "records.db")
    assert "belongs to other records" in refused(sealed, NotOurFile).what


def test_each_wrong_file_has_its_own_sentence() -> None:
    kinds = (PlainDatabase, OtherRecords, NoHead, AlteredHead, AlteredAudit, DamagedRecords)
    assert len({kind.what for kind in kinds}) == len(kinds)
    assert all(issubclass(kind, StateInDoubt) for kind in (OlderRecords, ForkedRecords, NoHead, AlteredHead))


# -- the audit -----------------------------------------------------------------------------------------


def test_an_altered_audit_keeps_the_records_shut(sealed: Sealed) -> None:
    sealed.work(3)
    raw = engine.connect(vault._lock(sealed.folder, sealed.keys))  # noqa: SLF001 - as one with the file's key
    raw.execute("DROP TRIGGER audit_stays")
    raw.execute("UPDATE audit SET reason = 'nothing' WHERE act = 'Unlocked'")
    raw.close()
    refused(sealed, AlteredAudit)
    assert "does not fit" in " ".join(vault.check(sealed.folder, sealed.keys).problems)


def test_a_cut_off_audit_is_found_by_the_head(sealed: Sealed) -> None:
    sealed.work(3)
    raw = engine.connect(vault._lock(sealed.folder, sealed.keys))  # noqa: SLF001
    raw.execute("DROP TRIGGER audit_kept")
    raw.execute("DELETE FROM audit WHERE seq > (SELECT max(seq) - 2 FROM audit)")
    raw.close()
    error = refused(sealed, OlderRecords)
    assert isinstance(error, OlderRecords)
    assert error.missing == 2


def test_unlocking_locking_and_wrong_passphrases_are_written_down(sealed: Sealed) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            vault.derive(sealed.folder, "not this one")
    assert "records.missed" in sealed.names()
    sealed.open().close("idle")
    unlocked = sealed.open()
    told = acts(unlocked)[-4:]
    unlocked.close()
    assert [(act, outcome) for act, outcome, _ in told] == [
        ("Wrong passphrase or recovery key", "refused"),
        ("Unlocked", "done"),
        ("Locked", "done"),
        ("Unlocked", "done"),
    ]
    assert told[0][2].startswith("2 times, first ")
    assert (told[1][2][:3], told[2][2]) == ("on ", "idle")
    assert "records.missed" not in sealed.names()


# -- the journal ---------------------------------------------------------------------------------------


def crash(sealed: Sealed, to: Path, name: str = "Anna half done") -> Path:
    """The files as a crash leaves them in the middle of a large write, and the sitting goes on after it."""
    unlocked = sealed.open()
    with unlocked.store.write("Half done", at=NOON, by=sealed.keys.counselor_id) as db:
        db.execute(text("UPDATE counselor SET name = :name"), {"name": name})
        db.execute(text("CREATE TABLE ballast AS SELECT zeroblob(:size) AS b"), {"size": 8 << 20})
        db.execute(text("DROP TABLE ballast"))
        db.execute(text("CREATE TABLE ballast AS SELECT zeroblob(:size) AS b"), {"size": 8 << 20})
        left = sealed.copy(to)
        db.execute(text("DROP TABLE ballast"))
    unlocked.close()
    assert (left / JOURNAL).stat().st_size
    return left


def test_what_a_crash_left_is_undone_and_its_copy_dropped(sealed: Sealed, tmp_path: Path) -> None:
    left = crash(sealed, tmp_path / "left")
    sealed.forget()
    crashed = Sealed(left, sealed.keys)
    unlocked = crashed.open()
    assert (name_in(unlocked), unlocked.notices) == ("Anna", ())
    unlocked.close()
    assert ".before-recovery" not in crashed.names()


def test_a_journal_of_another_time_is_moved_aside_and_not_used(sealed: Sealed, tmp_path: Path) -> None:
    left = crash(sealed, tmp_path / "left")
    sealed.work(2)
    sealed.put(left / JOURNAL)
    unlocked = sealed.open()
    assert name_in(unlocked) == "Anna 1"
    assert [("moved aside" in notice) for notice in unlocked.notices] == [True]
    unlocked.close()
    stray = [path for path in sealed.folder.iterdir() if path.name.startswith("stray-journal-")]
    assert stray[0].read_bytes() == (left / JOURNAL).read_bytes()


def test_a_journal_of_another_time_is_known_also_after_a_kill(sealed: Sealed, tmp_path: Path) -> None:
    """The head is not clean then, so only what both files say of themselves tells."""
    left = crash(sealed, tmp_path / "left")
    sealed.work(2)
    killed = sealed.open()
    running = sealed.copy(tmp_path / "running")
    killed.close()
    sealed.forget()
    shutil.copyfile(left / JOURNAL, running / JOURNAL)
    unlocked = Sealed(running, sealed.keys).open()
    assert name_in(unlocked) == "Anna 1"
    assert len(unlocked.notices) == 1
    unlocked.close()


def test_an_older_file_beside_todays_journal_is_asked_about_and_left_as_it_was(
    sealed: Sealed, tmp_path: Path
) -> None:
    older = sealed.copy(tmp_path / "older")
    sealed.work(2)
    left = crash(sealed, tmp_path / "left")
    crashed = Sealed(left, sealed.keys)
    sealed.forget()
    crashed.put(older / "records.db")
    refused(crashed, OlderRecords)


# -- beside a window -----------------------------------------------------------------------------------


def test_reading_older_records_is_told_and_changes_nothing(sealed: Sealed, tmp_path: Path) -> None:
    older = sealed.copy(tmp_path / "older")
    sealed.work(3)
    sealed.put(older / "records.db")
    beside = vault.open_for_reading(sealed.folder, sealed.keys)
    assert ["older than" in notice for notice in beside.notices] == [True]
    beside.close()
    refused(sealed, OlderRecords)
    assert vault.check(sealed.folder, sealed.keys).problems


def test_the_whole_history_is_looked_at_on_the_bench_while_typing_goes_on(sealed: Sealed) -> None:
    unlocked = sealed.open()
    rename(unlocked, "Anna")
    report = unlocked.verify()
    assert [line.name for line in report.lines] == [
        "Pages",
        "Structure",
        "Links",
        "Audit",
        "Newest state",
        "Signatures",
    ]
    assert report.sound
    assert unlocked.store.mark is not None
    assert unlocked.store.mark.code in report.lines[3].words
    unlocked.close()
