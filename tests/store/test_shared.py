"""Folders other computers write to: known by their names, their marks and their kind of disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketacounsel.core.shared_folders import NetworkFolder, SyncedFolder
from ketacounsel.services import shared_folders
from ketacounsel.store import shared

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /mnt/practice rw - cifs //server/practice rw
41 40 8:3 / /mnt/practice/local rw - ext4 /dev/sdb1 rw
42 22 0:42 / /mnt/Dana\\040share rw - nfs4 server:/dana rw
43 22 8:17 / /media/dana/STICK rw - fuseblk /dev/sdc1 rw""".splitlines()


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("Dropbox/records", "Dropbox"),
        ("Dropbox (Harbor Lane)/records", "Dropbox"),
        ("OneDrive - Harbor Lane/x/records", "OneDrive"),
        ("Google Drive/records", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/records", "iCloud"),
        ("Nextcloud/records", "Nextcloud"),
    ],
)
def test_a_folder_of_a_sync_program_is_known_by_its_name(tmp_path: Path, path: str, program: str) -> None:
    found = shared.look(tmp_path / path)
    assert isinstance(found, SyncedFolder)
    assert found.program == program
    assert "backups may go to this one" in found.sentence


@pytest.mark.parametrize(
    ("mark", "program"),
    [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".nextcloudsync.log", "Nextcloud")],
)
def test_a_folder_of_a_sync_program_is_known_by_what_the_program_left(
    tmp_path: Path, mark: str, program: str
) -> None:
    (tmp_path / mark).mkdir()
    found = shared.look(tmp_path / "practice" / "records")
    assert isinstance(found, SyncedFolder)
    assert found.program == program


def test_an_ordinary_folder_is_none_of_them(tmp_path: Path) -> None:
    assert shared.look(tmp_path / "records") is None
    assert shared.look(tmp_path / "My dropboxes of letters" / "records") is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/dana/records", "ext4"),
        ("/mnt/practice/records", "cifs"),
        ("/mnt/practice/local/records", "ext4"),
        ("/mnt/Dana share/records", "nfs4"),
        ("/media/dana/STICK/records", "fuseblk"),
    ],
)
def test_the_disk_of_a_folder_is_that_of_its_innermost_mount(path: str, kind: str) -> None:
    assert shared.kind_in(MOUNTS, Path(path)) == kind


def test_a_share_of_another_computer_is_no_place_for_open_records(tmp_path: Path) -> None:
    assert isinstance(shared.look(tmp_path, lambda _: "cifs"), NetworkFolder)
    assert shared.look(tmp_path, lambda _: "fuseblk") is None


COPIES = (
    "records (Dana's conflicted copy 2026-10-14).db",
    "records.sync-conflict-20261014-180200-ABCDEF.db",
    "records (conflict 2026-10-14).db",
    "records-OFFICE-PC-conflict.db",
)


def test_copies_a_sync_program_made_are_listed(tmp_path: Path) -> None:
    for name in (*COPIES, "records.db", "records.head", "records.key", "records.db-journal"):
        (tmp_path / name).touch()
    assert set(shared.conflict_copies(tmp_path)) == set(COPIES)
    (told,) = shared_folders.notices(tmp_path)
    assert all(name in told for name in COPIES)


def test_without_any_nothing_is_told(tmp_path: Path) -> None:
    assert shared_folders.notices(tmp_path) == ()
