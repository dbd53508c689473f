"""Kills a piece of work at its n-th step on the disk: a file opened for writing, renamed, made, removed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

STEPS = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "os.link"})
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
DONE, FAILED = 0, 3


def killed_at(number: int, base: Path, work: Callable[[], object]) -> bool:
    """Do the work in its own process, killed before that step below `base`. False when it came to its end."""
    child = os.fork()
    if not child:
        _work(number, str(base), work)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == DONE, "the work failed by itself"
    return False


def _work(number: int, base: str, work: Callable[[], object]) -> None:
    left = [number]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if _is_step(event, arguments) and str(arguments[0]).startswith(base):
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

    code = FAILED
    try:
        sys.addaudithook(hook)
        work()
        code = DONE
    finally:
        os._exit(code)


def _is_step(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & WRITES)
    return event in STEPS
