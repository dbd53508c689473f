"""Who sits there when it was the recovery key that opened the records: it is nobody's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ketacounsel.services import vault
from ketacounsel.store import slots
from ketacounsel.store.queries import practice as queries
from ketacounsel.store.store import Act

if TYPE_CHECKING:
    from ketacounsel.core.ids import CounselorId
    from ketacounsel.core.people import Counselor

BY_RECOVERY_KEY: Final = "Unlocked with the recovery key"


def may_sit_here(unlocked: vault.Unlocked) -> tuple[Counselor, ...]:
    """Everybody who has a way in and whose jottings this key opens, by name."""
    file = slots.read(unlocked.folder, unlocked.keys)
    inside = {slot.counselor_id for slot in file.slots if slot.kind == "passphrase"}
    with unlocked.store.read() as db:
        everybody = queries.counselors(db)
    return tuple(one for one in everybody if one.id in inside & set(unlocked.keys.personal))


def seated(unlocked: vault.Unlocked, person: CounselorId) -> vault.Unlocked:
    """The open records as this person uses them, with their own jottings only; the audit says so."""
    own = {person: unlocked.keys.personal[person]}
    unlocked.store.note(Act(BY_RECOVERY_KEY, unlocked.clock(), person, category="unlock"))
    return replace(unlocked, keys=replace(unlocked.keys, counselor_id=person, personal=own))
