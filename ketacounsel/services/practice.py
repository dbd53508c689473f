"""The practice: its letterhead and settings, its counselor and the signing PIN, its prescribers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from ketacounsel import models
from ketacounsel.core import pin as pin_rules
from ketacounsel.core.audit import DONE, REFUSED
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput, WrongPin
from ketacounsel.core.ids import PrescriberId, new_id
from ketacounsel.core.people import Counselor, Practice, Prescriber
from ketacounsel.services import fields as f
from ketacounsel.store import pin_hash
from ketacounsel.store.queries import practice as queries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.services.records import Records

PRACTICE_ID: Final = "practice"
PAPERS: Final = ("a4", "letter")


def _crisis_lines(name: str, value: object) -> list[dict[str, str]]:
    if not isinstance(value, list | tuple):
        raise BadInput(name, "This needs to be a list.")
    return [{key: f.words(name, text) for key, text in f.details_of(line).items()} for line in value]


PRACTICE_FIELDS: Final[Mapping[str, f.Check]] = {
    **dict.fromkeys(("address", "phone", "email", "country"), f.words),
    "name": f.filled,
    "zone": f.zone,
    "paper": f.one_of(PAPERS),
    "invented": f.truth,
    "crisis_lines": _crisis_lines,
}
COUNSELOR_FIELDS: Final[Mapping[str, f.Check]] = {
    **dict.fromkeys(("credentials", "licence", "role"), f.words),
    "name": f.filled,
}
PRESCRIBER_FIELDS: Final[Mapping[str, f.Check]] = {
    **dict.fromkeys(("credentials", "clinic", "address", "phone", "email"), f.words),
    "name": f.filled,
}


def establish(
    db: DbSession, practice: Practice, counselor: Counselor, pin: str, *, sign_key: bytes, at: datetime
) -> None:
    """Write the practice and its first counselor into new records."""
    salt, kept = pin_hash.make(pin_rules.check_new(pin), sign_key)
    given = {key: value for key, value in asdict(practice).items() if key not in ("settings", "rev")}
    db.add(
        models.Practice(id=PRACTICE_ID, settings=dict(practice.settings), **f.checked(given, PRACTICE_FIELDS))
    )
    own = f.checked({k: v for k, v in asdict(counselor).items() if k != "id"}, COUNSELOR_FIELDS)
    db.add(
        models.Counselor(id=counselor.id, pin_salt=salt, pin_hash=kept, pin_misses=0, created_at=at, **own)
    )


class PracticeService:
    """The practice as its own screens see it, and what every other screen prints of it."""

    def __init__(self, records: Records, *, sign_key: bytes) -> None:
        self._records, self._by, self._sign_key = records, records.counselor_id, sign_key

    def get(self) -> Practice:
        with self._records.read() as db:
            return queries.practice(db)

    def counselor(self) -> Counselor:
        """Who unlocked the records."""
        with self._records.read() as db:
            return queries.counselor(db, self._by)

    def counselors(self) -> tuple[Counselor, ...]:
        """Everybody who ever worked in these records, by name."""
        with self._records.read() as db:
            return queries.counselors(db)

    def prescribers(self) -> tuple[Prescriber, ...]:
        with self._records.read() as db:
            return queries.prescribers(db)

    def patch_practice(self, fields: Mapping[str, object]) -> Saved:
        """Change some fields. Raises BadInput."""
        kept = f.checked(fields, PRACTICE_FIELDS)
        with self._records.write("Edit practice", "practice", PRACTICE_ID) as db:
            row = db.get_one(models.Practice, PRACTICE_ID)
            f.put(row, kept)
            db.flush()
            return self._records.saved(Topic.PRACTICE, rev=row.rev, id=PRACTICE_ID)

    def patch_counselor(self, fields: Mapping[str, object]) -> Saved:
        """Change name, credentials, licence or role. Raises BadInput."""
        kept = f.checked(fields, COUNSELOR_FIELDS)
        with self._records.write("Edit counselor", "counselor", self._by) as db:
            f.put(db.get_one(models.Counselor, self._by), kept)
        return self._records.saved(Topic.PRACTICE, id=self._by)

    def save_prescriber(self, prescriber: Prescriber | Mapping[str, object]) -> PrescriberId:
        """Add one (no id, or an empty one), or change the one with that id. Raises BadInput."""
        given = f.details_of(prescriber)
        prescriber_id = str(given.pop("id", "")) or new_id()
        kept = f.checked(given, PRESCRIBER_FIELDS)
        with self._records.write("Save prescriber", "prescriber", prescriber_id) as db:
            row = db.get(models.Prescriber, prescriber_id)
            if row is None:
                blank = dict.fromkeys(PRESCRIBER_FIELDS, "")
                f.checked({"name": kept.get("name", "")}, PRESCRIBER_FIELDS)
                db.add(models.Prescriber(id=prescriber_id, **(blank | kept)))
            else:
                f.put(row, kept)
        return PrescriberId(prescriber_id)

    def setting(self, key: str, default: Any = None) -> Any:
        """One setting of the program: theme, scale, minutes until it locks."""
        with self._records.read() as db:
            return queries.practice(db).settings.get(key, default)

    def set_setting(self, key: str, value: object) -> Saved:
        """Keep one setting; None forgets it."""
        with self._records.write("Change setting", "practice", PRACTICE_ID) as db:
            row = db.get_one(models.Practice, PRACTICE_ID)
            rest = {name: kept for name, kept in row.settings.items() if name != key}
            row.settings = rest if value is None else rest | {key: value}
            db.flush()
            return self._records.saved(Topic.PRACTICE, rev=row.rev, id=PRACTICE_ID)

    def place(self) -> dict[str, Any]:
        """Where the counselor was when the records were locked; empty at first."""
        with self._records.read() as db:
            return queries.place(db, self._by)

    def save_place(self, place: Mapping[str, object]) -> None:
        """Keep screen, ids, caret and scroll; the newest stands."""
        with self._records.write("Keep place", "desk_place", self._by) as db:
            db.merge(models.DeskPlace(counselor_id=self._by, place=dict(place), at=self._records.now()))

    def pin_tries(self) -> pin_rules.PinTries:
        """How often the PIN was missed in a row."""
        with self._records.read() as db:
            return _tries(db.get_one(models.Counselor, self._by))

    def check_pin(self, pin: str) -> None:
        """Raises WrongPin, and counts the miss; after the last try only the passphrase helps."""
        with self._records.read() as db:
            row = db.get_one(models.Counselor, self._by)
            tries, salt, kept = _tries(row), row.pin_salt, row.pin_hash
        if tries.passphrase_asked:
            raise tries.refusal()
        if pin_hash.matches(pin, salt, kept, self._sign_key):
            if tries.misses:
                self._set_misses(0)
            return
        missed = tries.missed()
        self._set_misses(missed.misses, refused=True)
        raise missed.refusal()

    def passphrase_proved(self) -> None:
        """The passphrase was given in the PIN's place: the tries begin anew."""
        self._set_misses(0)

    def change_pin(self, old_pin: str | None, new_pin: str) -> Saved:
        """Set another PIN; `old_pin` is None right after the passphrase. Raises WrongPin, BadInput."""
        pin_rules.check_new(new_pin)
        if old_pin is not None:
            self._check_old(old_pin)
        salt, kept = pin_hash.make(new_pin, self._sign_key)
        with self._records.write("Change PIN", "counselor", self._by) as db:
            row = db.get_one(models.Counselor, self._by)
            row.pin_salt, row.pin_hash, row.pin_misses = salt, kept, 0
        return self._records.saved(Topic.PRACTICE, id=self._by)

    def _check_old(self, pin: str) -> None:
        try:
            self.check_pin(pin)
        except WrongPin as error:
            raise WrongPin(safe="Your PIN is unchanged.", todo=error.todo) from error

    def _set_misses(self, misses: int, *, refused: bool = False) -> None:
        label, outcome = ("Wrong PIN", REFUSED) if refused else ("Count PIN tries", DONE)
        with self._records.write(label, "counselor", self._by, category="key", outcome=outcome) as db:
            db.get_one(models.Counselor, self._by).pin_misses = misses


def _tries(row: models.Counselor) -> pin_rules.PinTries:
    return pin_rules.PinTries(row.pin_misses, chosen=bool(row.pin_hash))
