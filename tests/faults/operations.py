"""The operations that every fault is tried on, each as a person does it, with a word when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import NotOnDisk
from ketacounsel.core.ids import NoteId, new_id
from ketacounsel.services import restoring, rotation
from ketacounsel.services.keys import KeyService
from ketacounsel.store import bulk, key_copies, slots
from tests.faults.scene import ADDENDUM, DRAFT, NEW, SIGNED, Bad, Scene, new_key_file, robins_slot
from tests.services.backed_up import CHEAP, NOON, WORDS

Ack = Callable[[], None]
IMPORTED: Final = 120
SAVES: Final = 8


@dataclass(frozen=True)
class Operation:
    """One operation; `secrets` and `backups`: what else has to be looked at afterwards."""

    act: Callable[[Scene, Ack], None]
    secrets: bool = False
    backups: bool = False
    older: bool = False


def typing(scene: Scene, ack: Ack) -> None:
    """Autosave: the same text, longer each time. What the disk refuses is tried again, as the screen does."""
    office = scene.open()
    for number in range(1, SAVES + 1):
        for again in range(3):
            try:
                office.notes.save_addendum(ADDENDUM, "words " * 40 * number)
            except NotOnDisk:
                if again == 2:
                    raise
                continue
            ack()
            break
    scene.close()


def sign(scene: Scene, ack: Ack) -> None:
    """A draft becomes a signed note."""
    office = scene.open()
    office.notes.sign(NoteId(DRAFT))
    ack()
    scene.close()


def amend(scene: Scene, ack: Ack) -> None:
    """An addendum is written, signed, and another one begun."""
    notes = scene.open().notes
    notes.save_addendum(ADDENDUM, "One thing more.")
    ack()
    notes.sign_addendum(ADDENDUM)
    ack()
    notes.begin_addendum(NoteId(SIGNED))
    ack()
    scene.close()


def take_in(scene: Scene, ack: Ack) -> None:
    """Many clients in one go, as an import and the practice set do it."""
    scene.open()
    blank = dict.fromkeys(
        ("preferred_name", "form_of_address", "pronouns", "phone", "email", "address", "emergency_name",
         "emergency_relation", "emergency_phone", "alert"), "",
    )  # fmt: skip
    rows = (
        {**blank, "id": new_id(), "file_no": f"F{n}", "legal_name": f"Client {n}", "status": "active",
         "primary_measure": "phq9", "created_at": NOON, "rev": 1}
        for n in range(IMPORTED)
    )  # fmt: skip
    with scene.desk.records().write("Add client") as db:
        bulk.add(db, "client", rows)
    ack()
    scene.close()


def migrate(scene: Scene, ack: Ack) -> None:
    """Records of an older version are opened."""
    scene.open()
    ack()
    scene.close()


def passphrase(scene: Scene, ack: Ack) -> None:
    """The passphrase is changed; the records are open meanwhile."""
    scene.open()
    _keys(scene).change_passphrase(WORDS, NEW)
    ack()
    scene.close()


def add_person(scene: Scene, ack: Ack) -> None:
    """A second person gets a way in."""
    slot = robins_slot(scene)
    slots.add(scene.folder, scene.keys, slot, lambda: key_copies.unlock_with_passphrase(scene.folder, WORDS))
    ack()


def new_recovery_key(scene: Scene, ack: Ack) -> None:
    """The recovery key is printed anew; the word of it goes out before it is in force."""
    service = _keys(scene)
    draft = service.draft_recovery_key(WORDS)
    new_key_file(scene.base).write_text(draft.words)
    printed = recovery_key.groups(draft.words)
    service.use_recovery_key(draft, [printed[place - 1] for place in draft.asked])
    ack()


def backup(scene: Scene, ack: Ack) -> None:
    """A backup on this computer."""
    scene.open()
    made = scene.desk.backups().make()
    if not made[0].ok:
        raise Refused(made[0].what)
    ack()
    scene.close()


def restore(scene: Scene, ack: Ack) -> None:
    """The backup is put in place: Ben, who came later, is gone."""
    (file,) = scene.backups.glob("*.kibak")
    opened = restoring.unlock(file, WORDS)
    restoring.look_inside(opened, scene.folder)
    restoring.restore(opened, scene.folder, NOON)
    ack()


def throw_away(scene: Scene, ack: Ack) -> None:
    """The addendum that was begun is thrown away."""
    office = scene.open()
    office.notes.discard_addendum(ADDENDUM)
    ack()
    scene.close()


def leave(scene: Scene, ack: Ack) -> None:
    """A last word, and the records are closed."""
    office = scene.open()
    office.notes.save_addendum(ADDENDUM, "The last words of the day.")
    ack()
    scene.close()
    ack()


def rotate(scene: Scene, ack: Ack) -> None:
    """The data key is changed; other people's ways in end, the recovery key is a new one."""
    new = rotation.draft(scene.folder, WORDS, NOON, cost=lambda: CHEAP)
    new_key_file(scene.base).write_text(new.words)
    printed = recovery_key.groups(new.words)
    rotation.rotate(scene.folder, new, [printed[place - 1] for place in new.asked], NOON)
    ack()


class Refused(Exception):
    """A refusal that came back as a value with its sentence."""


OPERATIONS: Final[Mapping[str, Operation]] = {
    "autosave": Operation(typing),
    "sign": Operation(sign),
    "amend": Operation(amend),
    "import": Operation(take_in),
    "migrate": Operation(migrate, older=True),
    "passphrase": Operation(passphrase, secrets=True),
    "add person": Operation(add_person, secrets=True),
    "recovery key": Operation(new_recovery_key, secrets=True),
    "rotate": Operation(rotate, secrets=True),
    "backup": Operation(backup, backups=True),
    "restore": Operation(restore, backups=True),
    "delete": Operation(throw_away),
    "close": Operation(leave),
}


def work(scene: Scene, ack: Ack) -> None:
    """A working day without end: addenda begun, written and signed. Goes on from where it stands."""
    number = worked(scene)
    notes = scene.open().notes
    addendum = notes.begin_addendum(NoteId(SIGNED)) if number % 3 else ""
    while True:
        number += 1
        if number % 3 == 1:
            addendum = notes.begin_addendum(NoteId(SIGNED))
        elif number % 3 == 2:
            notes.save_addendum(addendum, said_at(number))
        else:
            notes.sign_addendum(addendum)
        ack()


def said_at(number: int) -> str:
    """The words of that step."""
    return f"{number} " + "words " * 200 + "end"


def worked(scene: Scene) -> int:
    """How many steps of `work` were taken, by what stands there. Raises Bad when they don't fit together."""
    rows = next(list(row[1:]) for row in scene.look().rows if row[0] == "addendum")
    steps = 0
    for place, (number, body, signed) in enumerate(rows[1:]):
        last = place == len(rows) - 2
        if number != place + 2 or body not in ("", said_at(steps + 2)):
            raise Bad(f"addendum {number} holds what was not written")
        if (signed and not body) or not (last or signed):
            raise Bad(f"addendum {number} lost its words or its signature")
        steps += 1 + bool(body) + bool(signed)
    return steps


def _keys(scene: Scene) -> KeyService:
    return KeyService(scene.folder, scene.keys, lambda: NOON, cost=lambda: CHEAP)
