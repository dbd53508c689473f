"""Makes the practice set: its practice, the people of the files, and the crowd behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Final, cast

from ketacounsel.core.ids import CounselorId, PrescriberId, ids_from
from ketacounsel.core.people import Counselor, CrisisLine, Practice
from ketacounsel.paths import resource_root
from ketacounsel.practice_set import PASSPHRASE, PIN, Made, Wishes
from ketacounsel.practice_set.answers import Pen
from ketacounsel.practice_set.crowd import Crowd
from ketacounsel.practice_set.histories import History
from ketacounsel.practice_set.people_files import people, vocabulary
from ketacounsel.practice_set.stage import Stage
from ketacounsel.practice_set.times import Calendar, Clock
from ketacounsel.services import vault
from ketacounsel.services.office import open_office
from ketacounsel.services.practice import establish
from ketacounsel.store.bulk import OneTransaction
from ketacounsel.store.kdf import KdfCost

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.store.keyfile import Keys
    from ketacounsel.store.store import Store

DANA: Final = CounselorId("d0" * 16)
QUICK: Final = KdfCost(memory_kib=19 * 1024, passes=2)
"""There is nothing to guard in a practice set: it opens at once."""
DISCHARGED: Final = 38
YEARS: Final = 2
PRESCRIBER: Final = {
    "name": "Dr Femi Adeyemi",
    "credentials": "MD",
    "clinic": "Northgate Infusion Clinic",
    "address": "40 Northgate Road, Fort Collins, CO 80525",
    "phone": "(555) 0118",
}


def make_set(folder: Path, wishes: Wishes, today: date) -> Made:
    """The whole set, in the moment it stands at."""
    calendar = Calendar(today, wishes.zone, wishes.later)
    clock, chance = Clock(calendar.now), Random(f"ketacounsel {wishes.seed}")  # noqa: S311 - nothing secret

    def own_id() -> str:
        return f"{int(clock.at.timestamp() * 1000):012x}{chance.getrandbits(80):020x}"

    with ids_from(own_id):
        unlocked = _create(folder, wishes, calendar)
        try:
            write = unlocked.store.write("Make practice set", at=calendar.now, by=DANA)
            with write as db:
                together = replace(unlocked, store=cast("Store", OneTransaction(db, unlocked.store.on_write)))
                stage = _stage(together, clock, calendar, chance)
                prescriber_id = stage.office.practice.save_prescriber(PRESCRIBER)
                named = _play(stage, wishes, prescriber_id)
            stage = _stage(unlocked, clock, calendar, chance)
            crowd = Crowd(stage, prescriber_id, wishes.years or YEARS)
            crowd.fill(DISCHARGED if wishes.clients is None else wishes.clients - named, wishes.clients)
            return _count(stage)
        finally:
            unlocked.close()


def _stage(unlocked: vault.Unlocked, clock: Clock, calendar: Calendar, chance: Random) -> Stage:
    words = vocabulary(resource_root() / "practice")
    return Stage(
        open_office(unlocked, clock), unlocked, clock, calendar, chance, words, Pen(chance, words, calendar)
    )


def _play(stage: Stage, wishes: Wishes, prescriber_id: PrescriberId) -> int:
    """The people of the files. Returns how many."""
    known = people(resource_root() / "practice")[: wishes.clients]
    for person in known:
        History(stage, person, prescriber_id).play()
    return len(known)


def _create(folder: Path, wishes: Wishes, calendar: Calendar) -> vault.Unlocked:
    practice = Practice(
        "Harbor Lane Counseling",
        address="214 Harbor Lane, Suite 3\nFort Collins, CO 80524",
        phone="(555) 0107",
        email="desk@harborlane.example",
        zone=wishes.zone,
        paper="letter",
        invented=True,
        crisis_lines=(CrisisLine("988 Suicide & Crisis Lifeline", "988", "call or text, day and night"),),
    )
    counselor = Counselor(DANA, "Dana Whitfield", "LPC", "LPC.0012846")

    def fill(db: DbSession, keys: Keys) -> None:
        establish(db, practice, counselor, PIN, sign_key=keys.use("sign"), at=calendar.now)

    prepared = vault.prepare(DANA, PASSPHRASE, QUICK, calendar.now)
    return vault.create(folder, prepared, fill, calendar.now)


def _count(stage: Stage) -> Made:
    tables = ("client", "infusion", "guided_session", "note")
    return Made(*(stage.count(table) for table in tables))
