"""Safety follow-ups and safety plans: recorded as the counselor says, never rated by the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.core.added_steps import SAFETY
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput
from ketacounsel.core.ids import ClientId, FollowUpId, SessionId, SittingId, new_id
from ketacounsel.core.safety import ASKED, DECISIONS, PLAN_PARTS, TOPICS, FollowUp, SafetyPlan
from ketacounsel.core.sessions import AddedStep
from ketacounsel.services import fields as f
from ketacounsel.services.records import Records
from ketacounsel.store.queries import safety as queries
from ketacounsel.store.queries import sittings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

STEP_TITLE: Final = "Safety follow-up"
REASONS_FOR_LIVING: Final = "reasons_for_living"


def _asked(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise BadInput(name, "This is not one of the choices.")
    given = dict(value)
    if set(given) - set(TOPICS) or not set(given.values()) <= set(ASKED):
        raise BadInput(name, "This is not one of the choices.")
    return {topic: str(answer) for topic, answer in given.items()}


def _decisions(name: str, value: object) -> list[str]:
    listed = f.word_list(name, value)
    if set(listed) - set(DECISIONS):
        raise BadInput(name, "This is not one of the choices.")
    return [one for one in DECISIONS if one in listed]


FIELDS: Final[Mapping[str, f.Check]] = {
    "asked": _asked,
    "decisions": _decisions,
    "words": f.words,
    "check_in_at": f.moment_or_none,
}


class SafetyService:
    """What the safety step, Today and the safety plan ask for."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def open(
        self,
        client_id: ClientId,
        because: str,
        because_words: str,
        session_id: SessionId | None = None,
        sitting_id: SittingId | None = None,
    ) -> FollowUpId:
        """Open a follow-up, and its step in the session. The same trigger again gives the same one."""
        with self._records.write("Open safety follow-up", "follow_up") as db:
            return open_in(db, client_id, because, because_words, session_id, sitting_id, self._records.now())

    def get(self, follow_up_id: FollowUpId) -> FollowUp:
        with self._records.read() as db:
            return queries.follow_up(db, follow_up_id)

    def patch(
        self, follow_up_id: FollowUpId, fields: Mapping[str, object], seen_rev: int | None = None
    ) -> Saved:
        """Keep what was asked, decided and said, as it is entered. Raises BadInput, ChangedElsewhere."""
        kept = f.checked(fields, FIELDS)
        with self._records.write("Edit safety follow-up", "follow_up", follow_up_id) as db:
            row = db.get_one(models.FollowUp, follow_up_id)
            if row.state == "closed":
                raise BadInput("state", "This follow-up is closed.")
            f.same_rev(row, seen_rev)
            f.put(row, kept)
            return self._saved(db, row)

    def record(self, follow_up_id: FollowUpId) -> Saved:
        """The conversation was held and is on record; what is left is the check-in, until it is closed."""
        with self._records.write("Record safety follow-up", "follow_up", follow_up_id) as db:
            row = db.get_one(models.FollowUp, follow_up_id)
            row.state, row.recorded_at = "recorded", self._records.now()
            row.left_open_reason = ""
            return self._saved(db, row)

    def defer(self, follow_up_id: FollowUpId) -> Saved:
        """Not now: it is shown again before the session ends."""
        with self._records.write("Defer safety follow-up", "follow_up", follow_up_id) as db:
            row = db.get_one(models.FollowUp, follow_up_id)
            if row.state == "open":
                row.state = "deferred"
            return self._saved(db, row)

    def leave_open(self, follow_up_id: FollowUpId, reason: str) -> Saved:
        """End without it, and why; it stays on Today. Raises BadInput without a reason."""
        kept = f.filled("reason", reason)
        with self._records.write("Leave safety follow-up open", "follow_up", follow_up_id) as db:
            row = db.get_one(models.FollowUp, follow_up_id)
            row.left_open_reason = kept
            return self._saved(db, row)

    def close(self, follow_up_id: FollowUpId, words: str) -> Saved:
        """Done, with a record of how. Raises BadInput without one."""
        kept = f.filled("words", words)
        with self._records.write("Close safety follow-up", "follow_up", follow_up_id) as db:
            row = db.get_one(models.FollowUp, follow_up_id)
            row.state, row.closed_at, row.closing_words = "closed", self._records.now(), kept
            return self._saved(db, row)

    def open_follow_ups(self, client_id: ClientId | None = None) -> tuple[FollowUp, ...]:
        """Everything not closed, the longest open first."""
        with self._records.read() as db:
            return queries.open_ones(db, client_id)

    def of_session(self, session_id: SessionId) -> tuple[FollowUp, ...]:
        """The follow-ups of one session, whatever their state."""
        with self._records.read() as db:
            return queries.of_session(db, session_id)

    def of_sitting(self, sitting_id: SittingId) -> FollowUpId | None:
        """The follow-up that a sitting opened, if it did."""
        with self._records.read() as db:
            return queries.of_sitting(db, sitting_id)

    def item9_history(self, client_id: ClientId) -> tuple[tuple[datetime, int | None], ...]:
        """The answers to PHQ-9 item 9, oldest first; None where it was left blank."""
        with self._records.read() as db:
            return sittings.item9(db, client_id)

    def plan(self, client_id: ClientId) -> SafetyPlan | None:
        """The newest version of the safety plan."""
        with self._records.read() as db:
            return queries.plan(db, client_id)

    def plan_versions(self, client_id: ClientId) -> tuple[SafetyPlan, ...]:
        """Every version of the safety plan, the newest first."""
        with self._records.read() as db:
            return queries.plan_versions(db, client_id)

    def save_plan(
        self,
        client_id: ClientId,
        parts: Mapping[str, tuple[str, ...]],
        reviewed_on: date,
        seen_rev: int | None = None,
    ) -> Saved:
        """Keep the plan: the same version on the same day, a new one on another. Raises ChangedElsewhere."""
        kept = {part: list(lines) for part, lines in parts.items()}
        if set(kept) - {*PLAN_PARTS, REASONS_FOR_LIVING}:
            raise BadInput("parts", "A safety plan has no such part.")
        with self._records.write("Save safety plan", "client", client_id) as db:
            row = queries.plan_row(db, client_id)
            if row is not None:
                f.same_rev(row, seen_rev)
            if row is None or row.written_on != reviewed_on:
                row = models.SafetyPlan(
                    id=new_id(),
                    client_id=client_id,
                    version=row.version + 1 if row is not None else 1,
                    written_on=reviewed_on,
                )
                db.add(row)
            row.parts, row.reviewed_on = kept, reviewed_on
            db.flush()
            return self._records.saved(Topic.SAFETY, rev=row.rev, id=row.id)

    def review_plan(self, client_id: ClientId, on: date) -> Saved:
        """Gone through with the client that day, unchanged."""
        with self._records.write("Review safety plan", "client", client_id) as db:
            row = queries.plan_row(db, client_id)
            if row is None:
                raise BadInput("plan", "There is no safety plan yet.")
            row.reviewed_on = max(on, row.reviewed_on)
            db.flush()
            return self._records.saved(Topic.SAFETY, rev=row.rev, id=row.id)

    def _saved(self, db: DbSession, row: models.FollowUp) -> Saved:
        db.flush()
        return self._records.saved(Topic.SAFETY, Topic.SESSIONS, rev=row.rev, id=row.id)


