"""What the bars of the window say: where one is, what is on disk and what is not, which session runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from ketacounsel.core.errors import KetaCounselError, NotKept
from ketacounsel.core.rescue_words import Trouble, trouble
from ketacounsel.ui.chrome.frame import Frame
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screen import Screen

KEPT = "The words are kept beside the record."
LOOK = "Copy them, put them back or discard them."


class Bars:
    """Tells the frame, and the screen that is open where that shows the same in its own place."""

    def __init__(self, desk: Desk, frame: Frame, here: Callable[[], Screen | None]) -> None:
        self._desk, self._frame, self._here = desk, frame, here
        self._saved = ""
        self._refusal: KetaCounselError | None = None

    def time(self, at: datetime | None = None) -> str:
        """The time of day, or of `at`, as "15:01"."""
        return f"{(at or self._desk.clock()).astimezone(ZoneInfo(self._desk.zone)):%H:%M}"

    def show_heading(self) -> None:
        """Where the counselor is."""
        here = self._here()
        if here is not None and not here.whole_window:
            self._frame.show_heading(here.heading())

    def show_running(self) -> None:
        """A running session, by initials, on every screen but one that is all about it."""
        here = self._here()
        hidden = here is not None and here.whole_window
        running = None if hidden else self._desk.sessions.running()
        if running is None:
            self._frame.show_running("", 0)
            return
        initials = "".join(f"{letter}. " for letter in self._desk.clients.get(running.client_id).initials)
        clock = self._desk.sessions.clock(running.id)
        self._frame.show_running(initials.strip(), clock.elapsed_s // 60, paused=not clock.running)

    def show_refused(self, refusal: KetaCounselError) -> None:
        """The disk did not take the last words; it is tried again."""
        self._refusal = refusal
        trouble = self._trouble(refusal)
        self._frame.show_not_on_disk(trouble)
        here = self._here()
        if here is not None:
            here.show_not_on_disk(trouble)

    def _trouble(self, refusal: KetaCounselError) -> Trouble:
        rescuer = self._desk.rescuer
        if rescuer is None:
            return trouble(refusal, self._saved, "")
        return trouble(refusal, self._saved, rescuer.label, quoted=not rescuer.is_here)

    def show_rescued(self) -> None:
        """The words came to another place, or lost it."""
        if self._refusal is not None:
            self.show_refused(self._refusal)

    def show_saving(self) -> None:
        """A slow disk is about to be written to."""
        self._frame.show_saving()
        here = self._here()
        if here is not None:
            here.show_saving()

    def show_saved(self, at: datetime) -> None:
        """All words are on disk since then."""
        self._saved, self._refusal = self.time(at), None
        self._frame.show_saved(self._saved)
        self.show_disk()

    def show_disk(self) -> None:
        """What the screen that is open says of the disk in its own place; asked too when it has just come."""
        here = self._here()
        if here is None:
            return
        if self._refusal is not None:
            here.show_not_on_disk(self._trouble(self._refusal))
        elif self._saved:
            here.show_saved(self._saved)

    def show_turned_away(self, problem: Exception) -> None:
        """These words can't be written, and trying again would not help: say so while they can be seen."""
        if not isinstance(problem, KetaCounselError):
            sys.excepthook(type(problem), problem, problem.__traceback__)
        what = problem.what if isinstance(problem, KetaCounselError) else ""
        kept = self._desk.rescuer is not None and bool(self._desk.rescuer.beside())
        words = NotKept(what, safe=KEPT, todo=LOOK) if kept else NotKept(what)
        self._frame.show_problem(words.sentence, kept=kept)
        here = self._here()
        if here is not None:
            here.show_problem(words, kept=kept)
