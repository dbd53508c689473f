"""New records for a new practice: keys first, on the bench; then, at once, the records themselves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import CounselorId, new_id
from ketacounsel.core.people import Counselor, CrisisLine, Practice
from ketacounsel.services import vault
from ketacounsel.store import kdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.core.backups import PlaceKind
    from ketacounsel.services.vault import Keys, Prepared, Unlocked
    from ketacounsel.store.kdf import KdfCost

RECOVERY_CHECKED: Final = "recovery_checked"
US_LINE: Final = CrisisLine("988 Suicide and Crisis Lifeline", "988", "Call or text, day and night")


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first run asks. `country` is a two-letter code; `zone` an IANA name."""

    name: str = ""
    credentials: str = ""
    licence: str = ""
    practice: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    paper: str = "letter"
    zone: str = "UTC"
    country: str = "US"
    passphrase: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """What a passphrase must not be made of."""
        return tuple(name for name in (self.practice, self.name) if name)


@dataclass(frozen=True, slots=True)
class KeptIn:
    """Where the backups of new records are to be kept."""

    computer: bool = True
    sticks: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()


def prepare(passphrase: str, now: datetime, cost: KdfCost | None = None) -> Prepared:
    """Keys and the recovery key, for the bench: as slow as guessing them is to be. Writes nothing."""
    return vault.prepare(CounselorId(new_id()), passphrase, cost or kdf.calibrate(), now)


def found(folder: Path, wishes: Founding, made: Prepared, now: datetime, *, key_checked: bool) -> Unlocked:
    """Make the records, with the practice and its counselor in them. Raises AlreadyThere, BadInput."""
    from ketacounsel.services.practice import establish

    lines = (US_LINE,) if wishes.country == "US" else ()
    practice = Practice(
        name=wishes.practice.strip(),
        address=wishes.address.strip(),
        phone=wishes.phone.strip(),
        email=wishes.email.strip(),
        country=wishes.country,
        zone=wishes.zone,
        paper=wishes.paper,
        crisis_lines=lines,
        settings={RECOVERY_CHECKED: key_checked},
    )

    def fill(db: DbSession, keys: Keys) -> None:
        you = Counselor(
            keys.counselor_id, wishes.name.strip(), wishes.credentials.strip(), wishes.licence.strip()
        )
        establish(db, practice, you, wishes.pin, sign_key=keys.use("sign"), at=now)

    return vault.create(folder, made, fill, now)


def keep_backups(unlocked: Unlocked, kept_in: KeptIn, clock: Callable[[], datetime]) -> Unlocked:
    """Name the places for backups. One that is gone by now is told as a notice; the records are made."""
    from ketacounsel.core.backups import COMPUTER
    from ketacounsel.services.backups import open_backups

    backups = open_backups(unlocked, clock)
    notices = []
    chosen: list[tuple[Path, PlaceKind]] = [(path, "stick") for path in kept_in.sticks]
    chosen += [(path, "folder") for path in kept_in.folders]
    for path, kind in chosen:
        try:
            backups.add_place(path, kind)
        except KetaCounselError as refusal:
            notices.append(refusal.sentence)
    if not kept_in.computer:
        backups.remove_place(COMPUTER)
    return replace(unlocked, notices=(*unlocked.notices, *notices))
