"""The first window is quick: nothing slow is loaded for it; each slow library comes when it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW = ("alembic", "cryptography", "pydantic", "pypdf", "pypdfium2", "reportlab", "sqlalchemy", "sqlcipher3")


WRONG_CALL = """
from PySide6.QtCore import QTimer
try:
    QTimer().setInterval("soon")
except TypeError as refusal:
    print(refusal)
"""
LIGHTLY = "from ketacounsel.ui.light_qt import load_qt; load_qt()\n"


def said_by(code: str) -> str:
    """What a fresh process prints."""
    return subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout


def loaded_by(module: str) -> set[str]:
    """The modules in a fresh process after importing this one; of packages the top too."""
    names = said_by(f"import sys, {module}; print(*sys.modules)").split()
    return {*names, *(name.partition(".")[0] for name in names)}


@pytest.mark.parametrize(
    "module", ["ketacounsel.app", "ketacounsel.ui.screens.unlock.view", "ketacounsel.practice_set"]
)
def test_the_unlock_window_loads_nothing_slow(module: str) -> None:
    assert not loaded_by(module).intersection(SLOW)


def test_the_unlock_window_is_there_before_the_way_to_call_it() -> None:
    assert not loaded_by("ketacounsel.app").intersection({"PySide6.QtNetwork", "subprocess"})


def test_qt_loaded_lightly_says_the_same_about_a_wrong_call() -> None:
    plainly = said_by(WRONG_CALL)
    assert "Supported signatures" in plainly
    assert said_by(LIGHTLY + WRONG_CALL) == plainly


def test_qt_loaded_lightly_leaves_its_signatures_unread() -> None:
    unread = "import shibokensupport.signature.parser as part; print('pyside_type_init' in vars(part))"
    assert said_by(LIGHTLY + unread).strip() == "False"
    assert said_by("import PySide6.QtCore\n" + unread).strip() == "True"


def test_asking_for_help_loads_no_window() -> None:
    assert not loaded_by("ketacounsel.cli").intersection({*SLOW, "PySide6"})


def test_this_look_sees_what_is_loaded() -> None:
    assert "sqlalchemy" in loaded_by("ketacounsel.models")
