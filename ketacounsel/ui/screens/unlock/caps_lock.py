"""Whether Caps Lock is on. Qt does not say, so each system is asked in its own way; unknown means no."""

from __future__ import annotations

import ctypes
import sys
from functools import lru_cache
from typing import Any


def caps_lock_is_on() -> bool:
    """True only when the system says so."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    return _x11_says() if sys.platform.startswith("linux") else False


@lru_cache(maxsize=1)
def _x11() -> tuple[Any, Any] | None:
    try:  # by its fixed name: to search for it starts a compiler
        library = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    library.XOpenDisplay.restype = ctypes.c_void_p
    library.XOpenDisplay.argtypes = [ctypes.c_char_p]
    library.XkbGetIndicatorState.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.POINTER(ctypes.c_uint)]
    display = library.XOpenDisplay(None)
    return (library, display) if display else None


def _x11_says() -> bool:
    found = _x11()
    if found is None:
        return False
    library, display = found
    state = ctypes.c_uint()
    use_core_keyboard = 0x100
    failed = library.XkbGetIndicatorState(display, use_core_keyboard, ctypes.byref(state))
    return not failed and bool(state.value & 1)
