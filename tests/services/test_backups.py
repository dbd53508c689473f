"""A backup counts only when it was opened and checked; it is due when it is missed, and never in the way."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ketacounsel.core.backup_errors import BackupStopped, BackupUnderWay, PlaceGone
from ketacounsel.core.errors import BadInput
from ketacounsel.services import backup_files, restoring
from ketacounsel.store import backup, places
from ketacounsel.store.guard import RecordsLock
from tests.services.backed_up import WORDS, Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    made.open()
    yield made
    made.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"Maren" not in data and b"Harbor Lane" not in data and b"maple" not in data, path
        others = path.stat().st_mode & 0o077
        assert not others, f"{path} can be read by others"


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    root = tmp_path / "media" / "DANA_USB"
    root.mkdir(parents=True)
    desk.drives.append(root)
    return root


def here(desk: Desk) -> list[Path]:
    """The backups on this computer."""
    return sorted(desk.computer.glob("*.kibak")) if desk.computer.exists() else []


def test_a_backup_holds_everything_and_is_counted(desk: Desk) -> None:
    backups = desk.backups()
    (made,) = backups.make()
    assert made.ok and made.file is not None and made.file.good
    state = backups.state()
    assert state.good == 1 and state.inside is not None
    assert (state.inside.clients, state.inside.notes, state.inside.signed) == (1, 1, 1)
    assert state.unsaved_since is None


def test_its_name_tells_a_time_and_nobody(desk: Desk) -> None:
    desk.backups().make()
    (path,) = here(desk)
    assert path.name.startswith("KetaCounsel 2026-10-14 12-00 ") and path.suffix == ".kibak"


def test_nothing_is_left_beside_it(desk: Desk) -> None:
    desk.backups().make()
    assert [path.name for path in desk.computer.iterdir()] == [here(desk)[0].name]
    assert not (desk.folder / backup.STAGING).exists()


def test_leftovers_of_a_killed_run_go(desk: Desk) -> None:
    (desk.folder / backup.STAGING).mkdir(mode=0o700)
    (desk.folder / backup.STAGING / "copy.db").write_bytes(b"half")
    desk.computer.mkdir(mode=0o700)
    tag = desk.now_open.records_uuid[:8]
    (desk.computer / f".KetaCounsel x.kibak.{tag}.part").write_bytes(b"half")
    (desk.computer / ".KetaCounsel y.kibak.00000000.part").write_bytes(b"of others")
    desk.backups().make()
    assert sorted(path.name[:14] for path in desk.computer.iterdir()) == [".KetaCounsel y", "KetaCounsel 20"]
    shutil.rmtree(desk.computer)


def test_writing_goes_on_meanwhile(desk: Desk) -> None:
    job = desk.backups().prepare()
    outcomes = []
    bench = threading.Thread(target=lambda: outcomes.append(job.run()))
    bench.start()
    count = 0
    while bench.is_alive():
        desk.add_client(f"Person {count}")
        count += 1
    bench.join()
    assert count and outcomes[0].made[0].ok
    tested = desk.backups().test_restore()
    assert tested.ok, tested.what


def test_a_stick_is_found_under_another_path(desk: Desk, stick: Path, tmp_path: Path) -> None:
    backups = desk.backups()
    place = backups.add_place(stick, "stick", "Dana’s USB")
    assert all(made.ok for made in backups.make()) and backups.state().good == 2
    elsewhere = tmp_path / "run" / "DANA_USB1"
    elsewhere.parent.mkdir()
    stick.rename(elsewhere)
    desk.drives[:] = [elsewhere]
    (found,) = [one for one in backups.places() if one.id == place.id]
    assert found.path == elsewhere and any(file.place.id == place.id for file in backups.list())


def test_a_stick_that_is_away_is_neither_empty_nor_made_up(desk: Desk, stick: Path) -> None:
    backups = desk.backups()
    place = backups.add_place(stick, "stick", "Dana’s USB")
    backups.make()
    shutil.rmtree(stick)
    stick.mkdir()  # the bare mount point
    desk.add_client("Ben")
    state = backups.state()
    assert state.good == 2, "the copy on the stick is still known"
    (gone,) = [one for one in state.places if one.id == place.id]
    assert not gone.here
    made = backups.make(gone)[0]
    assert not made.ok and "not plugged in" in made.what
    assert list(stick.iterdir()) == []


def test_a_place_that_fails_stops_no_other(desk: Desk, stick: Path) -> None:
    backups = desk.backups()
    backups.add_place(stick, "stick", "Dana’s USB")
    job = backups.prepare()
    shutil.rmtree(stick)
    outcome = job.run()
    assert [made.ok for made in outcome.made] == [True, False]
    state = backups.keep(outcome)
    assert [failure.place for failure in state.failures] == ["Dana’s USB"] and not state.covered


def test_the_records_own_folder_is_no_place(desk: Desk) -> None:
    with pytest.raises(BadInput):
        desk.backups().add_place(desk.folder)


def test_a_missing_folder_is_no_place(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(PlaceGone):
        desk.backups().add_place(tmp_path / "nowhere")


def test_cancelling_leaves_nothing(desk: Desk) -> None:
    job = desk.backups().prepare()
    asked = iter(range(10_000))
    with pytest.raises(BackupStopped):
        job.run(cancelled=lambda: next(asked) > 3)
    assert here(desk) == [] and not (desk.folder / backup.STAGING).exists()


def test_progress_only_grows_to_its_end(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []
    desk.backups().prepare().run(progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] > seen[-1][1] * 0.8


def test_two_at_once_are_refused(desk: Desk) -> None:
    held = RecordsLock.acquire(desk.folder / backup.STAGING)
    with pytest.raises(BackupUnderWay):
        desk.backups().prepare().run()
    held.release()


def test_a_full_disk_is_told_before_a_byte_is_written(desk: Desk) -> None:
    backups = desk.backups()
    backups.make()
    before = here(desk)
    huge = desk.folder / "records.db"
    with huge.open("r+b") as file:  # a file with a hole: large to look at, and small
        size = huge.stat().st_size
        file.truncate(1 << 42)
    outcome = backups.prepare().run()
    os.truncate(huge, size)
    assert not outcome.made[0].ok and "full" in outcome.made[0].what
    assert here(desk) == before


def damage(desk: Desk) -> None:
    """One bit in the middle of the open file, while SQLite has none of it in memory."""
    path = desk.folder / "records.db"
    desk.now_open.store.copied_from().execute("PRAGMA shrink_memory")
    middle = path.stat().st_size // 2
    with path.open("r+b") as file:
        file.seek(middle)
        (byte,) = file.read(1)
        file.seek(middle)
        file.write(bytes([byte ^ 1]))


def test_damaged_records_make_no_backup_and_drive_none_out(desk: Desk) -> None:
    backups = desk.backups()
    backups.make()
    before = here(desk)
    job = backups.prepare()
    damage(desk)
    outcome = job.run()
    assert not outcome.made[0].ok and "did not pass their check" in outcome.made[0].what
    assert here(desk) == before


def test_a_changed_signed_note_is_told_and_drives_no_backup_out(desk: Desk) -> None:
    backups = desk.backups()
    for _ in range(7):
        desk.clock.at += timedelta(days=400)
        desk.add_client("Ben")
        backups.make()
    kept = len(here(desk))
    with desk.records().write("Tamper") as db:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'note'"
        for name in db.scalars(text(triggers)).all():
            db.execute(text(f"DROP TRIGGER {name}"))
        db.execute(text("UPDATE note SET body = 'Slept badly.'"))
    desk.clock.at += timedelta(days=400)
    (made,) = backups.make()
    assert made.ok and "signature" in made.what
    assert len(here(desk)) == kept + 1
    assert not backups.state().covered


# -- when ----------------------------------------------------------------------------------------


def test_it_is_due_half_an_hour_after_the_last_when_something_changed(desk: Desk) -> None:
    backups = desk.backups()
    assert [place.id for place in backups.due()] == ["computer"]
    backups.make()
    desk.clock.at += timedelta(hours=2)
    assert backups.due() == () == backups.due(leaving=True), "nothing changed"
    desk.add_client("Ben")
    assert len(backups.due()) == 1
    backups.make()
    desk.clock.at += timedelta(minutes=29)
    desk.add_client("Cleo")
    assert backups.due() == () and len(backups.due(leaving=True)) == 1
    desk.clock.at += timedelta(minutes=1)
    assert len(backups.due()) == 1


def test_looking_and_locking_is_no_change(desk: Desk) -> None:
    desk.backups().make()
    backups = desk.open()
    assert backups.due(leaving=True) == ()


def test_each_evening(desk: Desk) -> None:
    backups = desk.backups()
    backups.set_when("evening")
    assert backups.due() == ()
    desk.clock.at += timedelta(hours=6)
    assert len(backups.due()) == 1
    backups.make()
    desk.add_client("Ben")
    desk.clock.at += timedelta(hours=3)
    assert backups.due() == ()
    desk.clock.at += timedelta(hours=20)
    assert backups.due() == ()
    desk.clock.at += timedelta(hours=1)
    assert len(backups.due()) == 1


def test_a_clock_that_went_back_does_not_stop_backups(desk: Desk) -> None:
    backups = desk.backups()
    backups.make()
    desk.clock.at -= timedelta(days=3000)
    desk.add_client("Ben")
    assert len(backups.due()) == 1


def test_overdue_counts_from_the_first_change_that_is_in_no_backup(desk: Desk) -> None:
    backups = desk.backups()
    backups.make()
    desk.clock.at += timedelta(days=30)
    assert backups.state().overdue_days == 0, "nothing was written"
    desk.add_client("Ben")
    desk.clock.at += timedelta(days=4)
    assert backups.state().overdue_days == 4


def test_a_plugged_in_stick_that_is_behind_is_due(desk: Desk, stick: Path) -> None:
    backups = desk.backups()
    place = backups.add_place(stick, "stick", "Dana’s USB")
    backups.make()
    desk.drives.clear()
    stick.rename(stick.with_name("pulled"))
    desk.add_client("Ben")
    backups.make(backups.places()[0])
    stick.with_name("pulled").rename(stick)
    desk.drives.append(stick)
    desk.clock.at += timedelta(hours=1)
    assert [one.id for one in backups.due()] == [place.id]


# -- trying out ----------------------------------------------------------------------------------


def test_a_test_restore_reads_it_all_and_leaves_nothing(desk: Desk) -> None:
    backups = desk.backups()
    backups.make()
    before = sorted(path.name for path in desk.folder.iterdir())
    assert backups.state().test_due
    tested = backups.test_restore()
    assert tested.ok and not backups.state().test_due
    assert sorted(path.name for path in desk.folder.iterdir()) == before
    desk.clock.at += timedelta(days=31)
    assert backups.state().test_due


def test_a_backup_that_rotted_fails_its_test(desk: Desk) -> None:
    backups = desk.backups()
    backups.make()
    (path,) = here(desk)
    data = bytearray(path.read_bytes())
    data[-5000] ^= 1
    path.write_bytes(data)
    tested = backups.test_restore()
    assert not tested.ok and "altered" in tested.what
    assert not (desk.folder / ".testing-restore").exists()


def test_rotation_lets_old_ones_go(desk: Desk) -> None:
    backups = desk.backups()
    for number in range(9):
        desk.clock.at += timedelta(minutes=10, days=3 if number == 8 else 0)
        desk.add_client(f"Person {number}")
        assert backups.make()[0].ok
    assert 5 <= len(here(desk)) < 9


def test_one_removed_by_hand_is_noted(desk: Desk) -> None:
    backups = desk.backups()
    backups.make()
    backups.remove(backups.list()[0])
    assert here(desk) == []
    with desk.records().read() as db:
        acts = db.scalars(text("SELECT act FROM audit WHERE category = 'backup' ORDER BY seq")).all()
    assert acts[-2:] == ["Made backup", "Remove backup"]


def test_a_backup_of_others_is_not_listed(desk: Desk, tmp_path: Path) -> None:
    desk.backups().make()
    other = make_desk(tmp_path / "other")
    other.computer = desk.computer
    backups = other.open()
    assert backups.list() == () and backups.state().good == 0
    other.close()


def test_the_head_of_a_file_is_enough_to_list_it(desk: Desk) -> None:
    desk.backups().make()
    place = desk.backups().places()[0]
    file = backup_files.read(here(desk)[0], place)
    assert file.computer == "studio-laptop" and file.mark.seq > 0
    assert restoring.read(file.path).made_at == desk.clock.at


def test_only_a_marker_makes_a_place(tmp_path: Path) -> None:
    place_id = places.mark(tmp_path)
    assert places.mark(tmp_path) == place_id == places.marked(tmp_path)
    assert places.find(place_id, None, [tmp_path]) == tmp_path
    assert places.find("other", tmp_path, [tmp_path]) is None
    (tmp_path / places.MARKER).write_text("[1]")
    assert places.marked(tmp_path) == ""


def test_the_passphrase_of_the_records_opens_their_backup(desk: Desk) -> None:
    desk.backups().make()
    assert restoring.unlock(here(desk)[0], WORDS).keys.records_uuid == desk.now_open.records_uuid
