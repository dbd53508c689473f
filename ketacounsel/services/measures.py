"""Measures answered by clients: begun, kept item by item, scored by the edition they were given under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.core.change import mixed_window
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput, NoteSigned
from ketacounsel.core.ids import ClientId, SessionId, SittingId, new_id
from ketacounsel.core.measures import Measure, Score
from ketacounsel.core.place import InfusionPoint
from ketacounsel.core.schedule import DueMeasure, blocked_until, due
from ketacounsel.core.scoring import score, score_entered
from ketacounsel.core.sittings import Sitting
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.records import Records
from ketacounsel.services.safety import open_in
from ketacounsel.store.queries import places, sittings
from ketacounsel.store.queries.practice import zone as practice_zone
from ketacounsel.store.queries.safety import of_sitting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

MODES: Final = ("table", "client")


class Offer(NamedTuple):
    """A measure that may be given now, or why it may not; for one that is due, why it is."""

    measure_id: str
    allowed: bool
    reason: str


class MeasureService:
    """What the measure table, the client's own view and the scores ask for."""

    def __init__(self, records: Records, catalogue: Catalogue) -> None:
        self._records, self._catalogue = records, catalogue

    def measures(self) -> Mapping[str, Measure]:
        """The newest edition of every measure, by its id."""
        return self._catalogue.measures

    def edition(self, sitting: Sitting) -> Measure:
        """The very questions this sitting answered."""
        return self._catalogue.editions[sitting.measure_id, sitting.edition]

    def offered(self, client_id: ClientId, now: datetime) -> tuple[Offer, ...]:
        """Every measure, and whether it may be given at `now`."""
        with self._records.read() as db:
            infusions = places.points(db, client_id)
            known = sittings.of_client(db, client_id)
        reasons = {one.measure_id: one.reason for one in due(self.measures().values(), known, infusions, now)}
        return tuple(_offer(one, infusions, now, reasons) for one in self.measures().values())

    def due(self, client_id: ClientId, now: datetime) -> tuple[DueMeasure, ...]:
        """What is due for the client, and why."""
        with self._records.read() as db:
            infusions = places.points(db, client_id)
            return due(self.measures().values(), sittings.of_client(db, client_id), infusions, now)

    def begin(
        self, client_id: ClientId, measure_id: str, session_id: SessionId | None = None, mode: str = "table"
    ) -> SittingId:
        """Begin a sitting, or go on with the one that was left half-way in this session."""
        if mode not in MODES:
            raise BadInput("mode", "This is not one of the choices.")
        measure = self._newest(measure_id)
        with self._records.write("Begin measure", "client", client_id) as db:
            row = sittings.half_way(db, client_id, measure_id, session_id)
            if row is None:
                row = self._new(db, client_id, measure, session_id, mode, self._records.now())
            row.mode = mode
            return SittingId(row.id)

    def put(self, sitting_id: SittingId, item: str, value: int | None) -> Saved:
        """Keep one answer; None is a client who chose not to answer.

        A finished sitting is open again until it is finished anew, unless its session's note is signed.
        """
        with self._records.write("Answer item", "sitting", sitting_id) as db:
            row = db.get_one(models.Sitting, sitting_id)
            _check(self._measure(row), item, value)
            _not_in_signed_note(db, row)
            if row.state == "discarded" or row.mode == "total":
                raise BadInput("item", "This sitting can’t be answered.")
            row.state = "open"
            answer = db.get(models.SittingAnswer, (sitting_id, item))
            if answer is None:
                answer = models.SittingAnswer(sitting_id=sitting_id, item=item)
                db.add(answer)
            answer.value = value
            db.flush()
            return self._saved(row)

    def finish(self, sitting_id: SittingId, taken_at: datetime | None = None) -> Sitting:
        """Score it by its own edition; a positive risk item opens the safety follow-up in the same write.

        One that is corrected keeps the time it was taken at.
        """
        now = self._records.now()
        with self._records.write("Finish measure", "sitting", sitting_id) as db:
            row = db.get_one(models.Sitting, sitting_id)
            if row.state == "discarded":
                raise BadInput("sitting", "This sitting was discarded.")
            if taken_at is not None or not row.status:
                row.taken_at = taken_at or now
            result = score(self._measure(row), sittings.answers(db, sitting_id))
            _keep(row, result)
            db.flush()
            if result.opens_safety:
                _open_safety(db, row, self._measure(row), result, now)
        return self.get(sitting_id)

    def heed_half_way(self, client_id: ClientId) -> bool:
        """Open the safety follow-up for answers that ask for it though their sitting was never finished.

        For when the counselor has the screen again or goes on: a slip put right before opens nothing.
        """
        with self._records.read() as db:
            if not unheeded(db, self._catalogue, client_id):
                return False
        with self._records.write("Heed answers half-way", "client", client_id) as db:
            heed(db, self._catalogue, client_id, self._records.now())
        return True

    def in_signed_note(self, sitting_id: SittingId) -> bool:
        """Whether its answers stand in a signed note and can't be changed."""
        with self._records.read() as db:
            return _is_signed(db, db.get_one(models.Sitting, sitting_id))

    def discard(self, sitting_id: SittingId) -> Saved:
        """Put a sitting aside; `restore` brings it back."""
        with self._records.write("Discard measure", "sitting", sitting_id) as db:
            row = db.get_one(models.Sitting, sitting_id)
            _not_in_signed_note(db, row)
            row.state = "discarded"
            db.flush()
            return self._saved(row)

    def restore(self, sitting_id: SittingId) -> Saved:
        """As it was before it was discarded."""
        with self._records.write("Restore measure", "sitting", sitting_id) as db:
            row = db.get_one(models.Sitting, sitting_id)
            row.state = "done" if row.status else "open"
            db.flush()
            return self._saved(row)

    def enter_total(
        self,
        client_id: ClientId,
        measure_id: str,
        total: int,
        taken_at: datetime,
        session_id: SessionId | None = None,
    ) -> SittingId:
        """A total somebody else added up. Raises BadInput for one that can't be."""
        measure = self._newest(measure_id)
        result = score_entered(measure, total)
        with self._records.write("Enter total", "client", client_id) as db:
            row = self._new(db, client_id, measure, session_id, "total", taken_at)
            _keep(row, result)
            return SittingId(row.id)

    def get(self, sitting_id: SittingId) -> Sitting:
        with self._records.read() as db:
            sitting = sittings.by_id(db, sitting_id)
            return self._placed(sitting, places.points(db, sitting.client_id))

    def history(self, client_id: ClientId, measure_id: str | None = None) -> tuple[Sitting, ...]:
        """Every finished sitting, the oldest first, with its place and whether an infusion blurs it."""
        with self._records.read() as db:
            found = sittings.of_client(db, client_id, measure_id)
            infusions = places.points(db, client_id)
        return tuple(self._placed(one, infusions) for one in found)

    def half_way(self, client_id: ClientId) -> tuple[Sitting, ...]:
        """Sittings that were begun and wait to be gone on with."""
        with self._records.read() as db:
            return sittings.of_client(db, client_id, state="open")

    def _newest(self, measure_id: str) -> Measure:
        if measure_id not in self.measures():
            raise BadInput("measure", "There is no such measure.")
        return self.measures()[measure_id]

    def _measure(self, row: models.Sitting) -> Measure:
        return self._catalogue.editions[row.measure_id, row.edition]

    def _placed(self, sitting: Sitting, infusions: tuple[InfusionPoint, ...]) -> Sitting:
        measure = self._catalogue.editions.get((sitting.measure_id, sitting.edition))
        if measure is None:
            return sitting
        return replace(sitting, mixed_window=mixed_window(measure, sitting.taken_at, infusions))

    def _new(
        self,
        db: DbSession,
        client_id: ClientId,
        measure: Measure,
        session_id: SessionId | None,
        mode: str,
        at: datetime,
    ) -> models.Sitting:
        session = db.get(models.GuidedSession, session_id) if session_id else None
        row = models.Sitting(
            id=new_id(),
            client_id=client_id,
            session_id=session_id,
            measure_id=measure.id,
            edition=measure.edition,
            taken_at=at,
            zone=session.zone if session else practice_zone(db),
            mode=mode,
            state="open",
            status="",
            band="",
            flags=[],
            subscales={},
        )
        db.add(row)
        db.flush()
        return row

    def _saved(self, row: models.Sitting) -> Saved:
        return self._records.saved(Topic.MEASURES, rev=row.rev, id=row.id)


