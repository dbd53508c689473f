"""What playing a history needs: the office, its clock, chance, and the rows that no screen writes at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.core.ids import ClientId, EffectId, SessionId, SittingId, new_id
from ketacounsel.practice_set.scores import ITEM9, answers_for, sitting_rows
from ketacounsel.store import bulk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketacounsel.practice_set.answers import Pen
    from ketacounsel.practice_set.people_files import ScoresFile, SessionFile, Vocabulary
    from ketacounsel.practice_set.times import Calendar, Clock
    from ketacounsel.services.office import Office
    from ketacounsel.services.vault import Unlocked

MEASURES: Final = ("phq9", "gad7", "pcl5", "who5")


@dataclass(slots=True)
class Stage:
    """Where the invented people live."""

    office: Office
    unlocked: Unlocked
    clock: Clock
    calendar: Calendar
    chance: Random
    words: Vocabulary
    pen: Pen
    _sittings: dict[tuple[ClientId, str], SittingId] = field(default_factory=dict)

    def at(self, told: datetime) -> None:
        """Turn the clock to a wall time of the files."""
        self.clock.at = self.calendar.moment(told)

    def effect_id(self) -> EffectId:
        """An id of its own for each."""
        return EffectId(new_id())

    def assessment(self, template: str) -> str:
        """A counselor's sentence on how a session with that template went."""
        return self.chance.choice(self.words.answers.get(f"{template} assessment", self.words.assessments))

    def sit(
        self, client_id: ClientId, scores: ScoresFile, session_id: SessionId | None = None
    ) -> dict[str, SittingId]:
        """Every measure of one occasion, with answers that add up to its totals."""
        self.at(scores.at)
        made = {}
        for name in MEASURES:
            total = getattr(scores, name)
            if total is not None:
                measure = self.office.catalogue.measures[name]
                fixed = {ITEM9: scores.item9} if name == "phq9" else None
                answers = answers_for(measure, total, self.chance, fixed)
                made[name] = self._keep(client_id, name, answers, scores.mode, session_id)
        if scores.asq:
            made["asq"] = self.sit_asq(client_id, session_id)
        return made

    def sit_asq(self, client_id: ClientId, session_id: SessionId | None, first: int = 0) -> SittingId:
        """The screen, negative but for what the first question may say."""
        items = self.office.catalogue.measures["asq"].items
        answers: dict[str, int | None] = {item.key: None if item.asked_when else 0 for item in items}
        if first:
            answers |= {"1": first, "5": 0}
        return self._keep(client_id, "asq", answers, "table", session_id)

    def last_sitting(self, client_id: ClientId, measure_id: str) -> SittingId | None:
        """The one made last."""
        return self._sittings.get((client_id, measure_id))

    def intend(self, client_id: ClientId, session_id: SessionId, told: SessionFile) -> None:
        """An intention told outside the step for it, for the infusion that comes next."""
        if not told.intention:
            return
        at = self.calendar.moment(told.at)
        coming = (one.id for one in self.office.infusions.list(client_id) if one.details.starts_at > at)
        row = {
            "id": new_id(),
            "client_id": client_id,
            "infusion_id": next(coming, None),
            "session_id": session_id,
            "version": 1,
            "words": told.intention,
            "kind": "approach",
            "set_at": self.clock.at,
        }
        self.insert("Set intention", {"intention": [row]})

    def insert(self, label: str, tables: Mapping[str, list[dict[str, Any]]]) -> None:
        """Rows of several tables in one write, in the order given."""
        store, by = self.unlocked.store, self.unlocked.counselor_id
        with store.write(label, at=self.clock.at, by=by) as db:
            for table, rows in tables.items():
                bulk.add(db, table, rows)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        with self.unlocked.store.read() as db:
            return bulk.count(db, table)

    def has(self, table: str, column: str, value: str) -> bool:
        """Whether a row with this value is there."""
        with self.unlocked.store.read() as db:
            return bulk.has(db, table, column, value)

    def _keep(
        self,
        client_id: ClientId,
        measure_id: str,
        answers: Mapping[str, int | None],
        mode: str,
        session_id: SessionId | None,
    ) -> SittingId:
        measure, sitting_id = self.office.catalogue.measures[measure_id], SittingId(new_id())
        row = {
            "id": sitting_id,
            "client_id": client_id,
            "session_id": session_id,
            "taken_at": self.clock.at,
            "zone": self.calendar.zone,
            "mode": mode,
            **sitting_rows(measure, answers),
        }
        items = [{"sitting_id": sitting_id, "item": item, "value": value} for item, value in answers.items()]
        self.insert("Finish measure", {"sitting": [row], "sitting_answer": items})
        self._sittings[client_id, measure_id] = sitting_id
        return sitting_id
