"""The door without its pixels: one try at a time, and a wait that grows with every miss."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ketacounsel.core.errors import (
    AlteredKeyFile,
    DamagedKeyFile,
    KetaCounselError,
    MustWait,
    WrongPassphrase,
    WrongRecoveryKey,
)
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.jobs import Jobs

Opener = Callable[[str], object]


def wait_words(seconds: int) -> str:
    """The wait in words."""
    return f"You can try again in {seconds} second{'' if seconds == 1 else 's'}."


class DoorViewModel(QObject):
    """Tries a secret on the bench and says how it went.

    Signals:
        opened: the secret fits (Keys).
        missed: it does not; words for the line below the field (str).
        trouble_found: the key file itself is the trouble, no secret (KetaCounselError).
        waiting_changed: words about the wait before the next try, "" when there is none (str).
        trying_changed: whether a try is under way (bool).
    """

    opened = Signal(object)
    missed = Signal(str)
    trouble_found = Signal(object)
    waiting_changed = Signal(str)
    trying_changed = Signal(bool)

    def __init__(self, jobs: Jobs, with_passphrase: Opener, with_recovery_key: Opener) -> None:
        super().__init__()
        self._jobs = jobs
        self._with_passphrase, self._with_recovery_key = with_passphrase, with_recovery_key
        self._wait_s = 0
        self._trying = False
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_second)

    @property
    def ready(self) -> bool:
        """Whether a try is possible now."""
        return not self._trying and self._wait_s == 0

    def unlock(self, secret: str, *, recovery: bool = False) -> None:
        """Try the passphrase, or the recovery key."""
        if not self.ready or not secret:
            return
        opener = self._with_recovery_key if recovery else self._with_passphrase
        self._trying = True
        self.trying_changed.emit(True)
        self._jobs.run(lambda: opener(secret), self._on_opened, self._on_failed)

    def _on_opened(self, keys: object) -> None:
        self.opened.emit(keys)

    def _on_failed(self, problem: Exception) -> None:
        self._trying = False
        self.trying_changed.emit(False)
        if isinstance(problem, (WrongPassphrase, MustWait)):
            self._begin_wait(problem.wait_s)
        if isinstance(problem, (WrongPassphrase, WrongRecoveryKey, MustWait)):
            self.missed.emit(f"{problem.what} {problem.todo}".strip())
        elif isinstance(problem, KetaCounselError):
            self.missed.emit(problem.sentence)
        else:
            self.missed.emit(words_for(problem))
        if isinstance(problem, (DamagedKeyFile, AlteredKeyFile)):
            self.trouble_found.emit(problem)

    def refused(self, refusal: KetaCounselError) -> None:
        """The secret fits, but the records can't be opened."""
        self._trying = False
        self.trying_changed.emit(False)
        self.missed.emit(refusal.sentence)

    def _begin_wait(self, seconds: int) -> None:
        self._wait_s = seconds
        if seconds:
            self._tick.start()
            self.waiting_changed.emit(wait_words(seconds))

    def _on_second(self) -> None:
        self._wait_s = max(0, self._wait_s - 1)
        if self._wait_s == 0:
            self._tick.stop()
        self.waiting_changed.emit(wait_words(self._wait_s) if self._wait_s else "")
