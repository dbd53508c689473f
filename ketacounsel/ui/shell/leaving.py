"""What must happen before the records close: the last words written, the place kept, the last work done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMainWindow

from ketacounsel.core.errors import KetaCounselError, NotKept, NotOnDisk
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import outcome
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.shell.last_work import LastWork
from ketacounsel.ui.widgets.overlay import Question

UNSAVED = (
    "The disk does not take the last words. They are in this window only, and closing it loses them. "
    "Keep it open: the disk is tried again every few seconds."
)


class Leaving:
    """Puts everything away. Locking never asks; closing asks before words are lost."""

    def __init__(
        self,
        desk: Desk,
        here: Callable[[], Screen | None],
        place: Callable[[], Mapping[str, object]],
        show_refused: Callable[[KetaCounselError], None],
    ) -> None:
        self._desk, self._here, self._place, self._show_refused = desk, here, place, show_refused
        self.last_work = LastWork()
        self._may_lose = self._work_done = False

    def put_away(self) -> bool:
        """Write what waits and keep the place. Never asks. False when the disk refused."""
        here = self._here()
        left = outcome(here.leave) if here is not None else True
        written = self._desk.autosave.flush() and left is not False
        if not written and self._rescued():
            return True
        kept = outcome(lambda: self._desk.practice.save_place(self._place())) if written else None
        if isinstance(left, NotOnDisk):
            self._show_refused(left)
            return False
        for problem in (left, kept):
            if isinstance(problem, NotOnDisk):  # a place that is not kept is no word lost
                continue
            if isinstance(problem, Exception):  # a fault here must not keep the records open
                sys.excepthook(type(problem), problem, problem.__traceback__)
        return written

    def _rescued(self) -> bool:
        """Everything that waits is in a rescue file, and comes home at the next unlock: nothing is lost."""
        rescuer = self._desk.rescuer
        return rescuer is not None and rescuer.keep_now()

    def may_close(self, window: QMainWindow) -> bool:
        """True when nothing is left to do. Else the window stays, and closes itself when it is done."""
        if not self._may_lose and not self.put_away():
            self._ask_to_lose(window)
            return False
        if not self._work_done:
            self._do_last_work(window)
        return self._work_done

    def _do_last_work(self, window: QMainWindow) -> None:
        at_once = True

        def done() -> None:
            self._work_done = True
            if not at_once:
                window.close()

        self.last_work.do("", done)
        at_once = False

    def _ask_to_lose(self, window: QMainWindow) -> None:
        here = self._here()
        lent = here is not None and here.keeps_window
        if lent or window.findChildren(Question, "abandon"):
            return
        title, act = "The last words are not on disk", "Close and lose them"
        sentence = UNSAVED if self._desk.autosave.waiting else NotKept().sentence
        question = Question(title, sentence, act, "Keep the window open")
        question.setObjectName("abandon")
        question.agreed.connect(lambda: self._on_lost(window))
        question.open_over(window)

    def _on_lost(self, window: QMainWindow) -> None:
        self._may_lose = True
        window.close()
