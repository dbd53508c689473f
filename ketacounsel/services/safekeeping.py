"""What keeps open records safe, for Settings: their keys, backups and proofs, and the file itself."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ketacounsel.core.ids import short_code
from ketacounsel.services.backups import open_backups
from ketacounsel.services.keys import KeyService
from ketacounsel.services.people import PeopleService
from ketacounsel.services.records import Records
from ketacounsel.store import presence
from ketacounsel.store.kdf import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from ketacounsel.core.audit import Category
    from ketacounsel.services.backups import Backups
    from ketacounsel.services.rotation import NewKey
    from ketacounsel.services.vault import Unlocked
    from ketacounsel.services.verify import VerifyReport

FIRST_BYTES: Final = 64
CIPHER: Final = "AES-256 in every page, each with its own seal (SQLCipher 4, HMAC-SHA-512)"
_READ: Final = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read(int(sys.argv[2])))"


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The records file as anybody finds it on this disk."""

    path: Path
    size: int
    first: bytes
    readable: bool
    """Whether it would open as a database without a key."""


class SafeKeeping:
    """Made for open records; lives as long as they are open."""

    def __init__(
        self,
        unlocked: Unlocked,
        clock: Callable[[], datetime],
        *,
        backups: Backups | None = None,
        keys: KeyService | None = None,
    ) -> None:
        self._unlocked, self._clock = unlocked, clock
        self.agreed: tuple[NewKey, tuple[str, ...]] | None = None
        self._records = Records(unlocked.store, clock, unlocked.counselor_id)
        self.folder = unlocked.folder
        self.records_code = short_code(unlocked.records_uuid)
        self.backups = backups or open_backups(unlocked, clock)
        self.keys = keys or KeyService(unlocked.folder, unlocked.keys, clock)
        self.people = PeopleService(self._records, self.keys)

    def verify(self, go_on: Callable[[], bool] = lambda: True) -> VerifyReport:
        """ "Verify these records": everything there is to look at, while `go_on`. For the bench."""
        return self._unlocked.verify(go_on)

    def on_disk(self) -> OnDisk:
        """The first bytes of the file. For the bench: another process reads them, because a file that this
        one closed would lose the locks that keep other programs out."""
        path = self.folder / presence.RECORDS
        command = [sys.executable, "-I", "-c", _READ, str(path), str(FIRST_BYTES)]
        first = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - ours
        return OnDisk(path, path.stat().st_size, first, first.startswith(b"SQLite format 3"))

    def draft_data_key(self, passphrase: str, typed_old_key: str = "") -> NewKey:
        """A data key nothing is kept under yet. For the bench. Raises WrongPassphrase, WrongRecoveryKey."""
        from ketacounsel.services import rotation

        self.keys.prove_own(passphrase)
        return rotation.draft(self.folder, passphrase, self._clock(), typed_old_key)

    def agree(self, new: object, typed_groups: Sequence[str]) -> None:
        """This data key is to be put in force when the records are closed."""
        from ketacounsel.services.rotation import NewKey

        if isinstance(new, NewKey):
            self.agreed = (new, tuple(typed_groups))

    def key_cost(self) -> str:
        """What one guess at your passphrase takes."""
        mine = [way for way in self.keys.ways_in() if way.counselor_id == self._unlocked.counselor_id]
        fallback = f"Argon2id, {FLOOR.memory_kib // 1024} MiB, {FLOOR.passes} passes"
        return next((way.cost for way in mine if way.cost), fallback)

    def note(self, label: str, category: Category) -> None:
        """A line in the audit about what was done here."""
        self._records.noted(label, "practice", category=category)
