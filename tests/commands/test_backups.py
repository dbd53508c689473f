"""Backup, restore and verify from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketacounsel import practice_set
from tests.commands.terminal import ketacounsel
from tests.practice_set.made import a_copy, opened


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(f"{practice_set.PASSPHRASE}\n", encoding="utf-8")
    return file


def test_a_backup_comes_back_as_records(tmp_path: Path, passphrase_file: Path) -> None:
    records, out = a_copy(tmp_path), tmp_path / "stick"
    out.mkdir()
    secret = ("--passphrase-file", passphrase_file)
    ran = ketacounsel("backup", records, out, *secret)
    assert ran.code == 0, ran.err
    (file,) = out.iterdir()
    assert f"Wrote {file}" in ran.out and "Opened and checked: 49 clients" in ran.out
    ran = ketacounsel("verify", file, *secret)
    assert (ran.code, ran.err) == (0, "") and ran.out.startswith("This backup is whole")
    fresh = tmp_path / "other" / "records"
    ran = ketacounsel("restore", file, fresh, *secret)
    assert (ran.code, ran.err) == (0, "") and "49 clients" in ran.out
    ran = ketacounsel("check", fresh, *secret)
    assert ran.code == 0, ran.err
    ran = ketacounsel("restore", file, fresh, *secret)
    assert ran.code == 0 and "kept for 30 days" in ran.out


def test_a_backup_is_made_beside_an_open_window(tmp_path: Path, passphrase_file: Path) -> None:
    unlocked, _ = opened(a_copy(tmp_path))
    out = tmp_path / "stick"
    out.mkdir()
    ran = ketacounsel("backup", unlocked.folder, out, "--passphrase-file", passphrase_file)
    assert ran.code == 0, ran.err
    (file,) = out.iterdir()
    ran = ketacounsel("restore", file, unlocked.folder, "--passphrase-file", passphrase_file)
    assert ran.code == 1 and "already open" in ran.err, "records that are open are not replaced"
    unlocked.close()


def test_a_cut_backup_is_refused_before_a_secret_is_asked(tmp_path: Path, passphrase_file: Path) -> None:
    records, file = a_copy(tmp_path), tmp_path / "mine.kibak"
    ran = ketacounsel("backup", records, file, "--passphrase-file", passphrase_file)
    assert ran.code == 0 and file.exists()
    ran = ketacounsel("backup", records, file, "--passphrase-file", passphrase_file)
    assert ran.code == 2 and "nothing is written over" in ran.err
    file.write_bytes(file.read_bytes()[:-1])
    for ran in (ketacounsel("verify", file), ketacounsel("restore", file, tmp_path / "new")):
        assert ran.code == 1 and "cut off" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_target_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = ketacounsel("backup", tmp_path, tmp_path / "nowhere")
    assert ran.code == 2 and "nowhere" in ran.err
