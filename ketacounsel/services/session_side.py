"""What stands beside a running session: its infusion, the intention, what was agreed, what comes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketacounsel import models
from ketacounsel.core.answers import JsonValue, Key
from ketacounsel.core.ids import ClientId, InfusionId
from ketacounsel.core.infusions import Infusion
from ketacounsel.core.place import InfusionPoint, place, window
from ketacounsel.core.prompt_tokens import TokenFacts
from ketacounsel.core.sessions import SideContext
from ketacounsel.core.templates import Template
from ketacounsel.store.queries import infusions, places, threads

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession


def side_context(db: DbSession, row: models.GuidedSession, now: datetime) -> SideContext:
    """The side panel of one session as it stands at `now`."""
    client_id, at = ClientId(row.client_id), row.started_at or row.planned_at or now
    client = db.get_one(models.Client, row.client_id)
    points = {point.id: point for point in places.points(db, client_id)}
    linked = points.get(InfusionId(row.integrates_infusion_id or row.prepares_infusion_id or ""))
    only_prepares = None if row.integrates_infusion_id or linked is None else linked.id
    ahead = _next(tuple(points.values()), at, row.prepares_infusion_id)
    past = window(linked) if linked is not None and linked.was_given else None
    infusion = infusions.by_id(db, linked.id) if linked is not None else None
    return SideContext(
        client_name=client.preferred_name or client.legal_name,
        pronouns=client.pronouns,
        zone=row.zone,
        place_words=place(at, tuple(points.values()), prepares=only_prepares).words,
        infusion=infusion,
        hours_since=past.hours_since(row.ended_at or now) if past else None,
        opens_at=past.opens_at if past else None,
        until=past.until if past else None,
        told_clinic=infusion.details.experience_words if infusion else "",
        intention=threads.intention_for(db, client_id, linked.id if linked else None),
        last_action=threads.last_action(db, client_id, before=row.id),
        next_infusion=infusions.by_id(db, ahead.id) if ahead is not None else None,
    )


def token_facts(side: SideContext) -> TokenFacts:
    """What prompts may name, from the same."""
    given = side.infusion if side.infusion is not None and side.infusion.given else None
    ahead = side.next_infusion
    return TokenFacts(
        client=side.client_name.split(" ")[0],
        pronouns=side.pronouns,
        infusion_weekday=_weekday(given) if given else "",
        infusion_number=str(given.number) if given else "",
        next_infusion=f"infusion {ahead.number}" if ahead else "",
        next_infusion_weekday=_weekday(ahead) if ahead else "",
        intention=side.intention.words if side.intention else "",
        last_action=side.last_action.words if side.last_action else "",
    )


def prefilled(db: DbSession, row: models.GuidedSession, template: Template) -> dict[Key, JsonValue]:
    """The rows a list begins with: the small steps still open, the insights still alive."""
    made: dict[Key, JsonValue] = {}
    for step in template.steps:
        for field in step.fields:
            if field.prefill == "last_actions":
                known = threads.open_actions(db, row.client_id)
                made[step.key, field.key] = [{"id": one.id, "action": one.words} for one in known]
            elif field.prefill == "insights":
                alive = threads.insights(db, row.client_id)
                made[step.key, field.key] = [{"id": one.id, "insight": one.words} for one in alive]
    return {key: rows for key, rows in made.items() if rows}


def _next(points: tuple[InfusionPoint, ...], at: datetime, prepares: str | None) -> InfusionPoint | None:
    chosen = next((one for one in points if one.id == prepares), None)
    ahead = (one for one in points if one.state == "planned" and one.starts_at >= at)
    return chosen or min(ahead, key=lambda one: one.starts_at, default=None)


def _weekday(infusion: Infusion) -> str:
    return f"{infusion.details.starts_at.astimezone(ZoneInfo(infusion.details.zone)):%A}"
