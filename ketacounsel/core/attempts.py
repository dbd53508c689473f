"""Wrong passphrases in a row: a wait that grows, and after a hundred only the recovery key opens here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WAITS_S: Final = (0, 0, 0, 1, 2, 4, 8, 16, 32, 60)
MOST_MISSES: Final = 100


@dataclass(frozen=True, slots=True)
class Attempts:
    """What was missed since the records were last opened on this computer."""

    misses: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def only_recovery_key(self) -> bool:
        """True when guessing has gone on for too long: a passphrase is no longer tried here."""
        return self.misses >= MOST_MISSES

    def missed(self, now: datetime) -> Attempts:
        """One more miss."""
        return Attempts(self.misses + 1, self.first_at or now, now)

    def wait_s(self, now: datetime) -> int:
        """Whole seconds until the next try. A clock set back makes no wait longer."""
        if not self.misses or self.last_at is None:
            return 0
        asked = WAITS_S[min(self.misses, len(WAITS_S)) - 1]
        passed = max(now - self.last_at, timedelta())
        left = timedelta(seconds=asked) - passed
        return max(0, -(-left // timedelta(seconds=1)))
