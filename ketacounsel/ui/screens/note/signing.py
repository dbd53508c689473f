"""A signing round: the notes in turn, and the PIN that holds for five minutes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ketacounsel.core.ids import ClientId, NoteId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.when import clock_words

GOOD_FOR = timedelta(minutes=5)
OFFER_PASSPHRASE_AFTER = 3


class Proof:
    """Whether the counselor has just shown to be who signs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._until: datetime | None = None

    @property
    def holds(self) -> bool:
        return self._until is not None and self._desk.clock() < self._until

    @property
    def until_words(self) -> str:
        return clock_words(self._until, self._desk.zone) if self._until is not None else ""

    @property
    def offers_passphrase(self) -> bool:
        return self._desk.practice.pin_tries().misses >= OFFER_PASSPHRASE_AFTER

    @property
    def unchosen(self) -> bool:
        """There is no PIN yet."""
        return not self._desk.practice.pin_tries().chosen

    @property
    def needs_passphrase(self) -> bool:
        """There is no PIN yet, or it was missed too often: only the passphrase signs now."""
        return self._desk.practice.pin_tries().passphrase_asked

    def by_pin(self, pin: str) -> None:
        """Raises WrongPin."""
        self._desk.practice.check_pin(pin)
        self._begin()

    def by_passphrase(
        self, secret: str, done: Callable[[], None], failed: Callable[[Exception], None]
    ) -> None:
        """Tried on the bench, as it takes a moment."""

        def proved(_: object) -> None:
            self._desk.practice.passphrase_proved()
            self._begin()
            done()

        self._desk.jobs.run(lambda: self._desk.proofs.passphrase(secret), proved, failed)

    def _begin(self) -> None:
        self._until = self._desk.clock() + GOOD_FOR


class Round:
    """The notes to sign, one after the other."""

    def __init__(self, notes: tuple[tuple[NoteId, ClientId], ...], at: int = 0) -> None:
        self.notes, self._at = notes, at
        self.signed: set[NoteId] = set()

    @property
    def note_id(self) -> NoteId:
        return self.notes[self._at][0]

    @property
    def words(self) -> str:
        return f"{self._at + 1} of {len(self.notes)}"

    def can_step(self, by: int) -> bool:
        return 0 <= self._at + by < len(self.notes)

    def step(self, by: int) -> None:
        if self.can_step(by):
            self._at += by

    def to_next_unsigned(self) -> bool:
        """To the next note not signed yet, after the last from the start again. False when all are."""
        count = len(self.notes)
        for offset in range(1, count):
            place = (self._at + offset) % count
            if self.notes[place][0] not in self.signed:
                self._at = place
                return True
        return False
