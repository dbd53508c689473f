"""Questions about what runs through the sessions: intentions, small steps, goals, insights, themes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ActionId, GoalId, InfusionId, IntentionId, SessionId
from ketacounsel.core.threads import Action, ActionReview, Goal, Insight, Intention

OPEN_ACTIONS = ("open", "partly", "not", "changed")
LIVE_INSIGHTS = ("alive", "fading")


def goals(db: DbSession, client_id: str) -> tuple[Goal, ...]:
    """The open goals first, then the closed; each with its small steps."""
    serving = actions(db, client_id)
    rows = db.scalars(
        select(models.Goal)
        .where(models.Goal.client_id == client_id)
        .order_by(models.Goal.closed_on.is_not(None), models.Goal.since_on, models.Goal.id)
    )
    return tuple(
        Goal(
            GoalId(row.id),
            row.words,
            row.since_on,
            row.progress,
            row.closed_on,
            tuple(one for one in serving if one.goal_id == row.id),
            row.rev,
        )
        for row in rows
    )


def actions(db: DbSession, client_id: str) -> tuple[Action, ...]:
    """Every small step, the newest first, with how it went."""
    told = _reviews(
        db,
        select(models.ActionReview)
        .join(models.ActionItem, models.ActionItem.id == models.ActionReview.action_id)
        .where(models.ActionItem.client_id == client_id),
    )
    rows = db.scalars(
        select(models.ActionItem)
        .where(models.ActionItem.client_id == client_id)
        .order_by(models.ActionItem.agreed_at.desc(), models.ActionItem.id)
    )
    return tuple(_action(row, told.get(row.id, ())) for row in rows)


def open_actions(db: DbSession, client_id: str) -> tuple[Action, ...]:
    """Those that are still asked about, the oldest first."""
    return tuple(one for one in reversed(actions(db, client_id)) if one.status in OPEN_ACTIONS)


def last_action(db: DbSession, client_id: str, before: str = "") -> Action | None:
    """The small step agreed last, apart from those of the session `before`."""
    row = db.scalars(
        select(models.ActionItem)
        .where(
            models.ActionItem.client_id == client_id,
            models.ActionItem.session_id.is_distinct_from(before),
        )
        .order_by(models.ActionItem.agreed_at.desc(), models.ActionItem.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    told = _reviews(db, select(models.ActionReview).where(models.ActionReview.action_id == row.id))
    return _action(row, told.get(row.id, ()))


def intentions(db: DbSession, client_id: str) -> tuple[Intention, ...]:
    """Every version, the newest first."""
    rows = db.scalars(_intentions(client_id))
    return tuple(map(_intention, rows))


def intention_for(db: DbSession, client_id: str, infusion_id: str | None) -> Intention | None:
    """The one last set for that infusion, else the one set last for any."""
    found = intentions(db, client_id)
    own = (one for one in found if infusion_id and one.infusion_id == infusion_id)
    return next(own, found[0] if found else None)


def insights(db: DbSession, client_id: str) -> tuple[Insight, ...]:
    """What the client came to see and has not lived into yet, the oldest first."""
    rows = db.scalars(
        select(models.Insight)
        .where(models.Insight.client_id == client_id, models.Insight.status.in_(LIVE_INSIGHTS))
        .order_by(models.Insight.at, models.Insight.id)
    )
    return tuple(Insight(row.id, row.words, row.at, row.status, row.conviction, row.area) for row in rows)


def theme_counts(db: DbSession, client_id: str) -> tuple[tuple[str, int], ...]:
    """In how many sessions each theme was marked, the most frequent first."""
    marked = Counter(
        db.scalars(select(models.SessionTheme.theme).where(models.SessionTheme.client_id == client_id))
    )
    return tuple(sorted(marked.items(), key=lambda one: (-one[1], one[0])))


def _intentions(client_id: str) -> Select[tuple[models.Intention]]:
    return (
        select(models.Intention)
        .where(models.Intention.client_id == client_id)
        .order_by(models.Intention.set_at.desc(), models.Intention.version.desc())
    )


def _reviews(
    db: DbSession, wanted: Select[tuple[models.ActionReview]]
) -> dict[str, tuple[ActionReview, ...]]:
    found: dict[str, tuple[ActionReview, ...]] = {}
    for row in db.scalars(wanted.order_by(models.ActionReview.at, models.ActionReview.id)):
        review = ActionReview(row.status, row.at, row.words)
        found[row.action_id] = (*found.get(row.action_id, ()), review)
    return found


def _action(row: models.ActionItem, reviews: tuple[ActionReview, ...]) -> Action:
    return Action(
        id=ActionId(row.id),
        words=row.words,
        agreed_at=row.agreed_at,
        status=row.status,
        due_on=row.due_on,
        when_words=row.when_words,
        smallest=row.smallest,
        obstacle=row.obstacle,
        support=row.support,
        confidence=row.confidence,
        goal_id=GoalId(row.goal_id) if row.goal_id else None,
        session_id=SessionId(row.session_id) if row.session_id else None,
        reviews=reviews,
    )


def _intention(row: Any) -> Intention:
    return Intention(
        id=IntentionId(row.id),
        words=row.words,
        version=row.version,
        set_at=row.set_at,
        infusion_id=InfusionId(row.infusion_id) if row.infusion_id else None,
        session_id=SessionId(row.session_id) if row.session_id else None,
    )
