"""Maren Ostrowski's course, as the drawings show it: three infusions of six, sessions, scores, goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ketacounsel import models
from ketacounsel.core.ids import ClientId, EffectId, InfusionId, PrescriberId
from ketacounsel.core.infusions import AdverseEffect, InfusionDetails, VitalSign
from ketacounsel.core.people import ClientDetails, Prescriber
from ketacounsel.services.office import Office
from ketacounsel.services.records import Records
from tests.services.harbor_lane import ZONE

PHQ9 = (("09-14", 21), ("09-28", 20), ("10-05", 16), ("10-12", 13))
GAD7 = (("09-14", 15), ("09-28", 14), ("10-12", 9))
HELD = (("09-14", "intake"), ("09-23", "prep"), ("10-01", "integration"), ("10-08", "integration"))


@dataclass(frozen=True, slots=True)
class Story:
    """Who it is, and the infusions in order."""

    client_id: ClientId
    infusions: tuple[InfusionId, ...]
    sessions: tuple[str, ...]


def denver(day: str, clock: str = "10:15", year: int = 2026) -> datetime:
    """A moment of the autumn of 2026 on Denver's clocks (UTC −6 until November)."""
    return datetime.fromisoformat(f"{year}-{day}T{clock}:00-06:00").astimezone(UTC)


def maren_of_the_drawings(office: Office, records: Records) -> Story:
    """Everything that mock-ups 05 and 10 show."""
    client_id = _person(office)
    office.infusions.add_course(client_id, "Treatment-resistant depression", 6)
    given = tuple(_give(office, client_id, *told) for told in _GIVEN)
    planned = tuple(
        office.infusions.add(client_id, InfusionDetails(denver(day), ZONE))
        for day in ("10-20", "10-27", "11-10")
    )
    _effects(office, client_id, given)
    held = tuple(_hold(records, client_id, day, kind, given) for day, kind in HELD)
    office.sessions.book(client_id, denver("10-15", "14:30"), zone=ZONE)
    for measure_id, scores in (("phq9", PHQ9), ("gad7", GAD7)):
        for day, total in scores:
            office.measures.enter_total(client_id, measure_id, total, denver(day, "09:00"))
    _threads(records, client_id, given[-1])
    _goals(office, client_id)
    office.safety.save_plan(client_id, {"warning_signs": ("Not answering Ania",)}, date(2026, 10, 8))
    return Story(client_id, (*given, *planned), held)


_GIVEN = (("09-29", "10:20", 0.50), ("10-06", "10:05", 0.60), ("10-13", "10:15", 0.75))


def _person(office: Office) -> ClientId:
    prescriber = Prescriber(PrescriberId(""), "Dr Femi Adeyemi", "MD", "Northgate Infusion Clinic")
    prescriber_id = office.practice.save_prescriber(prescriber)
    told = ClientDetails(
        "Maren Ostrowski",
        pronouns="she/her",
        birth_on=date(1985, 3, 4),
        file_no="HL-0147",
        prescriber_id=prescriber_id,
    )
    return office.clients.add(told).id


def _give(office: Office, client_id: ClientId, day: str, clock: str, per_kg: float) -> InfusionId:
    prescriber = office.practice.prescribers()[0]
    last = day == "10-13"
    return office.infusions.add(
        client_id,
        InfusionDetails(
            denver(day, clock),
            ZONE,
            "complete",
            duration_min=40,
            route="IV",
            dose_mg_per_kg=per_kg,
            weight_kg=69.0,
            dose_mg=round(per_kg * 69, 2),
            also_given="Ondansetron 4 mg, after" if last else "",
            given_at=prescriber.clinic,
            prescriber_id=prescriber.id,
            treatment_source="clinic_record",
            treatment_source_on=denver(day).date(),
            setting_tags=("Eye mask", "Own playlist", "Sister drove home") if last else ("Eye mask",),
            experience_words=SHORE if last else "",
            experience_source="client_report",
            strength=7 if last else None,
            ease=6 if last else None,
            felt_safe=9 if last else None,
            monitoring_source="clinic_record" if last else "",
        ),
    )


SHORE = (
    "“Floating above a shore at night. A house with every window lit. Calm, then very sad, then calm.” "
    "Tearful for some minutes near the end, said she felt safe. Oriented and walking by 11:40."
)


def _effects(office: Office, client_id: ClientId, given: tuple[InfusionId, ...]) -> None:
    rows = (
        (given[0], "Nausea", 1, denver("09-29", "10:50"), denver("09-29", "12:00")),
        (given[1], "Nausea", 2, denver("10-06", "10:40"), denver("10-06", "12:30")),
        (given[2], "Nausea", 1, denver("10-13", "10:50"), denver("10-13", "12:10")),
        (given[2], "Raised blood pressure", 1, denver("10-13", "10:35"), denver("10-13", "11:20")),
    )
    for owner, kind, severity, began, settled in rows:
        effect = AdverseEffect(EffectId(""), kind, severity, owner, began, settled, source="clinic_record")
        office.infusions.put_effect(client_id, effect)
    for reading in (
        VitalSign("", -10, "before", 124, 78, 72, 98),
        VitalSign("", 30, "peak", 148, 92, 88, 97),
        VitalSign("", 90, "after", 126, 80, 74, 98),
    ):
        office.infusions.put_vital(given[2], reading)


def _hold(records: Records, client_id: ClientId, day: str, kind: str, given: tuple[InfusionId, ...]) -> str:
    """A session that was held: its row, without its answers."""
    at, session_id = denver(day, "15:00"), f"{day.replace('-', '')}".rjust(32, "0")
    owner = {"10-01": given[0], "10-08": given[1]}.get(day)
    prepares = given[0] if kind == "prep" else None
    with records.write("Hold session") as db:
        db.add(
            models.GuidedSession(
                id=session_id, client_id=client_id, kind=kind, template_id="", planned_at=at, planned_min=50,
                started_at=at, ended_at=at + timedelta(minutes=50), zone=ZONE, state="held", paused_s=0,
                current_step="", modality="", location="", participants="", added_steps=[],
                integrates_infusion_id=owner, prepares_infusion_id=prepares,
            )
        )  # fmt: skip
    return session_id


def _goals(office: Office, client_id: ClientId) -> None:
    reach = office.threads.add_goal(client_id, "Reach out before it gets dark", date(2026, 9, 14))
    call = office.threads.add_action(client_id, "Call her sister Ania on Sundays", [("goal_id", reach)])
    for status in ("kept", "not", "kept"):
        office.threads.review_action(call, status)
    office.threads.add_goal(client_id, "Sleep by 23:30 on work nights", date(2026, 9, 14))


def _threads(records: Records, client_id: ClientId, infusion_id: InfusionId) -> None:
    with records.write("Set intention") as db:
        db.add(
            models.Intention(
                id="1" * 32, client_id=client_id, infusion_id=infusion_id, session_id="1008".rjust(32, "0"),
                words="To meet the part of me that keeps the door shut.", version=1, kind="",
                set_at=denver("10-08", "15:40"),
            )
        )  # fmt: skip
