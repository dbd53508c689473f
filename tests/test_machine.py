"""Preparing a computer: what is missing is installed when that may be done, and else said in one line."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("machine", ROOT / ".ci" / "machine.py")
assert SPEC is not None
assert SPEC.loader is not None
machine = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(machine)

APT_THAT_NEEDS_LISTS = """#!/bin/sh
echo "$*" >> "{calls}"
[ "$1" = update ] && touch "{lists}" && exit 0
[ -e "{lists}" ] && exit 0
echo "E: Unable to locate package $5"; exit 100
"""


@pytest.fixture
def apt_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for apt-get on the PATH that writes down how it was called."""
    calls = tmp_path / "calls"
    program = tmp_path / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text(APT_THAT_NEEDS_LISTS.format(calls=calls, lists=tmp_path / "lists"))
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return calls


def test_a_library_that_does_not_load_names_its_package() -> None:
    assert machine.missing_packages([("libnot-there.so.9", "libnot-there9")]) == ["libnot-there9"]


def test_a_library_that_loads_is_not_asked_for() -> None:
    assert machine.missing_packages([("libc.so.6", "libc6")]) == []


def test_without_the_right_to_install_the_line_to_run_is_said(apt_calls: Path) -> None:
    with pytest.raises(
        machine.NotReadyError, match=r"sudo apt-get update && sudo apt-get install -y .*libgl1"
    ):
        machine.install(["libgl1"], None)
    assert not apt_calls.exists()


def test_without_apt_the_libraries_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(machine.NotReadyError, match="libgl1"):
        machine.install(["libgl1"], [])


def test_stale_package_lists_are_fetched_once_and_tried_again(apt_calls: Path) -> None:
    machine.install(["libgl1"], [])
    said = apt_calls.read_text("utf-8").splitlines()
    assert said[-2:] == ["update", "install -y --no-install-recommends libgl1"]


def run_setup(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / ".ci" / "setup"), "run"]
    return subprocess.run(command, env={"PATH": str(folder), **environment}, capture_output=True, text=True)


def test_a_computer_without_a_fitting_python_is_told_which_one_to_get(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    refused = run_setup(tmp_path)
    assert refused.returncode == 1
    assert "needs Python 3.11" in refused.stderr


def test_a_named_python_that_does_not_fit_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    refused = run_setup(tmp_path, PYTHON="/bin/false")
    assert refused.returncode == 1
    assert "/bin/false is not Python 3.11" in refused.stderr


def test_every_test_runs_on_a_declared_python() -> None:
    assert (3, 11) <= sys.version_info[:2] < (3, 15)
