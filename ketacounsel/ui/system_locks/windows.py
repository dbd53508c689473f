"""Windows: what a window is told when the session is locked or left, on sleep, and when the lid moves."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

POWER, SESSION = 0x0218, 0x02B1  # WM_POWERBROADCAST, WM_WTSSESSION_CHANGE
SUSPEND, SETTING = 0x0004, 0x8013  # PBT_APMSUSPEND, PBT_POWERSETTINGCHANGE
LEFT = frozenset({2, 4, 6, 7})  # console and remote disconnected, logged off, locked
LID = bytes.fromhex("4d0f3eba17b89440a2d1d56379e6a0f3")  # GUID_LIDSWITCH_STATE_CHANGE as it lies in memory


class LidSetting(ctypes.Structure):
    """POWERBROADCAST_SETTING with one byte of data."""

    _fields_ = [("which", ctypes.c_ubyte * 16), ("length", wintypes.DWORD), ("state", ctypes.c_ubyte)]


class WindowsEar(QAbstractNativeEventFilter):
    """Asks to be told, and listens among the messages of the window."""

    def __init__(self, window: int, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell
        self._lid_told = False
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)
        self._kept = _register(window)

    def release(self) -> None:
        """Windows waits for nobody."""

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: Any) -> object:
        told = wintypes.MSG.from_address(int(message))
        why = self.why(told.message, told.wParam, told.lParam)
        if why:
            self._tell(why)
        return False, 0

    def why(self, message: int, word: int, address: int) -> str:
        """The reason to lock that a message gives, or nothing. The lid's first state is no movement."""
        if message == SESSION:
            return "os" if word in LEFT else ""
        if message != POWER:
            return ""
        if word == SUSPEND:
            return "suspend"
        if word != SETTING or not address:
            return ""
        setting = LidSetting.from_address(address)
        if bytes(setting.which) != LID:
            return ""
        first, self._lid_told = not self._lid_told, True
        return "lid" if setting.state == 0 and not first else ""


def _register(window: int) -> object:
    if sys.platform != "win32":
        return None
    ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(wintypes.HWND(window), 0)
    register = ctypes.WinDLL("user32").RegisterPowerSettingNotification
    register.restype = wintypes.HANDLE
    return register(wintypes.HWND(window), (ctypes.c_ubyte * 16)(*LID), 0)