def _keep(row: models.Sitting, result: Score) -> None:
    row.state, row.total, row.status = "done", result.total, result.status
    row.band, row.subscales = result.band or "", dict(result.subscales)
    row.flags = [[flag.key, flag.state] for flag in result.flags]


def _open_safety(db: DbSession, row: models.Sitting, measure: Measure, result: Score, now: datetime) -> None:
    raised = next(flag for flag in result.flags if flag.opens_safety and flag.state == "positive")
    because = f"{measure.id}:{raised.key}"
    open_in(db, row.client_id, because, because_words(measure), row.session_id, row.id, now)


def unheeded(db: DbSession, catalogue: Catalogue, client_id: str) -> tuple[tuple[models.Sitting, Score], ...]:
    """Sittings left half-way whose answers so far ask for a safety follow-up that nobody opened."""
    found = []
    for row in sittings.left_half_way(db, client_id):
        result = score(catalogue.editions[row.measure_id, row.edition], sittings.answers(db, row.id))
        if result.opens_safety and of_sitting(db, SittingId(row.id)) is None:
            found.append((row, result))
    return tuple(found)


def heed(db: DbSession, catalogue: Catalogue, client_id: str, now: datetime) -> None:
    """Open what `unheeded` finds, within a write that is under way."""
    for row, result in unheeded(db, catalogue, client_id):
        _open_safety(db, row, catalogue.editions[row.measure_id, row.edition], result, now)


