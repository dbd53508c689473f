"""What runs through a client's sessions: goals in their words, small steps, intentions, themes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from ketacounsel import models
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.ids import ActionId, ClientId, GoalId, new_id
from ketacounsel.core.threads import ACTION_STATUSES, Action, Goal, Insight, Intention
from ketacounsel.services import fields as f
from ketacounsel.services.records import Records
from ketacounsel.store.queries import threads as queries
from ketacounsel.store.queries.practice import zone as practice_zone

GOAL_FIELDS: Final[Mapping[str, f.Check]] = {
    "words": f.filled,
    "progress": f.words,
    "since_on": f.day,
    "closed_on": f.day_or_none,
}
ACTION_FIELDS: Final[Mapping[str, f.Check]] = {
    **dict.fromkeys(("when_words", "smallest", "obstacle", "support"), f.words),
    "words": f.filled,
    "confidence": f.whole(0, 10),
    "due_on": f.day_or_none,
    "goal_id": f.words_or_none,
}
COMMON_THEMES: Final = (
    "Belonging",
    "Asking for help",
    "Grief",
    "Self-compassion",
    "Family",
    "Loss",
    "Relief",
    "Love",
    "Fear",
    "Relationship",
    "Identity",
    "Body",
)


class ThreadService:
    """What the goals tab and the theme chips ask for."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def goals(self, client_id: ClientId) -> tuple[Goal, ...]:
        """Open goals first, each with its small steps."""
        with self._records.read() as db:
            return queries.goals(db, client_id)

    def add_goal(self, client_id: ClientId, words: str, since_on: date | None = None) -> GoalId:
        """A goal in the client's words. Raises BadInput for none."""
        kept, goal_id = f.filled("words", words), GoalId(new_id())
        with self._records.write("Add goal", "goal", goal_id) as db:
            since = since_on or self._records.now().astimezone(ZoneInfo(practice_zone(db))).date()
            db.add(models.Goal(id=goal_id, client_id=client_id, words=kept, progress="", since_on=since))
        return goal_id

    def patch_goal(self, goal_id: GoalId, fields: Mapping[str, object], seen_rev: int | None = None) -> Saved:
        """Change words, progress or dates. Raises BadInput, ChangedElsewhere."""
        kept = f.checked(fields, GOAL_FIELDS)
        with self._records.write("Edit goal", "goal", goal_id) as db:
            row = db.get_one(models.Goal, goal_id)
            f.same_rev(row, seen_rev)
            f.put(row, kept)
            db.flush()
            return self._records.saved(Topic.GOALS, rev=row.rev, id=goal_id)

    def close_goal(self, goal_id: GoalId, on: date) -> Saved:
        """Reached or let go of that day."""
        return self.patch_goal(goal_id, {"closed_on": on})

    def actions(self, client_id: ClientId) -> tuple[Action, ...]:
        """Every small step, the newest first, with how it went."""
        with self._records.read() as db:
            return queries.actions(db, client_id)

    def add_action(
        self, client_id: ClientId, words: str, fields: Iterable[tuple[str, object]] = ()
    ) -> ActionId:
        """A small step agreed outside a session. Raises BadInput."""
        kept = f.checked({**dict(fields), "words": words}, ACTION_FIELDS)
        action_id = ActionId(new_id())
        blank = dict.fromkeys(("when_words", "smallest", "obstacle", "support"), "")
        with self._records.write("Add small step", "action_item", action_id) as db:
            db.add(
                models.ActionItem(
                    id=action_id,
                    client_id=client_id,
                    status="open",
                    agreed_at=self._records.now(),
                    **(blank | kept),
                )
            )
        return action_id

    def patch_action(self, action_id: ActionId, fields: Mapping[str, object]) -> Saved:
        """Change a small step, or the goal it serves. Raises BadInput."""
        kept = f.checked(fields, ACTION_FIELDS)
        with self._records.write("Edit small step", "action_item", action_id) as db:
            f.put(db.get_one(models.ActionItem, action_id), kept)
        return self._records.saved(Topic.GOALS, id=action_id)

    def review_action(self, action_id: ActionId, status: str, words: str = "") -> Saved:
        """How it went; earlier reviews stay. Raises BadInput."""
        kept = f.one_of(ACTION_STATUSES)("status", status)
        with self._records.write("Review small step", "action_item", action_id) as db:
            row = db.get_one(models.ActionItem, action_id)
            row.status = str(kept)
            db.add(
                models.ActionReview(
                    id=new_id(), action_id=action_id, status=row.status, words=words, at=self._records.now()
                )
            )
        return self._records.saved(Topic.GOALS, id=action_id)

    def intentions(self, client_id: ClientId) -> tuple[Intention, ...]:
        """Every version, the newest first."""
        with self._records.read() as db:
            return queries.intentions(db, client_id)

    def insights(self, client_id: ClientId) -> tuple[Insight, ...]:
        """What is alive or fading, the oldest first."""
        with self._records.read() as db:
            return queries.insights(db, client_id)

    def themes(self, client_id: ClientId) -> tuple[tuple[str, int], ...]:
        """In how many sessions each theme was marked, the most frequent first."""
        with self._records.read() as db:
            return queries.theme_counts(db, client_id)

    def theme_choices(self, client_id: ClientId) -> tuple[str, ...]:
        """The client's own themes first, then common ones."""
        own = (theme for theme, _ in self.themes(client_id))
        known = {theme.casefold(): theme for theme in COMMON_THEMES}
        named = (known.get(theme.casefold(), theme[:1].upper() + theme[1:]) for theme in own)
        return tuple(dict.fromkeys((*named, *COMMON_THEMES)))
