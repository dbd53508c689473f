"""Work that still needs the open records when they are about to close, such as a backup."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

Work = Callable[[str, Callable[[], None]], None]


class LastWork:
    """Every piece in turn, each when the one before has said that it is done; then the records close.

    A piece is called on the window's thread as piece(because, done). `because` is a word of
    core.lock_reasons.LOCKED, or "" when the window is closed. It calls done() at once or later, from the
    window's thread. When closing, it may leave that out and say in the window why it stays open; for a lock
    it must call it, and soon.
    """

    def __init__(self) -> None:
        self._pieces: list[Work] = []
        self._turns = count(1)
        self._turn = 0

    def add(self, piece: Work) -> None:
        """Do this too, after what was added before."""
        self._pieces.append(piece)

    def do(self, because: str, then: Callable[[], None]) -> None:
        """Do it all, then `then`. Asked again before that, it begins again and the earlier end is void."""
        self._turn = next(self._turns)
        self._next(self._turn, tuple(self._pieces), because, then)

    def _next(self, turn: int, left: tuple[Work, ...], because: str, then: Callable[[], None]) -> None:
        if turn != self._turn:
            return
        if left:
            left[0](because, lambda: self._next(turn, left[1:], because, then))
        else:
            self._turn = 0
            then()