def because_words(measure: Measure) -> str:
    """Why a follow-up was opened, in words without the client's own."""
    if measure.id == sittings.ITEM9_OF:
        return "PHQ-9 item 9 was above 0"
    return f"the {measure.title} screen was positive"


def _check(measure: Measure, item: str, value: int | None) -> None:
    known = next((one for one in measure.items if one.key == item), None)
    if known is None:
        raise BadInput("item", f"{measure.title} has no item of that name.")
    if value is not None and value not in {choice.value for choice in measure.choices_of(known)}:
        raise BadInput("item", "This is not one of the answers.")


def _is_signed(db: DbSession, row: models.Sitting) -> bool:
    signed = select(models.Note.id).where(
        models.Note.session_id == row.session_id, models.Note.signed_at.is_not(None)
    )
    return row.session_id is not None and db.scalar(signed) is not None


def _not_in_signed_note(db: DbSession, row: models.Sitting) -> None:
    if _is_signed(db, row):
        raise NoteSigned("This measure stands in a signed note.", safe="Its answers are unchanged.")


def _offer(
    measure: Measure, infusions: tuple[InfusionPoint, ...], now: datetime, reasons: Mapping[str, str]
) -> Offer:
    until = blocked_until(measure, infusions, now)
    if until is None:
        return Offer(measure.id, True, reasons.get(measure.id, ""))
    last = max(
        (one for one in infusions if one.was_given and one.starts_at <= now), key=lambda one: one.starts_at
    )
    local = until.astimezone(ZoneInfo(last.zone))
    hours = measure.not_within_hours_of_infusion
    begins = f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"
    return Offer(measure.id, False, f"Not within {hours} hours after an infusion; from {begins} on.")
