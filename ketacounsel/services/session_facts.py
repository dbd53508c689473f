"""What a session says of an infusion goes onto its record; what it agrees on for later is planned.

A blank on the record is filled; what already stands there, often the clinic's own words, is never changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.core.answers import Answers, JsonValue, chosen, number, rows, words
from ketacounsel.core.flow import visible
from ketacounsel.core.infusions import ROUTES, SEVERITIES
from ketacounsel.core.place import UNTIL_HOURS, window
from ketacounsel.core.proposal import EARLY, WEEKLY
from ketacounsel.core.templates import Field, Template
from ketacounsel.store.queries import places

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

TOLD: Final = "told_to_me"
STOPPED: Final = "stopped_early"
SEVERITY_OF: Final = {name: size for size, name in SEVERITIES.items()}
_AMOUNT: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*mg(\s*/\s*kg)?", re.IGNORECASE)
_VITALS: Final = {
    "bp_sys": "bp_systolic",
    "bp_dia": "bp_diastolic",
    "hr": "heart_rate",
    "spo2": "oxygen_percent",
}


def store(
    db: DbSession, row: models.GuidedSession, template: Template, answers: Answers, now: datetime
) -> bool:
    """Put what was entered about the linked infusion onto its record. True when anything was."""
    infusion_id = row.integrates_infusion_id or row.prepares_infusion_id
    if infusion_id is None:
        return False
    infusion = db.get_one(models.Infusion, infusion_id)
    fed = {
        field.feeds.partition(".")[2]: (field, answers.get((step.key, field.key)))
        for step in visible(template, answers)
        for field in step.fields
        if field.feeds.startswith("infusion.") and answers.get((step.key, field.key)) is not None
    }
    if "effects" in fed:
        _effects(db, row, infusion, *fed.pop("effects"))
    if not fed:
        return True
    _treatment(infusion, {name: value for name, (_, value) in fed.items()})
    _experience(infusion, {name: value for name, (_, value) in fed.items()})
    _state(infusion, chosen(fed["events"][1]) if "events" in fed else (), now)
    if "vitals" in fed:
        _vitals(db, row, infusion, fed["vitals"][1])
    return True


def book(db: DbSession, row: models.GuidedSession, own_id: str, at: datetime, feeds: str) -> None:
    """Book the session that was agreed on at the close."""
    points = places.points(db, row.client_id)
    about = row.integrates_infusion_id
    if feeds == "integration_session":
        about = row.prepares_infusion_id or row.integrates_infusion_id
    by_then = [one for one in points if one.state != "cancelled" and one.starts_at < at]
    fresh = bool(by_then) and window(by_then[-1]).hours_since(at) <= UNTIL_HOURS
    template = EARLY if feeds == "integration_session" or fresh else WEEKLY
    db.add(
        models.GuidedSession(
            id=own_id,
            client_id=row.client_id,
            kind="integration",
            template_id=template,
            integrates_infusion_id=by_then[-1].id if by_then else about,
            planned_at=at,
            planned_min=row.planned_min,
            zone=row.zone,
            state="booked",
            paused_s=0,
            current_step="",
            modality=row.modality,
            location="",
            participants="",
            added_steps=[],
        )
    )


def plan_infusion(db: DbSession, row: models.GuidedSession, own_id: str, at: datetime) -> bool:
    """Plan the next infusion, unless one is planned for that day. False when there is no course for it."""
    points = places.points(db, row.client_id)
    own = db.get(models.Infusion, own_id)
    if own is not None:
        if own.state == "planned":
            own.starts_at = at
        return True
    if not points or any(one.state == "planned" and one.day(at) == 0 for one in points):
        return False
    latest = db.get_one(models.Infusion, points[-1].id)
    blank: dict[str, Any] = dict.fromkeys(
        (
            "cancel_reason",
            "route",
            "also_given",
            "treatment_source",
            "setting_words",
            "experience_words",
            "experience_source",
            "monitoring_source",
        ),
        "",
    )
    db.add(
        models.Infusion(
            id=own_id,
            client_id=row.client_id,
            course_id=latest.course_id,
            starts_at=at,
            zone=latest.zone,
            state="planned",
            given_at=latest.given_at,
            prescriber_id=latest.prescriber_id,
            setting_tags=[],
            **blank,
        )
    )
    return True


def _treatment(infusion: models.Infusion, fed: Mapping[str, JsonValue]) -> None:
    began, ended = _moment(fed.get("started_at")), _moment(fed.get("ended_at"))
    if began is not None and infusion.state == "planned":
        infusion.starts_at = began
    if ended is not None and infusion.ended_at is None and ended > infusion.starts_at:
        infusion.ended_at = ended
    route = words(fed.get("route"))
    if route in ROUTES and not infusion.route:
        infusion.route = route
        infusion.treatment_source = infusion.treatment_source or TOLD
    adjuncts = words(fed.get("adjuncts"))
    if adjuncts and not infusion.also_given:
        infusion.also_given = adjuncts
    if infusion.dose_mg is None and infusion.dose_mg_per_kg is None:
        for size, per_kg in _AMOUNT.findall(words(fed.get("dose"))):
            amount = float(size.replace(",", "."))
            if per_kg:
                infusion.dose_mg_per_kg = amount
            else:
                infusion.dose_mg = amount
            infusion.treatment_source = infusion.treatment_source or TOLD


def _experience(infusion: models.Infusion, fed: Mapping[str, JsonValue]) -> None:
    said, strength = words(fed.get("words")), number(fed.get("intensity"))
    if said and not infusion.experience_words:
        infusion.experience_words = said
        infusion.experience_source = infusion.experience_source or "client_report"
    if strength is not None and infusion.strength is None:
        infusion.strength = round(strength)
        infusion.experience_source = infusion.experience_source or "client_report"


def _state(infusion: models.Infusion, events: tuple[str, ...], now: datetime) -> None:
    """An infusion that was reported on has been given; the clinic's own record is still awaited."""
    if infusion.state != "planned" or infusion.ended_at is None or infusion.ended_at > now:
        return
    infusion.state = "stopped_early" if STOPPED in events else "waiting"


