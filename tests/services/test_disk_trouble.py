"""A disk that is full, shut, away or failing: told by its cause, and gone on with on the same records."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ketacounsel.core.disk_errors import DiskBusy, DiskFailed, DiskFull, DiskGone, DiskReadOnly
from ketacounsel.core.errors import NotOnDisk, RecordsReplaced
from ketacounsel.store import engine
from ketacounsel.store.engine import Lock
from ketacounsel.store.reserve import RESERVE, Reserve
from tests.services.sealed import Sealed, make, name_in, rename
from tests.services.small_disk import MAY_MOUNT, fill, small_disk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketacounsel.services.vault import Unlocked

MEGABYTE = 1024 * 1024
NOBODY = 65534
REPO = Path(__file__).parents[2]


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return make(tmp_path / "records")


@pytest.fixture
def opened(sealed: Sealed) -> Iterator[Unlocked]:
    unlocked = sealed.open()
    yield unlocked
    unlocked.close()


@contextmanager
def failing_disk() -> Iterator[None]:
    """Every write fails with EFBIG, which SQLite tells as an error of the disk."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


# -- full ------------------------------------------------------------------------------------------------

if MAY_MOUNT:

    def test_on_a_full_disk_the_reserve_makes_room_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 4) as disk:
            unlocked = make(disk / "records").open()
            reserve = Reserve(disk / "records", size=MEGABYTE, from_free=MEGABYTE)
            assert reserve.make()
            rename(unlocked, "acknowledged")
            fill(disk)
            with pytest.raises(DiskFull) as refused:
                rename(unlocked, "x" * 200_000)
            assert refused.value.room_made
            assert not reserve.path.exists()
            rename(unlocked, "x" * 200_000)
            assert name_in(unlocked) == "x" * 200_000
            fill(disk)
            with pytest.raises(DiskFull) as again:
                rename(unlocked, "y" * 200_000)
            assert not again.value.room_made
            assert name_in(unlocked) == "x" * 200_000
            unlocked.close()

    def test_records_on_a_full_disk_open_and_can_be_read(tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 4) as disk:
            sealed = make(disk / "records")
            sealed.work()
            fill(disk)
            unlocked = sealed.open()
            assert name_in(unlocked) == "Anna 0"
            with pytest.raises(DiskFull):
                rename(unlocked, "x" * 200_000)
            unlocked.close()


def test_no_reserve_is_kept_where_room_is_scarce(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, size=MEGABYTE, from_free=1 << 62)
    assert not reserve.make()
    assert not (tmp_path / RESERVE).exists()


def test_the_reserve_takes_real_room_of_the_disk(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, size=MEGABYTE, from_free=MEGABYTE)
    assert reserve.make()
    assert reserve.whole
    assert reserve.path.stat().st_blocks * 512 >= MEGABYTE
    assert reserve.path.stat().st_mode & 0o077 == 0
    assert reserve.release()
    assert not reserve.release()


# -- shut ------------------------------------------------------------------------------------------------

CHILD = """
import os, sys
from pathlib import Path
from ketacounsel.core.disk_errors import DiskReadOnly
from tests.store.toy import add_note, bodies, make_toy, open_toy
folder, nobody = Path(sys.argv[1]), int(sys.argv[2])
lock = make_toy(folder)
store = open_toy(lock)
add_note(store, "before")
store.close()
for path in (*folder.iterdir(), folder):
    path.chmod(0o500 if path is folder else 0o400)
    if os.geteuid() == 0: os.chown(path, nobody, nobody)
if os.geteuid() == 0: os.setuid(nobody)
store = open_toy(lock)
try:
    add_note(store, "refused")
except DiskReadOnly:
    print("read-only")
print(bodies(store))
store.close()
folder.chmod(0o700)
for path in folder.iterdir(): path.chmod(0o600)
store = open_toy(lock)
add_note(store, "after")
print(bodies(store))
"""


def test_a_folder_that_may_not_be_written_to_is_named_and_can_still_be_read() -> None:
    """In a process of its own, since the computer's administrator may write everywhere."""
    folder = Path(tempfile.mkdtemp())
    command = [sys.executable, "-c", CHILD, str(folder), str(NOBODY)]
    try:
        run = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)
    assert run.stdout.splitlines() == ["read-only", "['before']", "['before', 'after']"], run.stderr


