"""Where problems end: a refusal beside its thing, anything else told calmly, and never a client's word.

The log holds the kind of problem and where in the program it was: no message, no values.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ketacounsel.core.errors import KetaCounselError

T = TypeVar("T")

UNEXPECTED = (
    "Something in KetaCounsel did not work as it should. "
    "What was saved is safe. Go on, or close the program and open it again."
)


def outcome(work: Callable[[], T]) -> T | Exception:
    """The result of `work`, or what went wrong, to be handed to another thread."""
    try:
        return work()
    except Exception as problem:
        return problem


def words_for(problem: BaseException) -> str:
    """What a counselor reads: our own refusals in full, anything else in general words."""
    return problem.sentence if isinstance(problem, KetaCounselError) else UNEXPECTED


def trail(problem: BaseException) -> str:
    """The kind of problem and the places it went through, without any value."""
    frames = traceback.extract_tb(problem.__traceback__)
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"{type(problem).__name__} at {places}"


class Failures(QObject):
    """Catches what nobody caught, so that the program goes on and says so.

    Signals:
        failed: words to show in the error bar (str).
    """

    failed = Signal(str)

    def __init__(self, log: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def tell(self, problem: BaseException) -> None:
        """Log where it was and tell the counselor."""
        if not isinstance(problem, KetaCounselError):
            self._note(problem)
        self.failed.emit(words_for(problem))

    def _caught(
        self, kind: type[BaseException], problem: BaseException, frames: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        self.tell(problem)

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.tell(args.exc_value)

    def _note(self, problem: BaseException) -> None:
        line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {trail(problem)}\n"
        if self._log is None:
            sys.stderr.write(line)
            return
        try:
            with self._log.open("a", encoding="utf-8") as file:
                file.write(line)
        except OSError:
            sys.stderr.write(line)
