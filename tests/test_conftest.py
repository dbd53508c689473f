"""The guards of the test run themselves: what a test leaves behind is found and named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

LITTER = {
    "window QLabel": "keep.append(QLabel('left open'))",
    "timer of NoneType": "keep.append(QTimer()); keep[0].start(60_000)",
    "thread idle": "Thread(target=threading.Event().wait, name='idle', daemon=True).start()",
}


@pytest.mark.parametrize(("found", "act"), LITTER.items())
def test_what_a_test_leaves_behind_is_named(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, found: str, act: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    pytester.makeconftest(
        (Path(__file__).parent / "conftest.py")
        .read_text("utf-8")
        .replace("_stop_without_qt_libraries()\n\n", "\n")
    )
    pytester.makepyfile(f"""
        import threading
        from threading import Thread
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QLabel

        keep = []

        def test_leaves_something(qtbot):
            {act}

        def test_leaves_nothing(qtbot):
            label = QLabel("shown")
            qtbot.addWidget(label)
            label.show()
    """)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines([f"*left behind: {found}*"])


def test_files_of_a_test_are_only_its_owners(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0


def test_no_test_needs_a_display() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
