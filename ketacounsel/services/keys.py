"""What opens the records: change the passphrase, print a new recovery key, take a person's way in away.

What is slow is called on the bench; `note` then writes the line for the audit on the records' own thread.
The records themselves are not touched by any of it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ketacounsel.core import recovery_key
from ketacounsel.core.access import Access
from ketacounsel.core.errors import BadInput, NoRecords, NotThere, WrongPassphrase
from ketacounsel.services import passphrases
from ketacounsel.store import kdf, key_copies, keyfile, slots

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ketacounsel.core.ids import CounselorId
    from ketacounsel.core.passphrase import Judgement
    from ketacounsel.store.kdf import KdfCost
    from ketacounsel.store.keyfile import Keys, Slot

NEW_PASSPHRASE: Final = "Changed the passphrase"  # noqa: S105 - words for the audit
NEW_RECOVERY_KEY: Final = "Made a new recovery key"
REMOVED_ACCESS: Final = "Took a person’s access away"
TAKEN: Final = "Choose another passphrase: this one can’t be used here."
GROUPS_ASKED: Final = 2


@dataclass(frozen=True, slots=True)
class DraftKey:
    """A recovery key that opens nothing yet: to print, and to type two groups back of."""

    words: str = field(repr=False)
    slot: Slot = field(repr=False)
    asked: tuple[int, ...]
    made_at: datetime


class KeyService:
    """The key file of open records, as the person who unlocked them may change it."""

    def __init__(
        self,
        folder: Path | None,
        keys: Keys | None,
        clock: Callable[[], datetime],
        *,
        cost: Callable[[], KdfCost] = kdf.calibrate,
    ) -> None:
        self._folder, self._keys, self._clock, self._cost = folder, keys, clock, cost

    # -- looking --------------------------------------------------------------------------------

    def ways_in(self) -> tuple[Access, ...]:
        """Every way in, passphrases first. Raises AlteredKeyFile, DamagedKeyFile."""
        folder, keys = self.kept()
        found = [_access(slot) for slot in slots.read(folder, keys).slots]
        return tuple(sorted(found, key=lambda way: (way.recovery, way.since)))

    def since(self, *, recovery: bool = False) -> datetime | None:
        """Since when your passphrase, or the recovery key, has been what it is."""
        mine = (
            way.since
            for way in self.ways_in()
            if way.recovery is recovery and (recovery or way.counselor_id == self.kept()[1].counselor_id)
        )
        return max(mine, default=None)

    def judge(self, passphrase: str, names: Sequence[str] = ()) -> Judgement:
        """Whether this may be a passphrase, in words."""
        return passphrases.judge(passphrase, names)

    # -- the passphrase -------------------------------------------------------------------------

    def change_passphrase(self, old: str, new: str, names: Sequence[str] = ()) -> None:
        """For the bench. Raises WrongPassphrase, BadInput; then the old one still opens the records."""
        self.prove_own(old)
        self._put_passphrase(new, names)

    def set_passphrase(self, typed_recovery_key: str, new: str, names: Sequence[str] = ()) -> None:
        """For who forgot the passphrase and holds the recovery key. For the bench."""
        folder, _ = self.kept()
        key_copies.unlock_with_recovery_key(folder, typed_recovery_key)
        self._put_passphrase(new, names)

    def _put_passphrase(self, new: str, names: Sequence[str]) -> None:
        folder, keys = self.kept()
        judged = self.judge(new, names)
        if not judged.accepted:
            raise BadInput("passphrase", judged.words)
        own = _own(keys)
        file = slots.read(folder, keys)
        old = [s.id for s in file.slots if s.kind == "passphrase" and s.counselor_id == keys.counselor_id]
        slot = keyfile.passphrase_slot(file, own, new, self._cost(), self._now())

        def prove() -> None:
            if key_copies.unlock_with_passphrase(folder, new).counselor_id != keys.counselor_id:
                raise BadInput("passphrase", TAKEN)

        slots.add(folder, keys, slot, prove)
        slots.remove(folder, keys, old)

    # -- the recovery key -----------------------------------------------------------------------

    def draft_recovery_key(self, typed_passphrase: str, typed_old_key: str = "") -> DraftKey:
        """A new recovery key, not yet in force. For the bench. Raises WrongPassphrase, WrongRecoveryKey.

        It opens what your passphrase opens. Only the old key knows the keys of other people's jottings, so
        where several people work it is asked too.
        """
        folder, _ = self.kept()
        keys = self.prove_own(typed_passphrase)
        if typed_old_key:
            keys = replace(keys, personal=key_copies.unlock_with_recovery_key(folder, typed_old_key).personal)
        secret = secrets.randbits(recovery_key.BITS).to_bytes(recovery_key.SECRET_BYTES, "big")
        slot = keyfile.recovery_slot(slots.read(folder, keys), keys, secret, self._now())
        return DraftKey(recovery_key.encode(secret), slot, groups_to_ask(), self._clock())

    def use_recovery_key(self, draft: DraftKey, typed_groups: Sequence[str]) -> None:
        """Put it in force: added, tried from the disk, then the one before goes. Raises BadInput."""
        folder, keys = self.kept()
        check_typed_back(draft.words, draft.asked, typed_groups)
        old = [s.id for s in slots.read(folder, keys).slots if s.kind == "recovery"]
        slots.add(folder, keys, draft.slot, lambda: key_copies.unlock_with_recovery_key(folder, draft.words))
        slots.remove(folder, keys, old)

    # -- people ---------------------------------------------------------------------------------

    def remove(self, slot_id: str) -> CounselorId:
        """Take another person's way in away, at once. Raises NotThere, BadInput for your own."""
        folder, keys = self.kept()
        found = next((way for way in self.ways_in() if way.slot_id == slot_id and not way.recovery), None)
        if found is None:
            raise NotThere
        if found.counselor_id == keys.counselor_id:
            raise BadInput("access", "This is your own way in. Change the passphrase instead.")
        theirs = [way for way in self.ways_in() if way.counselor_id == found.counselor_id]
        slots.remove(folder, keys, [way.slot_id for way in theirs if not way.recovery])
        return found.counselor_id

    # -- parts ----------------------------------------------------------------------------------

    def prove_own(self, passphrase: str) -> Keys:
        """That the person who unlocked the records sits here. For the bench. Raises WrongPassphrase."""
        folder, keys = self.kept()
        found = key_copies.unlock_with_passphrase(folder, passphrase, keys.slot_id)
        if found.counselor_id != keys.counselor_id:
            raise WrongPassphrase
        return found

    def others_jottings(self) -> bool:
        """Whether other people have, or had, private jottings: only the recovery key knows their keys."""
        folder, keys = self.kept()
        known = {who for slot in slots.read(folder, keys).slots for who in slot.personal}
        return bool(known - {keys.counselor_id})

    def kept(self) -> tuple[Path, Keys]:
        """Where the key file is, and what opened it. Raises NoRecords."""
        if self._folder is None or self._keys is None:
            raise NoRecords
        return self._folder, self._keys

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def groups_to_ask() -> tuple[int, ...]:
    """Which groups of a printed key are to be typed back, from 1 to 6."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, 7), GROUPS_ASKED)))


def check_typed_back(words: str, asked: Sequence[int], typed_groups: Sequence[str]) -> None:
    """Raises BadInput that names the group which is not as printed."""
    printed = recovery_key.groups(words)
    for place, typed in zip(asked, typed_groups, strict=True):
        if recovery_key.normalise(typed) != printed[place - 1]:
            raise BadInput(f"group {place}", f"Group {place} is not as printed.")


def _own(keys: Keys) -> Keys:
    """Of the personal keys only your own: a passphrase never opens another person's jottings."""
    mine = {who: key for who, key in keys.personal.items() if who == keys.counselor_id}
    return replace(keys, personal=mine)


def _access(slot: Slot) -> Access:
    cost = slot.cost
    words = f"Argon2id, {cost.memory_kib // 1024} MiB, {cost.passes} passes" if cost else ""
    since = datetime.fromisoformat(slot.created)
    return Access(slot.id, slot.counselor_id, slot.kind == "recovery", since, words)
