"""The command line as a person meets it: help that is complete, and one clear line when it is mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketacounsel.cli import COMMANDS
from ketacounsel.commands.window import has_display
from tests.commands.terminal import ketacounsel


@pytest.mark.parametrize(
    "words",
    [
        ["--bogus"],
        ["bogus"],
        ["chekc"],
        ["one", "two"],
        ["demo"],
        ["demo", "x", "--clients", "none"],
        ["demo", "x", "--clients", "0"],
        ["demo", "x", "--today", "tomorrow"],
        ["report", "x"],
        ["report", "x", "--client", "HL-1", "--out", "y.pdf", "--paper", "a5"],
        ["report", "x", "--client", "HL-1", "--out", "y.pdf", "--from", "15.10.2026"],
        ["check"],
        ["check", "x", "--passphrase"],
        ["backup", "x"],
        ["restore", "x.kibak"],
        ["verify"],
        ["verify", "x.kibak", "--passphrase-file", "a", "--recovery-key-file", "b"],
        ["audit"],
        ["audit", "x", "--from", "yesterday"],
        ["--pract"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_one_clear_line(words: list[str]) -> None:
    ran = ketacounsel(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1 and ran.err.startswith("ketacounsel") and "Traceback" not in ran.err


def test_a_mistyped_command_names_the_one_that_was_meant_and_makes_no_folder(tmp_path: Path) -> None:
    ran = ketacounsel("bakcup", cwd=tmp_path)
    assert ran.code == 2 and "did you mean backup?" in ran.err
    ran = ketacounsel("mine", cwd=tmp_path)
    assert ran.code == 2 and "./mine" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_records_folder(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.touch()
    ran = ketacounsel(file)
    assert ran.code == 2 and "is a file" in ran.err


def test_help_names_every_command() -> None:
    ran = ketacounsel("--help")
    assert ran.code == 0
    for word in (*COMMANDS, "--practice", "RECORDS", "--passphrase-file"):
        assert word in ran.out
    assert "--locked-because" not in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    ran = ketacounsel(command, "--help")
    assert ran.code == 0 and f"ketacounsel {command}" in ran.out


def test_the_version_is_told() -> None:
    assert ketacounsel("--version").out.startswith("ketacounsel 0.")


@pytest.mark.parametrize("command", ["check", "report", "audit"])
def test_a_folder_without_records_is_named_before_any_passphrase_is_asked(
    command: str, tmp_path: Path
) -> None:
    more: list[str | Path] = []
    if command == "report":
        more = ["--client", "HL-1", "--out", tmp_path / "r.pdf"]
    ran = ketacounsel(command, tmp_path, *more)
    assert ran.code == 1 and "no records in this folder" in ran.err


def test_without_a_display_the_window_is_refused_in_words(tmp_path: Path) -> None:
    ran = ketacounsel(tmp_path)
    assert ran.code == 1 and "no display" in ran.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("platform", "environment", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_where_a_window_can_be_shown(platform: str, environment: dict[str, str], shown: bool) -> None:
    assert has_display(platform, environment) is shown
