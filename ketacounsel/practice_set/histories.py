"""Plays the histories of the invented people through the services a counselor uses, event after event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from ketacounsel.core.ids import ClientId, InfusionId, PrescriberId, SessionId
from ketacounsel.core.infusions import AdverseEffect, InfusionDetails, VitalSign
from ketacounsel.core.people import ClientDetails
from ketacounsel.practice_set.meetings import Meetings
from ketacounsel.practice_set.times import DRAWN_AT

if TYPE_CHECKING:
    from ketacounsel.practice_set.people_files import (
        FollowUpFile,
        InfusionFile,
        PersonFile,
        ScoresFile,
        SessionFile,
    )
    from ketacounsel.practice_set.stage import Stage

Event = tuple[datetime, int, Callable[[], None]]
CLINIC: Final = "Northgate Infusion Clinic"
TOLD_AFTER: Final = timedelta(hours=3)


class History:
    """One person's."""

    def __init__(self, stage: Stage, person: PersonFile, prescriber_id: PrescriberId) -> None:
        self._stage, self._office, self._person = stage, stage.office, person
        self._prescriber_id = prescriber_id
        self._client_id = ClientId("")
        self._infusions: list[InfusionId] = []
        self._meetings = Meetings(stage, person)

    def play(self) -> None:
        """Everything that happened up to the moment the set stands at, and what is planned from there on."""
        self._stage.at(self._person.added)
        self._add()
        for at, _, act in sorted(self._events(), key=lambda event: event[:2]):
            self._stage.at(at)
            act()
        self._stage.at(DRAWN_AT)
        self._meetings.book_all(self._client_id)
        if self._person.status != "active":
            self._office.clients.patch(self._client_id, {"status": self._person.status})

    def _events(self) -> list[Event]:
        person = self._person
        events: list[Event] = []
        for number, infusion in enumerate(person.infusions):
            if infusion.state != "planned":
                events.append((infusion.at, 0, self._given(number, infusion)))
        for scores in person.scores:
            within = self._meetings.during(scores.at)
            if within is None:
                events.append((scores.at, 1, partial(self._sit, scores)))
        events += [(one.at, 2, partial(self._hold, one)) for one in person.sessions]
        for told in person.follow_ups:
            if self._meetings.during(told.at) is None:
                events.append((told.at, 3, partial(self._follow_up, told)))
            if told.closed is not None:
                events.append((told.closed, 4, partial(self._meetings.close_follow_up, told)))
        return events

    def _add(self) -> None:
        person, office = self._person, self._office
        day = self._stage.calendar.day
        details = ClientDetails(
            person.name,
            form_of_address=person.form_of_address,
            pronouns=person.pronouns,
            birth_on=person.born,
            phone=person.phone,
            email=person.email,
            address=person.address,
            emergency_name=person.emergency[0],
            emergency_relation=person.emergency[1],
            emergency_phone=person.emergency[2],
            prescriber_id=self._prescriber_id,
            alert=person.alert,
            file_no=person.file_no,
        )
        self._client_id = office.clients.add(details).id
        course = office.infusions.add_course(
            self._client_id, person.course.indication, person.course.planned, person.course.phase
        )
        for infusion in person.infusions:
            planned = InfusionDetails(
                self._stage.calendar.moment(infusion.at),
                self._stage.calendar.zone,
                given_at=CLINIC,
                prescriber_id=self._prescriber_id,
            )
            self._infusions.append(office.infusions.add(self._client_id, planned, course))
        if person.release is not None:
            office.clients.add_release(
                self._client_id,
                "Dr Femi Adeyemi, Northgate Infusion Clinic",
                day(person.release.signed),
                day(person.release.expires),
                prescriber_id=self._prescriber_id,
                scope="Progress, scores, aftereffects and safety",
            )
        for goal in person.goals:
            goal_id = office.threads.add_goal(self._client_id, goal.words, day(goal.since))
            if goal.progress:
                office.threads.patch_goal(goal_id, {"progress": goal.progress})
        if person.plan is not None:
            office.safety.save_plan(self._client_id, person.plan.parts, day(person.plan.written))
            office.safety.review_plan(self._client_id, day(person.plan.reviewed))

    def _given(self, number: int, told: InfusionFile) -> Callable[[], None]:
        def act() -> None:
            self._stage.at(min(told.at + TOLD_AFTER, DRAWN_AT) if told.at < DRAWN_AT else told.at)
            infusion_id = self._infusions[number]
            self._office.infusions.patch(infusion_id, self._record(told))
            for effect in told.effects:
                self._office.infusions.put_effect(
                    self._client_id,
                    AdverseEffect(
                        self._stage.effect_id(),
                        effect.kind,
                        effect.severity,
                        infusion_id,
                        self._stage.calendar.same_day(told.at, effect.began) if effect.began else None,
                        self._stage.calendar.same_day(told.at, effect.settled) if effect.settled else None,
                        still_there=effect.settled is None,
                        source="clinic_record",
                    ),
                )
            for reading in told.vitals:
                high, low = (int(part) for part in reading.bp.split("/"))
                self._office.infusions.put_vital(
                    infusion_id,
                    VitalSign("", reading.after_min, reading.label, high, low, reading.pulse, reading.oxygen),
                )

        return act

    def _record(self, told: InfusionFile) -> dict[str, object]:
        """What the clinic's record and the client's report said of it."""
        known = told.minutes is not None
        dose_mg = round(told.mg_per_kg * told.weight_kg) if told.mg_per_kg and told.weight_kg else None
        fields: dict[str, object] = {
            "state": told.state,
            "duration_min": told.minutes,
            "route": "IV" if told.mg_per_kg else "",
            "dose_mg": dose_mg,
            "dose_mg_per_kg": told.mg_per_kg,
            "weight_kg": told.weight_kg,
            "also_given": told.also,
            "setting_tags": list(told.tags),
            "experience_words": told.words,
            "strength": told.strength,
            "ease": told.ease,
            "felt_safe": told.felt_safe,
        }
        if known:
            on = self._stage.calendar.wall(told.at).date()
            fields |= {
                "treatment_source": "clinic_record",
                "treatment_source_on": on,
                "experience_source": "client_report",
                "monitoring_source": "clinic_record" if told.vitals else "",
            }
        return fields

    def _sit(self, scores: ScoresFile) -> None:
        self._stage.sit(self._client_id, scores)

    def _hold(self, session: SessionFile) -> None:
        self._meetings.hold(self._client_id, session)

    def _follow_up(self, told: FollowUpFile) -> None:
        self._meetings.follow_up(self._client_id, told, SessionId(""))
