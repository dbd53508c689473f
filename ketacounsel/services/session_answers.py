"""What is entered while a session runs: one short write for each answer, and how far the steps came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from ketacounsel import models
from ketacounsel.core.added_steps import FREE, SAFETY
from ketacounsel.core.answers import JsonValue, Key, is_empty
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput
from ketacounsel.core.flow import has_content
from ketacounsel.core.ids import SessionId
from ketacounsel.core.sessions import AddedStep, reason_key
from ketacounsel.services.session_base import SessionBase, close_step, step_record
from ketacounsel.store.queries import sessions as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession


class SessionAnswers(SessionBase):
    """The part of `SessionService` that the runner calls all the time."""

    def put_answer(self, session_id: SessionId, step: str, field: str, value: JsonValue) -> Saved:
        """Keep one answer; None clears it. Called by autosave, so it stays far below one frame."""
        return self.put_answers(session_id, {(step, field): value})

    def put_answers(self, session_id: SessionId, answers: Mapping[Key, JsonValue]) -> Saved:
        """Keep several at once, or none of them. Private ones are sealed with the jotting."""
        with self._records.write("Answer", "session", session_id) as db:
            private = self.private_fields(db, session_id)
            for (step, field), value in answers.items():
                if (step, field) not in private:
                    queries.put_answer(db, session_id, step, field, value, self._records.now())
            sealed = {reason_key(*key): value for key, value in answers.items() if key in private}
            if sealed:
                self._jottings.put_in(db, session_id, sealed)
        return self._records.saved(Topic.SESSIONS, id=session_id)

    def go_to(self, session_id: SessionId, step: str) -> Saved:
        """Turn to a step. The one left is timed, and done when it holds something."""
        with self._records.write("Go to step", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            if all(one.key != step for one in self.running_template(db, row).steps):
                raise BadInput("step", "This session has no such step.")
            self._leave_step(db, row)
            row.current_step = step
            row.step_entered_at = self._records.now() if row.state == "running" else None
            db.flush()
            return self._saved(row)

    def skip(self, session_id: SessionId, step: str, reason: str = "") -> Saved:
        """Leave a step out, and why."""
        with self._records.write("Skip step", "session", session_id) as db:
            record = step_record(db, session_id, step)
            record.status, record.reason = "skipped", reason
            return self._saved(db.get_one(models.GuidedSession, session_id))

    def set_reason(self, session_id: SessionId, step: str, field: str, reason: str) -> Saved:
        """Why a field, or with an empty `field` the whole step, has no answer."""
        with self._records.write("Give reason", "session", session_id) as db:
            step_record(db, session_id, reason_key(step, field)).reason = reason
            return self._saved(db.get_one(models.GuidedSession, session_id))

    def add_step(self, session_id: SessionId, title: str, after: str = "") -> Saved:
        """Add a free step after another, the present one unless named. `Saved.id` is the new step's key."""
        if not title.strip():
            raise BadInput("title", "A step needs a title.")
        with self._records.write("Add step", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            key = f"added_{len(row.added_steps) + 1}"
            step = AddedStep(key, FREE, title.strip(), after or row.current_step)
            row.added_steps = [*row.added_steps, asdict(step)]
            db.flush()
            return self._records.saved(Topic.SESSIONS, rev=row.rev, id=key)

    def _leave_step(self, db: DbSession, row: models.GuidedSession) -> None:
        """Time the present step and mark it as its content says."""
        record = close_step(db, row, self._records.now())
        if self._is_done(db, row):
            record.status = "done"
        elif record.status == "done":
            record.status = ""

    def _is_done(self, db: DbSession, row: models.GuidedSession) -> bool:
        extra = next((one for one in queries.added(row) if one.key == row.current_step), None)
        if extra is not None and extra.kind == SAFETY:
            follow_up = db.get(models.FollowUp, extra.follow_up_id)
            return follow_up is not None and follow_up.state in ("recorded", "closed")
        answers = queries.answers(db, row.id)
        private = self._jottings.private_in(db, SessionId(row.id))
        answers |= {key: value for key, value in private.items() if not is_empty(value)}
        steps = self.running_template(db, row).steps
        return any(step.key == row.current_step and has_content(step, answers) for step in steps)
