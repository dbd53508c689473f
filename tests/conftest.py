"""What every test stands on: no display, no litter, files that only their owner can read."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
from collections.abc import Iterator

import hypothesis
import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"
os.umask(0o077)

QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}


def _missing_packages() -> list[str]:
    """System packages whose library does not load; Qt would abort without a word a tester can use."""
    missing = []
    for library, package in QT_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


if sys.platform == "linux" and (_packages := _missing_packages()):
    pytest.exit(f"Qt needs: sudo apt-get install -y {' '.join(_packages)}", returncode=3)

hypothesis.settings.register_profile(
    "steady", deadline=None, derandomize=True, print_blob=True, max_examples=100, database=None
)
hypothesis.settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that shows windows closes them, stops its timers and ends its threads."""
    uses_qt = "qapp" in request.fixturenames
    if not uses_qt:
        yield
        return
    from PySide6.QtWidgets import QApplication

    request.getfixturevalue("qapp")
    windows_before = {id(window) for window in QApplication.topLevelWidgets()}
    threads_before = set(threading.enumerate())
    yield
    litter = _litter(windows_before, threads_before)
    assert not litter, f"left behind: {', '.join(litter)}"


def _litter(windows_before: set[int], threads_before: set[threading.Thread]) -> list[str]:
    """Names of the windows, running timers and threads that a test began and did not end."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
    from PySide6.QtWidgets import QApplication

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QThreadPool.globalInstance().waitForDone(2000)
    windows = [window for window in QApplication.topLevelWidgets() if id(window) not in windows_before]
    timers = [
        timer
        for window in windows
        for timer in window.findChildren(QTimer)
        if timer.isActive() and not timer.isSingleShot()
    ]
    threads = [thread for thread in threading.enumerate() if thread not in threads_before and not thread.daemon]
    return (
        [f"window {type(window).__name__}" for window in windows]
        + [f"timer of {type(timer.parent()).__name__}" for timer in timers]
        + [f"thread {thread.name}" for thread in threads]
    )
