"""What a note says besides the answers, gathered from the records around its session."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.core.change import choose_baseline
from ketacounsel.core.draft_context import (
    DraftContext,
    Earlier,
    FollowUpFacts,
    InfusionFacts,
    LastAction,
    NextInfusion,
    ScoreLine,
    follow_up_facts,
)
from ketacounsel.core.ids import ClientId, InfusionId
from ketacounsel.core.infusions import SEVERITIES, AdverseEffect, Infusion
from ketacounsel.core.phrases import lower_first
from ketacounsel.core.place import InfusionPoint, first_given, place, window
from ketacounsel.core.sessions import reasons
from ketacounsel.core.sittings import Sitting
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.templates_catalogue import follow_up_step
from ketacounsel.store.queries import infusions, places, safety, sittings, threads
from ketacounsel.store.queries import sessions as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

IN_PERSON = "in person"
_SOURCE = {
    "clinic_record": "per clinic record",
    "client_report": "by the client’s report",
    "told_to_me": "as told to the counselor",
}
_STATUS = {
    "kept": "kept",
    "partly": "kept in part",
    "not": "not done yet",
    "changed": "changed into something else",
    "let_go": "let go",
}


class NoteFacts:
    """The records around one session."""

    def __init__(self, db: DbSession, catalogue: Catalogue, row: models.GuidedSession, now: datetime) -> None:
        self.db, self.catalogue, self.row = db, catalogue, row
        self.at = row.started_at or row.planned_at or now
        self.zone = ZoneInfo(row.zone)
        self.client_id = ClientId(row.client_id)
        self.points = places.points(db, row.client_id)
        self.client = db.get_one(models.Client, row.client_id)

    @property
    def day(self) -> date:
        return self.at.astimezone(self.zone).date()

    def place_words(self) -> str:
        only_prepares = None if self.row.integrates_infusion_id else self.row.prepares_infusion_id
        chosen = InfusionId(only_prepares) if only_prepares else None
        return place(self.at, self.points, prepares=chosen).words

    def context(self) -> DraftContext:
        """Everything the rules of drafting may say."""
        plan_on, is_new = self._safety_plan()
        return DraftContext(
            session_on=self.day,
            pronouns=self.client.pronouns,
            place_words=self.place_words(),
            infusion=self.infusion_facts(),
            next_infusion=self._next_infusion(),
            scores=self._scores(),
            safety_plan_on=plan_on,
            safety_plan_is_new=is_new,
            follow_up=self._follow_up(),
            next_session_at=self._next_session(),
            last_actions=self._last_actions(),
            reasons=reasons(queries.steps(self.db, self.row.id)),
            remote=self.row.modality != IN_PERSON,
        )

    def infusion_facts(self) -> InfusionFacts | None:
        """The infusion the session stands after; none for a session that only prepares."""
        point = next((one for one in self.points if one.id == self.row.integrates_infusion_id), None)
        if point is None or not point.was_given:
            return None
        infusion = infusions.by_id(self.db, point.id)
        return InfusionFacts(
            number=point.number_in_course,
            given_on=point.local_date(point.starts_at),
            days_since=point.day(self.at),
            hours_since=window(point).hours_since(self.at),
            route=infusion.details.route,
            dose_words=_dose(infusion),
            source_words=_SOURCE.get(infusion.details.treatment_source, ""),
            effects=tuple(self._effect(one, point) for one in infusion.effects if not self._told_here(one)),
        )

    def _effect(self, effect: AdverseEffect, point: InfusionPoint) -> str:
        """ "nausea, mild, settled 12:10"."""
        parts = [lower_first(effect.kind), SEVERITIES.get(effect.severity, "")]
        if effect.settled_at is not None:
            settled = effect.settled_at.astimezone(ZoneInfo(point.zone))
            parts.append(f"settled {settled:%H:%M}")
        elif effect.still_there:
            parts.append("still present")
        return ", ".join(part for part in parts if part)

    def _told_here(self, effect: AdverseEffect) -> bool:
        row = self.db.get(models.AdverseEffect, effect.id)
        return row is not None and row.session_id == self.row.id

    def _next_infusion(self) -> NextInfusion | None:
        prepared = next((one for one in self.points if one.id == self.row.prepares_infusion_id), None)
        ahead = (one for one in self.points if one.state == "planned" and one.day(self.at) <= 0)
        coming = prepared or min(ahead, key=lambda one: one.starts_at, default=None)
        if coming is None:
            return None
        planned_on = coming.local_date(coming.starts_at) if coming.state == "planned" else None
        return NextInfusion(coming.number_in_course, planned_on, prepared is not None)

    def _scores(self) -> tuple[ScoreLine, ...]:
        taken = sittings.of_session(self.db, self.row.id)
        return tuple(
            self._score(one) for one in sorted(taken, key=lambda one: one.measure_id != sittings.ITEM9_OF)
        )

    def _score(self, sitting: Sitting) -> ScoreLine:
        measure = self.catalogue.editions[sitting.measure_id, sitting.edition]
        known = sittings.of_client(self.db, self.client_id, sitting.measure_id)
        earlier = [one for one in known if one.taken_at < sitting.taken_at and one.total is not None]
        start = choose_baseline(known, first_given(self.points))
        baseline = start.sitting if start and start.sitting.taken_at < sitting.taken_at else None
        item9 = sitting.answers.get(sittings.ITEM9) if measure.id == sittings.ITEM9_OF else None
        chosen = next((one.text for one in measure.choices if one.value == item9), "")
        asked = sum(item.scored and not item.asked_when for item in measure.items)
        answered = sum(
            sitting.answers.get(item.key) is not None
            for item in measure.items
            if item.scored and not item.asked_when
        )
        return ScoreLine(
            measure=measure.id,
            label=measure.title,
            taken_on=self._local_day(sitting.taken_at),
            total=sitting.total,
            band=sitting.band,
            status=sitting.status,
            missing=asked - answered if sitting.mode != "total" else 0,
            item9=item9,
            item9_words=chosen,
            screen_words=(sitting.band or "not complete") if measure.rule == "asq" else "",
            flagged=self._flagged(sitting),
            previous=self._earlier(earlier[-1]) if earlier else None,
            baseline=self._earlier(baseline) if baseline is not None else None,
        )

    def _flagged(self, sitting: Sitting) -> bool:
        measure = self.catalogue.editions[sitting.measure_id, sitting.edition]
        return any(flag.opens_safety and sitting.flag(flag.key) == "positive" for flag in measure.flags)

    def _earlier(self, sitting: Sitting) -> Earlier | None:
        if sitting.total is None:
            return None
        return Earlier(sitting.total, self._local_day(sitting.taken_at))

    def _safety_plan(self) -> tuple[date | None, bool]:
        """The plan as it stood on the day of the session: when it was reviewed, or else written."""
        known = safety.plan_versions(self.db, self.client_id)
        plan = next((one for one in known if one.written_on <= self.day), None)
        if plan is None:
            return None, False
        reviewed = plan.written_on < plan.reviewed_on <= self.day
        return (plan.reviewed_on if reviewed else plan.written_on), not reviewed

    def _follow_up(self) -> FollowUpFacts | None:
        opened = safety.of_session(self.db, self.row.id)
        if not opened:
            return None
        told = [one for one in opened if one.recorded_at is not None] or list(opened)
        one = told[-1]
        return follow_up_facts(
            follow_up_step(self.catalogue.templates),
            one.asked,
            one.decisions,
            said=one.words,
            check_in=one.check_in_at.astimezone(self.zone) if one.check_in_at else None,
            because=one.because_words,
            left_open=one.left_open_reason if one.recorded_at is None else "",
            pronouns=self.client.pronouns,
        )

    def _next_session(self) -> datetime | None:
        table = models.GuidedSession
        at = self.db.scalar(
            select(table.planned_at)
            .where(table.client_id == self.client_id, table.state == "booked", table.planned_at > self.at)
            .order_by(table.planned_at)
            .limit(1)
        )
        return at.astimezone(self.zone) if at is not None else None

    def _last_actions(self) -> tuple[LastAction, ...]:
        reviewed = (
            (action, review)
            for action in threads.actions(self.db, self.client_id)
            for review in action.reviews[-1:]
            if self._local_day(review.at) == self.day and action.session_id != self.row.id
        )
        return tuple(
            LastAction(action.words, _STATUS.get(review.status, ""), review.words)
            for action, review in reviewed
        )

    def _local_day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


def _dose(infusion: Infusion) -> str:
    """ "0.75 mg/kg", else "52 mg"."""
    if infusion.details.dose_mg_per_kg is not None:
        return f"{infusion.details.dose_mg_per_kg:g} mg/kg"
    return f"{infusion.details.dose_mg:g} mg" if infusion.details.dose_mg is not None else ""
