"""What every test stands on: no display, no litter, files that only their owner can read."""

from __future__ import annotations

import gc
import importlib.util
import os
import secrets
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"
os.umask(0o077)


def _stop_without_qt_libraries() -> None:
    """Qt would end the run without a word that helps; say the line to run instead."""
    found = importlib.util.spec_from_file_location("machine", Path(__file__).parent.parent / ".ci/machine.py")
    if sys.platform != "linux" or found is None or found.loader is None:
        return
    machine = importlib.util.module_from_spec(found)
    found.loader.exec_module(machine)
    if packages := machine.missing_packages(machine.DRAWING.items()):
        pytest.exit(f"Qt needs: sudo apt-get install -y {' '.join(packages)}", returncode=3)


_stop_without_qt_libraries()

hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _own_computer(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a computer remembers of the records it saw is each test's own, and never this person's."""
    data = tmp_path_factory.getbasetemp() / "computers" / secrets.token_hex(8)
    monkeypatch.setenv("XDG_DATA_HOME", str(data))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The plugin's own, with the patience that a busy computer asks for."""
    from tests.patience import PatientBot

    return PatientBot(request)


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that shows windows closes them, stops its timers and ends its threads."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    windows, threads = _windows(), set(threading.enumerate())
    gc.freeze()  # what was there before is nobody's litter, and need not be looked through again
    yield
    try:
        _let_go()
        litter = [f"window {name}" for key, name in _windows().items() if key not in windows]
        litter += [f"timer of {name}" for name in _running_timers()]
        litter += [
            f"thread {thread.name}" for thread in set(threading.enumerate()) - threads if _goes_on(thread)
        ]
    finally:
        gc.unfreeze()
    assert not litter, f"left behind: {', '.join(sorted(litter))}"


def _let_go() -> None:
    """Let deleted widgets go and finished jobs end."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    QThreadPool.globalInstance().waitForDone(30_000)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _goes_on(thread: threading.Thread) -> bool:
    """Whether a thread still runs after it had a moment to end. Qt's own end with their pool."""
    if thread.name.startswith("Dummy-"):
        return False
    thread.join(timeout=10)
    return thread.is_alive()


def _windows() -> dict[int, str]:
    """Widgets without a parent, by their address. Qt keeps its tool tip for itself."""
    import shiboken6
    from PySide6.QtWidgets import QApplication

    return {
        shiboken6.getCppPointer(widget)[0]: f"{type(widget).__name__} {widget.objectName()}".strip()
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    }


def _running_timers() -> list[str]:
    """Owners of the timers made in this test that still run."""
    import shiboken6
    from PySide6.QtCore import QTimer

    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer) and shiboken6.isValid(thing)]
    return [type(timer.parent()).__name__ for timer in timers if timer.isActive()]
