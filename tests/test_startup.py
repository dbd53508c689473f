"""The first window is quick: nothing slow is loaded for it; each slow library comes when it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW = ("alembic", "pydantic", "pypdf", "pypdfium2", "reportlab", "sqlalchemy")


def loaded_by(module: str) -> set[str]:
    """The top-level modules in a fresh process after importing this one."""
    look = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", look], stdout=subprocess.PIPE, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["ketacounsel.app", "ketacounsel.ui.screens.unlock.view"])
def test_the_unlock_window_loads_nothing_slow(module: str) -> None:
    assert not loaded_by(module).intersection(SLOW)


def test_asking_for_help_loads_no_window() -> None:
    assert not loaded_by("ketacounsel.cli").intersection({*SLOW, "PySide6", "sqlcipher3", "cryptography"})


def test_this_look_sees_what_is_loaded() -> None:
    assert "sqlalchemy" in loaded_by("ketacounsel.models")
