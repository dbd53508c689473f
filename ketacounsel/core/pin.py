"""The six-digit signing PIN, good while the records are open; after five misses the passphrase is asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ketacounsel.core.errors import BadInput, WrongPin

DIGITS: Final = 6
MOST_MISSES: Final = 5
FIELD: Final = "pin"
_NUMBERS: Final = ("no", "One", "Two", "Three", "Four")


def check_new(pin: str) -> str:
    """A PIN that may be set. Raises BadInput."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        raise BadInput(FIELD, "A PIN has six digits.")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {9}) or pin[:3] == pin[3:] or pin[:2] * 3 == pin:
        raise BadInput(FIELD, "This PIN is easily guessed.", todo="Choose digits without a pattern.")
    return pin


@dataclass(frozen=True, slots=True)
class PinTries:
    """How often the PIN was missed in a row; kept with the counselor, so that a restart changes nothing."""

    misses: int = 0
    chosen: bool = True
    """False while somebody has not chosen a PIN yet; then the passphrase signs."""

    @property
    def left(self) -> int:
        """Tries left before the passphrase is asked."""
        return max(0, MOST_MISSES - self.misses)

    @property
    def passphrase_asked(self) -> bool:
        """True when only the passphrase signs now; it sets the count back."""
        return self.left == 0 or not self.chosen

    def missed(self) -> PinTries:
        """One more miss."""
        return PinTries(self.misses + 1, self.chosen)

    def refusal(self) -> WrongPin:
        """What to say after a miss, from the third on with the tries left."""
        if self.passphrase_asked:
            return WrongPin(todo="Your passphrase signs now.")
        if self.left > 2:
            return WrongPin()
        tries = "try" if self.left == 1 else "tries"
        return WrongPin(todo=f"{_NUMBERS[self.left]} {tries} left, then your passphrase is asked.")
