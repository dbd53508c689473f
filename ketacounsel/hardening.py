"""Keeps the process to itself: private files, no core dump, no look into its memory from another program.

Plain standard library. `begin` costs nothing and comes first; `hide` loads what talks to the system, so the
window calls it once it is painted, and a command before it asks for the passphrase.
"""

from __future__ import annotations

import os
import sys

PRIVATE = 0o077
NOT_DUMPABLE = (4, 0)  # PR_SET_DUMPABLE of Linux
DENY_ATTACH = 31  # PT_DENY_ATTACH of macOS


def begin() -> None:
    """What is written is readable by its owner only, and a crash leaves no picture of the memory."""
    os.umask(PRIVATE)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hide() -> bool:
    """Other programs of this person may not look into the memory. False where that can't be had."""
    if sys.platform == "linux":
        return _call("prctl", *NOT_DUMPABLE, 0, 0, 0)
    if sys.platform == "darwin":
        return _call("ptrace", DENY_ATTACH, 0, 0, 0)
    return False


def _call(name: str, *words: int) -> bool:
    import ctypes

    try:
        return bool(ctypes.CDLL(None)[name](*words) == 0)
    except (OSError, AttributeError):
        return False