# -- away ------------------------------------------------------------------------------------------------


def test_a_disk_that_comes_back_is_gone_on_with(opened: Unlocked, tmp_path: Path) -> None:
    away = tmp_path / "pulled out"
    opened.folder.rename(away)
    for _ in range(2):
        with pytest.raises(DiskGone):
            rename(opened, "typed meanwhile")
    assert not opened.folder.exists()
    away.rename(opened.folder)
    rename(opened, "typed meanwhile")
    assert name_in(opened) == "typed meanwhile"


def test_the_same_records_in_another_file_are_known_by_their_newest_line(
    opened: Unlocked, tmp_path: Path
) -> None:
    """As a stick that comes back under another device number."""
    rename(opened, "acknowledged")
    away = tmp_path / "pulled out"
    opened.folder.rename(away)
    with pytest.raises(DiskGone):
        rename(opened, "typed meanwhile")
    shutil.copytree(away, opened.folder)
    rename(opened, "typed meanwhile")
    assert name_in(opened) == "typed meanwhile"


def test_an_older_copy_that_comes_back_is_never_written_to(opened: Unlocked, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(opened.folder, older)
    rename(opened, "acknowledged")
    opened.folder.rename(tmp_path / "pulled out")
    with pytest.raises(DiskGone):
        rename(opened, "typed meanwhile")
    shutil.copytree(older, opened.folder)
    before = (opened.folder / "records.db").read_bytes()
    for _ in range(2):
        with pytest.raises(RecordsReplaced):
            rename(opened, "typed meanwhile")
    assert (opened.folder / "records.db").read_bytes() == before


def test_records_somebody_went_on_with_elsewhere_are_not_merged(
    opened: Unlocked, sealed: Sealed, tmp_path: Path
) -> None:
    rename(opened, "acknowledged")
    away = tmp_path / "pulled out"
    opened.folder.rename(away)
    with pytest.raises(DiskGone):
        rename(opened, "typed meanwhile")
    shutil.copytree(away, opened.folder)
    elsewhere = sealed.open()
    rename(elsewhere, "written elsewhere")
    elsewhere.close()
    with pytest.raises(RecordsReplaced):
        rename(opened, "typed meanwhile")


# -- failing ---------------------------------------------------------------------------------------------


def test_after_an_error_of_the_disk_the_records_are_opened_anew_and_held_against_what_was_written(
    opened: Unlocked,
) -> None:
    rename(opened, "acknowledged")
    told: list[str] = []
    opened.store.on_reopened = lambda: told.append("look at all of it")
    with failing_disk(), pytest.raises(DiskFailed):
        rename(opened, "refused")
    rename(opened, "tried again")
    assert name_in(opened) == "tried again"
    assert told == ["look at all of it"]


def test_after_an_error_a_file_that_lost_a_written_line_is_not_gone_on_with(opened: Unlocked) -> None:
    """The disk gives back an older state under the same name and number."""
    path = opened.folder / "records.db"
    older = path.read_bytes()
    rename(opened, "acknowledged")
    with failing_disk(), pytest.raises(DiskFailed):
        rename(opened, "refused")
    with path.open("r+b") as file:
        file.write(older)
        file.truncate()
    with pytest.raises(RecordsReplaced):
        rename(opened, "tried again")
    assert path.read_bytes() == older


def test_a_file_another_program_holds_is_told_as_such(opened: Unlocked) -> None:
    keys = opened.keys
    other = engine.connect(Lock(opened.store.path, keys.use("db"), keys.salt, keys.records_uuid))
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DiskBusy):
        rename(opened, "refused")
    other.close()
    rename(opened, "tried again")


@pytest.mark.parametrize("kind", [DiskFull, DiskReadOnly, DiskGone, DiskFailed, DiskBusy])
def test_each_cause_says_that_nothing_is_lost(kind: type[NotOnDisk]) -> None:
    refusal = kind()
    assert refusal.what.endswith("so new words can’t be saved to it.")
    assert refusal.safe == "Nothing is lost."
