"""Killed at every step on the disk, a backup or a restore leaves no bad backup and no half records."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ketacounsel.services import restoring, vault
from tests.faults.steps import killed_at
from tests.services.backed_up import WORDS, Desk, make_desk

MOST = 200
WITH_BEN = {"Maren Ostrowski", "Ben Later"}
WITHOUT = {"Maren Ostrowski"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Records with one backup: Maren is in it, Ben came later. Closed."""
    base = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(base / "data"))
        desk = make_desk(base)
        desk.open().make()
        desk.clock.at += timedelta(hours=20)
        desk.add_client("Ben Later")
        desk.close()
    return desk


def a_copy(made: Desk, base: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same on a computer of its own."""
    shutil.rmtree(base, ignore_errors=True)
    shutil.copytree(made.folder.parent, base)
    monkeypatch.setenv("XDG_DATA_HOME", str(base / "data"))
    return replace(made, folder=base / "records", computer=base / "backups", unlocked=None)


def all_whole(desk: Desk) -> int:
    """Every file that has a backup's name can be restored; how many there are."""
    files = list(desk.computer.glob("*.kibak"))
    for file in files:
        assert restoring.try_out(restoring.unlock(file, WORDS)).clients >= 1
    return len(files)


def test_no_kill_of_a_backup_leaves_a_bad_one(
    made: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MOST):
        desk = a_copy(made, tmp_path / "computer", monkeypatch)

        def work(desk: Desk = desk) -> None:
            desk.open().make()
            desk.close()

        if not killed_at(number, tmp_path, work):
            break
        assert 1 <= all_whole(desk) <= 2
        backups = desk.open()
        assert desk.now_open.notices == () and desk.names() == WITH_BEN
        assert backups.make()[0].ok
        assert not [left for left in desk.computer.iterdir() if left.name.endswith(".part")]
        assert not (desk.folder / ".backing-up").exists()
        desk.close()
    assert 10 < number < MOST


def test_no_kill_of_a_restore_leaves_less_than_one_whole_set(
    made: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    for number in range(MOST):
        desk = a_copy(made, tmp_path / "computer", monkeypatch)
        (file,) = desk.computer.glob("*.kibak")

        def work(desk: Desk = desk, file: Path = file) -> None:
            opened = restoring.unlock(file, WORDS)
            restoring.look_inside(opened, desk.folder)
            restoring.restore(opened, desk.folder, desk.clock())

        killed = killed_at(number, tmp_path, work)
        assert vault.exists(desk.folder)
        names = _opens_without_a_doubt(desk)
        kept = restoring.set_aside(desk.folder)
        assert names in (WITH_BEN, WITHOUT)
        assert bool(kept) == (names == WITHOUT), "the other set is kept"
        seen.add(len(names))
        if kept:
            restoring.undo_restore(desk.folder, kept[0].id, desk.clock())
            assert _opens_without_a_doubt(desk) == WITH_BEN
        if not killed:
            break
    assert seen == {1, 2} and 20 < number < MOST


def test_no_kill_of_the_way_back_loses_a_set(
    made: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restored = a_copy(made, tmp_path / "restored", monkeypatch)
    (file,) = restored.computer.glob("*.kibak")
    opened = restoring.unlock(file, WORDS)
    restoring.look_inside(opened, restored.folder)
    aside = restoring.restore(opened, restored.folder, restored.clock()).aside
    for number in range(MOST):
        desk = a_copy(restored, tmp_path / "computer", monkeypatch)

        def work(desk: Desk = desk) -> None:
            restoring.undo_restore(desk.folder, aside, desk.clock())

        killed = killed_at(number, tmp_path, work)
        assert _opens_without_a_doubt(desk) in (WITH_BEN, WITHOUT)
        assert len(restoring.set_aside(desk.folder)) == 1
        if not killed:
            break
    assert 5 < number < MOST


def _opens_without_a_doubt(desk: Desk) -> set[str]:
    desk.open()
    assert desk.now_open.notices == ()
    names = desk.names()
    desk.close()
    return names
