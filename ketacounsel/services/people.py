"""A passphrase of their own for one more person.

First who they are is written, with its line in the audit; then the recovery key is wrapped anew with their
key, and last their passphrase is added. A crash between leaves a name that opens nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, select

from ketacounsel import models
from ketacounsel.core import recovery_key
from ketacounsel.core.errors import BadInput, KetaCounselError
from ketacounsel.core.ids import CounselorId, new_id
from ketacounsel.core.people import Counselor
from ketacounsel.services import fields as f
from ketacounsel.services.keys import TAKEN
from ketacounsel.services.practice import COUNSELOR_FIELDS
from ketacounsel.store import kdf, key_copies, keyfile, slots
from ketacounsel.store.queries import practice as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ketacounsel.services.keys import KeyService
    from ketacounsel.services.records import Records
    from ketacounsel.store.keyfile import Keys

ADD: Final = "Add person"
GAVE_ACCESS: Final = "Gave a person access"
FULL: Final = "No more people can be added to these records."


@dataclass(frozen=True, slots=True)
class Joining:
    """Who is to have a way in. `again`: the person of that name who worked here before."""

    name: str
    credentials: str = ""
    licence: str = ""
    passphrase: str = field(default="", repr=False)
    recovery_key: str = field(default="", repr=False)
    again: CounselorId | None = None


class NotTried(KetaCounselError):
    what = "The new way in could not be read back from the disk."
    safe = "It was taken out again. Everybody else's works as before."


class PeopleService:
    """Who works in these records, as the person who unlocked them may add to it."""

    def __init__(
        self, records: Records, keys: KeyService, *, cost: Callable[[], kdf.KdfCost] = kdf.calibrate
    ) -> None:
        self._records, self._keys, self._cost = records, keys, cost

    def before(self, name: str) -> Counselor | None:
        """The person of that name who worked here and has no way in any more."""
        one = self._of_name(name)
        return one if one is not None and self._worked(one.id) else None

    def check(self, who: Joining, own_passphrase: str, names: Sequence[str] = ()) -> None:
        """Before anything is written, for the bench. Raises BadInput that names the field, WrongPassphrase,
        WrongRecoveryKey."""
        folder, keys = self._keys.kept()
        f.checked(_own_fields(who), COUNSELOR_FIELDS)
        judged = self._keys.judge(who.passphrase, (*names, who.name))
        if not judged.accepted:
            raise BadInput("passphrase", judged.words)
        if who.passphrase == own_passphrase:
            raise BadInput("passphrase", TAKEN)
        if len(slots.read(folder, keys).slots) + 2 > keyfile.MOST_SLOTS:
            raise BadInput("name", FULL)
        key_copies.unlock_with_recovery_key(folder, who.recovery_key)
        self._keys.prove_own(own_passphrase)

    def enter(self, who: Joining) -> CounselorId:
        """Write who they are, on the records' thread. They choose a signing PIN themselves."""
        fields = f.checked(_own_fields(who), COUNSELOR_FIELDS)
        left = self._of_name(who.name)
        known = who.again or (left.id if left is not None and not self._worked(left.id) else None)
        person = known or CounselorId(new_id())
        with self._records.write(ADD, "counselor", person, category="key") as db:
            if known is not None:
                f.put(db.get_one(models.Counselor, known), fields)
            else:
                no_pin = {"pin_salt": b"", "pin_hash": b"", "pin_misses": 0}
                role = Counselor(person, who.name).role
                db.add(
                    models.Counselor(id=person, role=role, created_at=self._records.now(), **no_pin, **fields)
                )
        return person

    def let_in(self, person: CounselorId, who: Joining) -> None:
        """Their way in, each part tried from the disk, for the bench. Then note GAVE_ACCESS."""
        folder, keys = self._keys.kept()
        everything = key_copies.unlock_with_recovery_key(folder, who.recovery_key)
        own_key = everything.personal.get(person) or secrets.token_bytes(kdf.KEY_BYTES)
        if person not in everything.personal:
            self._wrap_anew(who.recovery_key, everything, {person: own_key})
        theirs = replace(keys, counselor_id=person, personal={person: own_key})
        slot = keyfile.passphrase_slot(
            slots.read(folder, keys), theirs, who.passphrase, self._cost(), self._now()
        )

        def prove() -> None:
            found = key_copies.unlock_with_passphrase(folder, who.passphrase)
            if found.counselor_id != person:  # somebody here has the same one
                raise BadInput("passphrase", TAKEN)

        slots.add(folder, keys, slot, prove)

    # -- parts ----------------------------------------------------------------------------------

    def _wrap_anew(self, typed: str, everything: Keys, more: dict[CounselorId, bytes]) -> None:
        """The same recovery key, which opens what it opened and this too."""
        folder, keys = self._keys.kept()
        file = slots.read(folder, keys)
        old = [slot for slot in file.slots if slot.kind == "recovery"]
        secret = recovery_key.decode(typed)
        personal = {**everything.personal, **more}
        since = next(one.created for one in old if one.id == everything.slot_id)
        slot = keyfile.recovery_slot(file, replace(everything, personal=personal), secret, since)

        def prove() -> None:
            found = key_copies.unlock_with_recovery_key(folder, typed, slot.id)
            if found.slot_id != slot.id or dict(found.personal) != personal:
                raise NotTried

        slots.add(folder, keys, slot, prove)
        slots.remove(folder, keys, [one.id for one in old])

    def _of_name(self, name: str) -> Counselor | None:
        """The newest person of that name without a way in."""
        inside = {way.counselor_id for way in self._keys.ways_in() if not way.recovery}
        with self._records.read() as db:
            everybody = queries.counselors(db)
        wanted = name.strip().casefold()
        same = [one for one in everybody if one.name.casefold() == wanted and one.id not in inside]
        return max(same, key=lambda one: self._worked(one.id), default=None)

    def _worked(self, person: CounselorId) -> bool:
        """Whether they ever unlocked these records."""
        with self._records.read() as db:
            return bool(db.scalar(select(exists().where(models.Audit.counselor_id == person))))

    def _now(self) -> str:
        return self._records.now().isoformat(timespec="seconds")


def _own_fields(who: Joining) -> dict[str, object]:
    return {"name": who.name.strip(), "credentials": who.credentials.strip(), "licence": who.licence.strip()}