def _vitals(db: DbSession, row: models.GuidedSession, infusion: models.Infusion, value: JsonValue) -> None:
    for place, one in enumerate(rows(value)):
        readings = {column: number(one.get(key)) for key, column in _VITALS.items()}
        if all(reading is None for reading in readings.values()):
            continue
        own_id = _own_id(row.id, "vitals", place)
        reading = db.get(models.VitalSign, own_id)
        if reading is None:
            reading = models.VitalSign(id=own_id, infusion_id=infusion.id)
            db.add(reading)
        reading.label, reading.after_start_min = "", _minutes(words(one.get("time")), infusion)
        for column, size in readings.items():
            setattr(reading, column, None if size is None else round(size))
        infusion.monitoring_source = infusion.monitoring_source or TOLD


def _effects(
    db: DbSession,
    row: models.GuidedSession,
    infusion: models.Infusion,
    field: Field,
    value: JsonValue,
) -> None:
    """The effects told in this session, in place of those an earlier end of it stored.

    One that stands on the infusion's record already is not put there a second time.
    """
    labels = next((column.options for column in field.columns if column.key == "effect"), ())
    names = {option.key: option.label for option in labels}
    known = db.scalars(select(models.AdverseEffect).where(models.AdverseEffect.session_id == row.id)).all()
    recorded = select(models.AdverseEffect.kind).where(
        models.AdverseEffect.infusion_id == infusion.id,
        models.AdverseEffect.session_id.is_distinct_from(row.id),
    )
    there = {kind.casefold() for kind in db.scalars(recorded)}
    kept = set()
    for one in rows(value):
        key = words(one.get("effect"))
        if not key or names.get(key, key).casefold() in there:
            continue
        own_id = _own_id(row.id, "effect", key)
        kept.add(own_id)
        effect = db.get(models.AdverseEffect, own_id)
        if effect is None:
            effect = models.AdverseEffect(
                id=own_id, client_id=row.client_id, session_id=row.id, infusion_id=infusion.id
            )
            db.add(effect)
        effect.kind, effect.source = names.get(key, key), TOLD
        effect.severity = SEVERITY_OF.get(words(one.get("severity")), 1)
        effect.words, effect.still_there = words(one.get("words")), one.get("still") is True
    for effect in known:
        if effect.id not in kept:
            db.delete(effect)


def _minutes(clock: str, infusion: models.Infusion) -> int | None:
    """ "10:45" as minutes after the start, in the infusion's own zone."""
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", clock)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    start = infusion.starts_at.astimezone(ZoneInfo(infusion.zone))
    return int(found[1]) * 60 + int(found[2]) - (start.hour * 60 + start.minute)


def _moment(value: JsonValue) -> datetime | None:
    try:
        at = datetime.fromisoformat(words(value))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _own_id(session_id: str, kind: str, part: int | str) -> str:
    return hashlib.sha256(f"{session_id}/{kind}/{part}".encode()).hexdigest()[:32]
