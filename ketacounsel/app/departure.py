"""The end of the process that held the keys: in time, whatever still runs in it.

Only an ended process has forgotten its keys. What is on the disk is whole at every moment, so work that can't
be ended in time is left where it is.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

from ketacounsel.store import files

LEAVE_BY_MS = 900


class Departure:
    """One way out, taken once: by whoever is first, the window when it is ready or the clock.

    `then` is the very last thing, such as starting the process that shows the door.
    """

    def __init__(
        self,
        then: Callable[[], None],
        leave: Callable[[], None] = lambda: os._exit(0),
        by_ms: int = LEAVE_BY_MS,
    ) -> None:
        self._then, self._leave = then, leave
        self._taken = threading.Lock()
        self._clock = threading.Timer(by_ms / 1000, self.now)
        self._clock.daemon = True
        self._clock.start()

    def call_off(self) -> bool:
        """Another departure takes its place. False when this one is under way."""
        self._clock.cancel()
        return self._taken.acquire(blocking=False)

    def now(self) -> None:
        """Go. Files half written are taken away; nothing else is waited for."""
        if not self._taken.acquire(blocking=False):
            return
        self._clock.cancel()
        files.give_up_unfinished()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        self._then()
        self._leave()
