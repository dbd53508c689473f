"""The process keeps itself to itself from its first moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ASK = """
import os, resource, ctypes
from ketacounsel import hardening
os.umask(0o022)
hardening.begin()
hidden = hardening.hide()
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)), hidden, dumpable)
"""
CRASH = """
import os, sys
from pathlib import Path
from ketacounsel import hardening
os.chdir(sys.argv[1])
if sys.argv[2] == 'hardened':
    hardening.begin(); hardening.hide()
Path('made').write_text('x')
os.kill(os.getpid(), 6)
"""


def run(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=ROOT)


@pytest.mark.desktop
@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_no_core_dump_private_files_and_no_look_into_the_memory() -> None:
    assert run(ASK).stdout == "(0, 0) 0o77 True 0\n"


@pytest.mark.desktop
@pytest.mark.skipif(sys.platform == "win32", reason="files have other rights there")
def test_a_crash_leaves_no_picture_of_the_memory(tmp_path: Path) -> None:
    assert run(CRASH, str(tmp_path), "hardened").returncode == -6
    assert [one.name for one in tmp_path.iterdir()] == ["made"]
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o600


def test_it_costs_a_start_nothing() -> None:
    told = run(
        "import sys; from ketacounsel import hardening; hardening.begin(); print('ctypes' in sys.modules)"
    )
    assert told.stdout == "False\n"


def test_every_command_begins_with_it() -> None:
    told = run(
        "import os; from ketacounsel.cli import main; main(['score', '--list']); print(oct(os.umask(0)))"
    )
    assert told.stdout.endswith("0o77\n")
