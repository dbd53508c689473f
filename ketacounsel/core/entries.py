"""The latest entries of a client's record, each in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from ketacounsel.core.infusions import AdverseEffect, Infusion
from ketacounsel.core.safety import SafetyPlan
from ketacounsel.core.series import number, short_date
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.workspace import Entry

SHOWN = 8
SOURCE_CHIPS = {
    "clinic_record": "From clinic record",
    "client_report": "Client’s report",
    "told_to_me": "Told to me",
}


def latest(*kinds: Iterable[Entry], now: datetime, shown: int = SHOWN) -> tuple[Entry, ...]:
    """The newest first; nothing that is still to come."""
    past = [entry for entries in kinds for entry in entries if entry.at <= now]
    return tuple(sorted(past, key=lambda entry: (entry.at, entry.id), reverse=True)[:shown])


def of_infusions(infusions: Iterable[Infusion]) -> Iterator[Entry]:
    for one in infusions:
        if one.given:
            at, zone = one.details.starts_at, one.details.zone
            words, chip = infusion_words(one), _infusion_chip(one)
            yield Entry("infusion", at, zone, f"Infusion {one.number}", words, chip, one.id)


def of_sessions(sessions: Iterable[SessionHead], signed_at: Mapping[str, datetime]) -> Iterator[Entry]:
    for head in sessions:
        if head.state == "held" and head.at is not None:
            words = f"themes: {', '.join(head.themes)}" if head.themes else head.first_line
            chip = _note_chip(head, signed_at.get(head.id))
            title = f"Session, {_place(head.place_words)}" if head.place_words else "Session"
            yield Entry("session", head.at, head.zone, title, words, chip, head.id)


def of_sittings(sittings: Iterable[Sitting], titles: Mapping[str, str]) -> Iterator[Entry]:
    for one in sittings:
        if one.state == "done":
            score = "" if one.total is None else str(one.total)
            words = ", ".join(part for part in (score, one.band.lower()) if part) or "not scored"
            title = titles.get(one.measure_id, one.measure_id)
            yield Entry("measure", one.taken_at, one.zone, title, words, _upper(one.place_words), one.id)


def of_plan(plan: SafetyPlan | None, zone: str) -> Iterator[Entry]:
    if plan is not None:
        at = datetime.combine(plan.reviewed_on, time(), ZoneInfo(zone)).astimezone(UTC)
        done = "written" if plan.reviewed_on == plan.written_on else "reviewed"
        yield Entry("plan", at, zone, "Safety plan", f"{done} with the client", "", plan.id)


def infusion_words(infusion: Infusion) -> str:
    """ "0.75 mg/kg IV over 40 min; nausea, settled by 12:10"."""
    details = infusion.details
    dose = ""
    if details.dose_mg_per_kg is not None:
        dose = f"{details.dose_mg_per_kg:.2f} mg/kg"
    elif details.dose_mg is not None:
        dose = f"{number(details.dose_mg)} mg"
    over = f"over {details.duration_min} min" if details.duration_min else ""
    given = " ".join(part for part in (dose, details.route, over) if part)
    stopped = "stopped early" if details.state == "stopped_early" else ""
    effects = [_effect_words(effect, details.zone) for effect in infusion.effects]
    return "; ".join(part for part in (given, stopped, *effects) if part)


def _effect_words(effect: AdverseEffect, zone: str) -> str:
    kind = effect.kind[:1].lower() + effect.kind[1:]
    if effect.settled_at is not None:
        return f"{kind}, settled by {effect.settled_at.astimezone(ZoneInfo(zone)):%H:%M}"
    return f"{kind}, still there" if effect.still_there else kind


def _infusion_chip(infusion: Infusion) -> str:
    if infusion.details.state == "waiting":
        return "Waiting for the clinic"
    return SOURCE_CHIPS.get(infusion.details.treatment_source, "")


def _note_chip(head: SessionHead, signed_at: datetime | None) -> str:
    if head.note_state == "signed":
        if signed_at is None:
            return "Signed"
        return f"Signed {short_date(signed_at.astimezone(ZoneInfo(head.zone)).date())}"
    return "Note to sign" if head.note_state else ""


def _place(words: str) -> str:
    """ "Infusion 2, day +2" after other words: "infusion 2 day +2"."""
    return words[:1].lower() + words[1:].replace(",", "")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
