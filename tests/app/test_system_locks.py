"""What the system says of lid, sleep and lock reaches the records, and sleep waits for them."""

from __future__ import annotations

import ctypes
import itertools
import shutil
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from ketacounsel.core.lock_reasons import LOCKED
from ketacounsel.ui.system_locks import buses, windows
from ketacounsel.ui.system_locks.buses import BusEar
from ketacounsel.ui.system_locks.windows import LidSetting, WindowsEar
from tests.app.private_bus import Bus, private_bus

LACKS = "" if shutil.which("dbus-daemon") else "dbus-daemon"
NUMBERS = itertools.count()


@pytest.fixture
def bus() -> Iterator[Bus]:
    with private_bus() as made:
        yield made


@pytest.fixture
def heard(bus: Bus, qtbot: QtBot) -> Iterator[list[str]]:
    """The reasons told so far."""
    names = [f"ear-{next(NUMBERS)}" for _ in range(2)]
    found: list[str] = []
    system, session = (QDBusConnection.connectToBus(bus.address, name) for name in names)
    ear = BusEar(system, session, found.append)
    yield found
    ear.release()
    for name in names:
        QDBusConnection.disconnectFromBus(name)


@pytest.mark.desktop
@pytest.mark.skipif(bool(LACKS), reason=f"this computer lacks {LACKS}")
@pytest.mark.parametrize(
    ("order", "why"),
    [
        ("sleep", "suspend"),
        ("lid", "lid"),
        ("switch", "os"),
        ("lock", "os"),
        *((f"saver {saver}", "os") for saver in buses.SAVERS),
    ],
)
def test_the_system_says_why(bus: Bus, heard: list[str], qtbot: QtBot, order: str, why: str) -> None:
    bus.tell(order)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [why]
    assert why in LOCKED


@pytest.mark.desktop
@pytest.mark.skipif(bool(LACKS), reason=f"this computer lacks {LACKS}")
def test_sleep_with_the_lid_shut_is_told_as_the_lid(bus: Bus, heard: list[str], qtbot: QtBot) -> None:
    bus.tell("lid")
    qtbot.waitUntil(lambda: len(heard) == 1)
    bus.tell("sleep")
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["lid", "lid"]


@pytest.mark.desktop
@pytest.mark.skipif(bool(LACKS), reason=f"this computer lacks {LACKS}")
def test_waking_idling_and_nonsense_lock_nothing(bus: Bus, heard: list[str], qtbot: QtBot) -> None:
    for order in ("wake", "idle", "nonsense", "stop org.gnome.ScreenSaver", "lock"):
        bus.tell(order)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["os"]


@pytest.mark.desktop
@pytest.mark.skipif(bool(LACKS), reason=f"this computer lacks {LACKS}")
def test_sleep_waits_until_the_records_are_closed(bus: Bus, qtbot: QtBot) -> None:
    name = f"ear-{next(NUMBERS)}"
    system = QDBusConnection.connectToBus(bus.address, name)
    ear = BusEar(system, QDBusConnection("nobody"), lambda _why: None)
    assert bus.ask("held") == "held"
    ear.release()
    qtbot.waitUntil(lambda: bus.ask("held") == "free")
    QDBusConnection.disconnectFromBus(name)


def test_without_a_bus_nothing_is_heard_and_nothing_breaks(qtbot: QtBot) -> None:
    BusEar(QDBusConnection("nobody"), QDBusConnection("nobody"), lambda _why: None).release()


@pytest.fixture
def told() -> Callable[[int, int, int], str]:
    """What Windows' messages mean, read without Windows."""
    return WindowsEar(0, lambda _why: None).why


@pytest.mark.usefixtures("qapp")
def test_windows_is_understood(told: Callable[[int, int, int], str]) -> None:
    assert told(windows.SESSION, 7, 0) == "os"
    assert told(windows.SESSION, 8, 0) == ""
    assert told(windows.POWER, windows.SUSPEND, 0) == "suspend"
    assert told(0x0200, 7, 0) == ""


@pytest.mark.usefixtures("qapp")
def test_a_lid_that_was_shut_from_the_beginning_locks_nothing(told: Callable[[int, int, int], str]) -> None:
    lid = LidSetting((ctypes.c_ubyte * 16)(*windows.LID), 4, 0)
    at = ctypes.addressof(lid)
    assert told(windows.POWER, windows.SETTING, at) == ""
    assert told(windows.POWER, windows.SETTING, at) == "lid"
    lid.state = 1
    assert told(windows.POWER, windows.SETTING, at) == ""
