"""The people without a file of their own: as many as wanted, written many rows at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.core.ids import ClientId, PrescriberId, new_id
from ketacounsel.practice_set.lives import sketch
from ketacounsel.practice_set.rows import Rows, Scribe
from ketacounsel.practice_set.times import DRAWN_AT

if TYPE_CHECKING:
    from ketacounsel.practice_set.stage import Stage

AT_ONCE: Final = 40
SMALL: Final = 100
"""Up to so many, everybody without a file was discharged; of more, one in twenty still comes."""
ACTIVE_IN: Final = 20
SESSIONS_A_YEAR: Final = 10
MOST_NOTES: Final = 100_000
LAST_SEEN: Final = timedelta(days=45)


class Crowd:
    """Everybody else."""

    def __init__(self, stage: Stage, prescriber_id: PrescriberId, years: int) -> None:
        self._stage, self._prescriber_id, self._years = stage, prescriber_id, years
        self._scribe = Scribe(stage)

    def fill(self, how_many: int, wanted: int | None) -> None:
        """So many people, with their lives."""
        if how_many <= 0:
            return
        each = min(SESSIONS_A_YEAR * self._years, MOST_NOTES // how_many) if wanted else SESSIONS_A_YEAR
        pending: Rows = {}
        for number, (name, pronouns, form) in enumerate(self._names(how_many)):
            active = how_many > SMALL and number % ACTIVE_IN == 0
            person = self._person(number, name, pronouns, form, active=active)
            self._live(pending, person, each, active=active)
            if number % AT_ONCE == AT_ONCE - 1:
                self._write(pending)
                pending = {}
        self._write(pending)

    def _write(self, rows: Rows) -> None:
        self._stage.clock.at = self._stage.calendar.now
        self._stage.insert(
            "Make practice set", {table: rows[table] for table in Scribe.ORDER if table in rows}
        )

    def _names(self, how_many: int) -> Iterator[tuple[str, str, str]]:
        """Everybody has a name of their own; when the pairs run out, families join theirs."""
        words, chance = self._stage.words, self._stage.chance
        pairs = [(first, family) for first in words.first_names for family in words.family_names]
        chance.shuffle(pairs)
        for number in range(how_many):
            (first, pronouns, form), family = pairs[number % len(pairs)]
            joined = f"-{words.family_names[number % len(words.family_names)]}" * (number // len(pairs))
            yield f"{first} {family}{joined}", pronouns, form

    def _person(self, number: int, name: str, pronouns: str, form: str, *, active: bool) -> dict[str, Any]:
        chance, words = self._stage.chance, self._stage.words
        phone = f"(555) {1000 + number % 9000:04d}"
        return {
            "id": ClientId(new_id()),
            "file_no": f"HL-{_file_number(number):04d}",
            "legal_name": name,
            "preferred_name": "",
            "form_of_address": form,
            "pronouns": pronouns,
            "birth_on": date(1945, 1, 1) + timedelta(days=chance.randrange(22_000)),
            "phone": phone,
            "email": "",
            "address": f"{chance.randint(1, 99)} {chance.choice(words.streets)}, Fort Collins, CO 80524",
            "emergency_name": "",
            "emergency_relation": "",
            "emergency_phone": "",
            "prescriber_id": self._prescriber_id,
            "status": "active" if active else "discharged",
            "alert": "",
            "primary_measure": "phq9",
            "rev": 1,
        }

    def _live(self, rows: Rows, person: dict[str, Any], each: int, *, active: bool) -> None:
        """A life somewhere within the years, of which an active one reaches today."""
        chance, calendar = self._stage.chance, self._stage.calendar
        now = calendar.wall(DRAWN_AT)
        sessions = max(3, round(each * chance.uniform(0.6, 1.4)))
        earliest = now.date() - timedelta(days=365 * self._years)
        weeks = timedelta(days=7 * (sessions + 6))
        latest = now.date() if active else now.date() - LAST_SEEN
        span = max((latest - earliest - weeks).days, 0)
        first = earliest + timedelta(days=chance.randint(0, span)) if self._years < 3 else earliest
        last = latest if active or self._years >= 3 else min(latest, first + weeks)
        life = sketch(chance, sessions, first, last, now, active=active)
        person["created_at"] = calendar.moment(
            _told(min(life.scored), calendar.wall(DRAWN_AT)) - LAST_SEEN / 9
        )
        if not active:
            ended = max(one.at for one in life.meetings).date() + timedelta(days=14)
            person["discharged_on"] = min(ended, now.date() - timedelta(days=1))
        self._scribe.write(rows, person, life, now)


def _told(wall: datetime, now: datetime) -> datetime:
    """The wall time a file would tell for one around the moment the set stands at."""
    return wall - (now - DRAWN_AT)


def _file_number(number: int) -> int:
    """Counting on around the numbers of the people with files of their own."""
    return number + 1 if number < 100 else number + 101
