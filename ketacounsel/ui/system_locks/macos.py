"""macOS: the distributed notice that the screen is locked, and the power manager's that sleep comes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
POWER = "/System/Library/Frameworks/IOKit.framework/IOKit"
LOCKED = b"com.apple.screenIsLocked"
UTF8, AT_ONCE = 0x08000100, 4
CAN_SLEEP, WILL_SLEEP = 0xE0000270, 0xE0000280
ON_NOTICE = ctypes.CFUNCTYPE(None, *(ctypes.c_void_p,) * 5)
ON_POWER = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)


class MacEar:
    """Holds sleep back until `release`; the system waits half a minute at most."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._foundation, self._power = ctypes.CDLL(FOUNDATION), ctypes.CDLL(POWER)
        self._on_notice = ON_NOTICE(lambda *_: tell("os"))
        self._on_power = ON_POWER(self._heard)
        self._sleep: int | None = None
        self._root = 0
        self._listen_to_screen()
        self._listen_to_power()

    def release(self) -> None:
        """Let the computer go to sleep."""
        if self._sleep is not None:
            sleep, self._sleep = self._sleep, None
            self._power.IOAllowPowerChange(ctypes.c_uint32(self._root), ctypes.c_long(sleep))

    def _heard(self, _ours: Any, _service: int, message: int, sleep: int | None) -> None:
        if message == WILL_SLEEP:
            self._sleep = sleep or 0
            self._tell("suspend")
        elif message == CAN_SLEEP:
            self._power.IOAllowPowerChange(ctypes.c_uint32(self._root), ctypes.c_long(sleep or 0))

    def _listen_to_screen(self) -> None:
        new = self._foundation.CFStringCreateWithCString
        centre = self._foundation.CFNotificationCenterGetDistributedCenter
        new.restype = centre.restype = ctypes.c_void_p
        name = ctypes.c_void_p(new(None, LOCKED, ctypes.c_uint32(UTF8)))
        add = self._foundation.CFNotificationCenterAddObserver
        add(ctypes.c_void_p(centre()), None, self._on_notice, name, None, ctypes.c_long(AT_ONCE))

    def _listen_to_power(self) -> None:
        port, notifier = ctypes.c_void_p(), ctypes.c_uint32()
        self._root = self._power.IORegisterForSystemPower(
            None, ctypes.byref(port), self._on_power, ctypes.byref(notifier)
        )
        source, loop = self._power.IONotificationPortGetRunLoopSource, self._foundation.CFRunLoopGetMain
        source.restype = loop.restype = ctypes.c_void_p
        mode = ctypes.c_void_p.in_dll(self._foundation, "kCFRunLoopCommonModes")
        self._foundation.CFRunLoopAddSource(ctypes.c_void_p(loop()), ctypes.c_void_p(source(port)), mode)
