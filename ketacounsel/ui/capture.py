"""Keeps the window out of screen sharing and screenshots where the system can: Windows and macOS.

Linux has no such wish, and newer macOS recorders need not heed it; the setting says so.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget

SETTING = "out_of_screen_sharing"
ALLOWED, EXCLUDED = 0x00, 0x11  # WDA_NONE, WDA_EXCLUDEFROMCAPTURE
SHARED_NONE, SHARED_READ_ONLY = 0, 1  # NSWindowSharingNone, NSWindowSharingReadOnly


def can_keep_out() -> bool:
    """Whether this system offers it."""
    return sys.platform in ("win32", "darwin")


def keep_out(window: QWidget, on: bool) -> bool:
    """Hide the window from screen sharing, or show it again. False where that can't be had."""
    if sys.platform == "win32":
        import ctypes

        affinity = EXCLUDED if on else ALLOWED
        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), affinity))
    if sys.platform == "darwin":
        return _share_on_mac(int(window.winId()), SHARED_NONE if on else SHARED_READ_ONLY)
    return False


def _share_on_mac(view: int, kind: int) -> bool:
    import ctypes

    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
    tell = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(("objc_msgSend", objc))
    its_window = ask(view, objc.sel_registerName(b"window"))
    if its_window:
        tell(its_window, objc.sel_registerName(b"setSharingType:"), kind)
    return bool(its_window)
