"""The end of a session: what was entered is stored where later sessions, the infusion and the report look.

Which field goes where stands in the template (`feeds`). Ids are made from the session, the field and the row,
so that ending a second time on the same day changes what the first time stored and doubles nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.core.answers import JsonValue, chosen, is_empty, number, rows, words
from ketacounsel.core.changes import Topic
from ketacounsel.core.flow import met, visible
from ketacounsel.core.templates import Field, Template
from ketacounsel.core.threads import ACTION_STATUSES, INSIGHT_STATUSES
from ketacounsel.services import session_facts
from ketacounsel.store.queries import places
from ketacounsel.store.queries import sessions as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

NO_MORE_ROWS = 50


class Harvest:
    """One session's answers on their way to where they are kept."""

    def __init__(self, db: DbSession, row: models.GuidedSession, template: Template, now: datetime) -> None:
        self.db, self.row, self.template, self.now = db, row, template, now
        self.answers = queries.answers(db, row.id)
        self.topics: set[Topic] = set()

    def store(self) -> frozenset[Topic]:
        """Everything. Returns what kinds of fact it touched."""
        ways: Mapping[str, Callable[[Field, JsonValue], None]] = {
            "intention": self._intention,
            "actions": self._actions,
            "action_review": self._reviews,
            "insights": self._insights,
            "insight_status": self._insight_status,
            "next_session": self._booking,
            "integration_session": self._booking,
            "next_infusion": self._next_infusion,
        }
        themes: list[str] = []
        for step in visible(self.template, self.answers):
            for field in step.fields:
                value = self.answers.get((step.key, field.key))
                if not field.feeds or field.private or not met(field.when, self.answers):
                    continue
                if field.feeds == "themes":
                    themes += _theme_words(field, value)
                elif field.feeds in ways:
                    ways[field.feeds](field, value)
        self._themes(themes)
        if session_facts.store(self.db, self.row, self.template, self.answers, self.now):
            self.topics.add(Topic.INFUSIONS)
        return frozenset(self.topics)

    def _intention(self, field: Field, value: JsonValue) -> None:
        said = words(value)
        infusion_id = self._prepared_infusion()
        own_id = derived_id(self.row.id, field.key)
        own = self.db.get(models.Intention, own_id)
        if own is not None:
            if said:
                own.words = said
            else:
                self.db.delete(own)
            return
        earlier = self.db.scalars(
            select(models.Intention)
            .where(
                models.Intention.client_id == self.row.client_id, models.Intention.infusion_id == infusion_id
            )
            .order_by(models.Intention.version.desc())
        ).first()
        if not said or (earlier is not None and earlier.words == said):
            return
        self.topics.add(Topic.GOALS)
        self.db.add(
            models.Intention(
                id=own_id,
                client_id=self.row.client_id,
                infusion_id=infusion_id,
                session_id=self.row.id,
                version=(earlier.version if earlier else 0) + 1,
                words=said,
                kind=self._beside(field, "intention_type"),
                set_at=self.now,
            )
        )

    def _actions(self, field: Field, value: JsonValue) -> None:
        kept = {}
        for number_, one in enumerate(rows(value)):
            said = words(one.get("action"))
            if said:
                kept[derived_id(self.row.id, field.key, number_)] = one
        for one_id, one in kept.items():
            item = self.db.get(models.ActionItem, one_id)
            if item is None:
                item = models.ActionItem(
                    id=one_id,
                    client_id=self.row.client_id,
                    session_id=self.row.id,
                    status="open",
                    agreed_at=self.now,
                )
                self.db.add(item)
            item.words = words(one.get("action"))
            item.when_words, item.smallest = words(one.get("when_where")), words(one.get("smallest"))
            item.obstacle, item.support = words(one.get("obstacle")), words(one.get("support"))
            item.confidence, item.due_on = _whole(one.get("confidence")), _day(one.get("due_on"))
            self.topics.add(Topic.GOALS)
        self._drop_others(models.ActionItem, field, kept)

    def _reviews(self, field: Field, value: JsonValue) -> None:
        for one in rows(value):
            item = self.db.get(models.ActionItem, str(one.get("id", "")))
            status = words(one.get("status"))
            if item is None or item.client_id != self.row.client_id or status not in ACTION_STATUSES:
                continue
            review_id = derived_id(self.row.id, field.key, item.id)
            review = self.db.get(models.ActionReview, review_id)
            if review is None:
                review = models.ActionReview(id=review_id, action_id=item.id, session_id=self.row.id)
                self.db.add(review)
            review.status, review.words, review.at = status, words(one.get("what_happened")), self.now
            item.status = status
            self.topics.add(Topic.GOALS)

    def _insights(self, field: Field, value: JsonValue) -> None:
        kept = {}
        for number_, one in enumerate(rows(value)):
            if words(one.get("insight")):
                kept[derived_id(self.row.id, field.key, number_)] = one
        for one_id, one in kept.items():
            item = self.db.get(models.Insight, one_id)
            if item is None:
                item = models.Insight(
                    id=one_id,
                    client_id=self.row.client_id,
                    session_id=self.row.id,
                    infusion_id=self.row.integrates_infusion_id,
                    status="alive",
                    at=self.now,
                )
                self.db.add(item)
            item.words, item.area = words(one.get("insight")), words(one.get("area"))
            item.conviction = _whole(one.get("conviction"))
            self.topics.add(Topic.GOALS)
        self._drop_others(models.Insight, field, kept)

    def _insight_status(self, field: Field, value: JsonValue) -> None:
        for one in rows(value):
            item = self.db.get(models.Insight, str(one.get("id", "")))
            status = words(one.get("status"))
            if item is not None and item.client_id == self.row.client_id and status in INSIGHT_STATUSES:
                item.status = status
                self.topics.add(Topic.GOALS)

    def _themes(self, marked: list[str]) -> None:
        known = self.db.scalars(
            select(models.SessionTheme).where(models.SessionTheme.session_id == self.row.id)
        ).all()
        for one in known:
            if one.theme not in marked:
                self.db.delete(one)
        for theme in dict.fromkeys(marked):
            if theme not in {one.theme for one in known}:
                self.db.add(
                    models.SessionTheme(session_id=self.row.id, theme=theme, client_id=self.row.client_id)
                )
            self.topics.add(Topic.GOALS)

    def _booking(self, field: Field, value: JsonValue) -> None:
        """Book what was agreed, unless that time is booked already."""
        at = _moment(value)
        own = self.db.get(models.GuidedSession, derived_id(self.row.id, field.key))
        if own is not None and own.state == "booked":
            if at is None:
                self.db.delete(own)
            else:
                own.planned_at = at
            return
        if own is not None or at is None or at <= self.now or self._is_booked(at):
            return
        session_facts.book(self.db, self.row, derived_id(self.row.id, field.key), at, field.feeds)
        self.db.flush()

    def _next_infusion(self, field: Field, value: JsonValue) -> None:
        at = _moment(value)
        if at is not None and session_facts.plan_infusion(
            self.db, self.row, derived_id(self.row.id, field.key), at
        ):
            self.topics.add(Topic.INFUSIONS)

    def _is_booked(self, at: datetime) -> bool:
        booked = select(models.GuidedSession.id).where(
            models.GuidedSession.client_id == self.row.client_id,
            models.GuidedSession.state == "booked",
            models.GuidedSession.planned_at == at,
        )
        return self.db.scalar(booked.limit(1)) is not None

    def _prepared_infusion(self) -> str | None:
        """The infusion an intention is for: the one prepared here, today's, or else the next."""
        if self.row.prepares_infusion_id is not None:
            return self.row.prepares_infusion_id
        at = self.row.started_at or self.now
        ahead = (
            one.id
            for one in places.points(self.db, self.row.client_id)
            if one.state == "planned" and one.day(at) <= 0
        )
        return next(ahead, None)

    def _beside(self, field: Field, other: str) -> str:
        """The answer to another field of the same step."""
        step = next(one for one in self.template.steps if field in one.fields)
        return words(self.answers.get((step.key, other)))

    def _drop_others(
        self,
        table: type[models.ActionItem | models.Insight],
        field: Field,
        kept: Mapping[str, object],
    ) -> None:
        """Take away what an earlier end stored from rows that are gone since."""
        for number_ in range(NO_MORE_ROWS):
            own = derived_id(self.row.id, field.key, number_)
            row = None if own in kept else self.db.get(table, own)
            if row is not None:
                self.db.delete(row)


def derived_id(session_id: str, field: str, part: int | str = "") -> str:
    """The same 32 hex digits for the same entry of the same session."""
    return hashlib.sha256(f"{session_id}/{field}/{part}".encode()).hexdigest()[:32]


def _theme_words(field: Field, value: JsonValue) -> list[str]:
    labels = {option.key: option.label for option in field.options}
    return [labels.get(key, key.strip()) for key in chosen(value)]


def _whole(value: JsonValue) -> int | None:
    size = number(value)
    return None if size is None else round(size)


def _day(value: JsonValue) -> date | None:
    try:
        return None if is_empty(value) else date.fromisoformat(words(value)[:10])
    except ValueError:
        return None


def _moment(value: JsonValue) -> datetime | None:
    try:
        at = datetime.fromisoformat(words(value))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