def open_in(
    db: DbSession,
    client_id: str,
    because: str,
    because_words: str,
    session_id: str | None,
    sitting_id: str | None,
    now: datetime,
) -> FollowUpId:
    """Open a follow-up within a write that is under way; one a sitting, and one a cause in a session."""
    found = _already(db, because, session_id, sitting_id)
    if found is not None:
        return FollowUpId(found)
    row = models.FollowUp(
        id=new_id(),
        client_id=client_id,
        session_id=session_id,
        sitting_id=sitting_id,
        because=because,
        because_words=because_words,
        state="open",
        asked={},
        decisions=[],
        words="",
        left_open_reason="",
        opened_at=now,
        closing_words="",
    )
    db.add(row)
    db.flush()
    session = db.get(models.GuidedSession, session_id) if session_id else None
    if session is not None and session.state in ("running", "paused"):
        _add_step(session, row)
        db.flush()
    return FollowUpId(row.id)


def _already(db: DbSession, because: str, session_id: str | None, sitting_id: str | None) -> str | None:
    if sitting_id is not None:
        return db.scalar(select(models.FollowUp.id).where(models.FollowUp.sitting_id == sitting_id))
    if session_id is None:
        return None
    same = select(models.FollowUp.id).where(
        models.FollowUp.session_id == session_id, models.FollowUp.because == because
    )
    return db.scalar(same.limit(1))


def _add_step(session: models.GuidedSession, row: models.FollowUp) -> None:
    """One more step, right after the present one."""
    before = sum(one["kind"] == SAFETY for one in session.added_steps)
    key = "safety_follow_up" + (f"_{before + 1}" if before else "")
    step = AddedStep(key, SAFETY, STEP_TITLE, session.current_step, row.because_words, row.id)
    session.added_steps = [*session.added_steps, asdict(step)]
