"""Guided sessions: started, run, paused, ended. See also `session_answers`, `_bookings`, `_end`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.core.added_steps import with_added
from ketacounsel.core.changes import Saved
from ketacounsel.core.errors import AnotherRunning, BadInput, NoteSigned
from ketacounsel.core.flow import has_content
from ketacounsel.core.ids import ClientId, InfusionId, SessionId, new_id
from ketacounsel.core.prompt_tokens import TokenFacts
from ketacounsel.core.sessions import OpenSession, SessionClock, SessionHead, SideContext
from ketacounsel.core.templates import Template
from ketacounsel.services import fields as f
from ketacounsel.services.measures import heed
from ketacounsel.services.session_base import close_step
from ketacounsel.services.session_bookings import SessionBookings
from ketacounsel.services.session_end import Harvest
from ketacounsel.services.session_side import prefilled, side_context, token_facts
from ketacounsel.store.queries import session_heads
from ketacounsel.store.queries import sessions as queries
from ketacounsel.store.queries.practice import zone as practice_zone

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

PATCHED: Final[Mapping[str, f.Check]] = dict.fromkeys(("modality", "location", "participants"), f.words)


class SessionService(SessionBookings):
    """What the runner, the booking sheet and the lists of sessions ask for."""

    def start(
        self,
        client_id: ClientId,
        session_id: SessionId | None = None,
        template_id: str | None = None,
        integrates: InfusionId | None = None,
        prepares: InfusionId | None = None,
    ) -> OpenSession:
        """Begin a booked session, or a new one, with today's edition of its template.

        Raises AnotherRunning: one runs at a time.
        """
        now, begun = self._records.now(), session_id or SessionId(new_id())
        with self._records.write("Start session", "session", begun) as db:
            _none_runs(db, begun)
            if session_id is None:
                row = self._new(db, begun, client_id, now, template_id or "", practice_zone(db))
            else:
                row = db.get_one(models.GuidedSession, begun)
                if row.state != "booked":
                    raise BadInput("session", "This session was begun before.")
                row.template_id = template_id or row.template_id
            if integrates is not None or prepares is not None:
                row.integrates_infusion_id, row.prepares_infusion_id = integrates, prepares
            template = self.keep_edition(db, row)
            row.state, row.started_at, row.step_entered_at = "running", now, now
            row.current_step = template.steps[0].key
            db.flush()
            for (step, field), rows in prefilled(db, row, template).items():
                queries.put_answer(db, begun, step, field, rows, now)
            self._private.pop(begun, None)
        return self.open(begun)

    def open(self, session_id: SessionId) -> OpenSession:
        """All the runner shows. Private fields come only to their author."""
        with self._records.read() as db:
            row = db.get_one(models.GuidedSession, session_id)
            added = queries.added(row)
            found = OpenSession(
                head=queries.head(db, session_id),
                template=with_added(self.edition(db, row), added),
                answers=queries.answers(db, session_id) | self._jottings.private_in(db, session_id),
                steps=queries.steps(db, session_id),
                added=added,
                current_step=row.current_step,
                clock=self._clock(db, row),
                modality=row.modality,
                location=row.location,
                participants=row.participants,
                rev=row.rev,
            )
        self._records.viewed(found.head.client_id)
        return found

    def offered_templates(self) -> tuple[Template, ...]:
        """What a session may be held by."""
        return tuple(one for one in self._catalogue.templates.values() if one.offered)

    def switch_template(self, session_id: SessionId, template_id: str) -> Saved:
        """Run by another template, as long as nothing was entered. Raises BadInput."""
        with self._records.write("Change template", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            self._clear_for_switch(db, row)
            integrates, prepares = self._links(db, row, template_id)
            row.template_id, row.integrates_infusion_id, row.prepares_infusion_id = (
                template_id,
                integrates,
                prepares,
            )
            template = self.keep_edition(db, row)
            if row.planned_at is None:  # what was booked for a time keeps the length it was booked for
                row.planned_min = template.planned_min
            row.current_step = template.steps[0].key
            row.step_entered_at = self._records.now() if row.state == "running" else None
            db.flush()
            for (step, field), rows in prefilled(db, row, template).items():
                queries.put_answer(db, session_id, step, field, rows, self._records.now())
            self._private.pop(session_id, None)
            return self._saved(row)

    def running(self) -> SessionHead | None:
        """The session that runs, or else the one paused last; also after the program died meanwhile."""
        with self._records.read() as db:
            return queries.running(db)

    def list(self, client_id: ClientId) -> tuple[SessionHead, ...]:
        """Every session of a client but the cancelled, the newest first."""
        with self._records.read() as db:
            return session_heads.of_client(db, client_id)[::-1]

    def clock(self, session_id: SessionId) -> SessionClock:
        """How long the session runs without its pauses, and how long its present step."""
        with self._records.read() as db:
            return self._clock(db, db.get_one(models.GuidedSession, session_id))

    def pause(self, session_id: SessionId) -> Saved:
        """Stop the clock."""
        with self._records.write("Pause session", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            if row.state == "running":
                close_step(db, row, self._records.now())
                row.state, row.paused_at = "paused", self._records.now()
            db.flush()
            return self._saved(row)

    def resume(self, session_id: SessionId) -> Saved:
        """Go on after a pause. Raises AnotherRunning."""
        with self._records.write("Resume session", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            if row.state == "paused":
                _none_runs(db, session_id)
                now = self._records.now()
                _count_pause(row, now)
                row.state, row.step_entered_at = "running", now
            db.flush()
            return self._saved(row)

    def set_times(self, session_id: SessionId, started_at: datetime, ended_at: datetime | None) -> Saved:
        """Correct when the session began and ended. Raises BadInput."""
        began = f.moment("started_at", started_at)
        ended = f.moment_or_none("ended_at", ended_at)
        if ended is not None and ended < began:
            raise BadInput("ended_at", "A session can’t end before it begins.")
        with self._records.write("Set session times", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            row.started_at, row.ended_at = began, ended
            db.flush()
            return self._saved(row)

    def patch(self, session_id: SessionId, fields: Mapping[str, object]) -> Saved:
        """Change how and where the session is held, and who is there. Raises BadInput."""
        kept = f.checked(fields, PATCHED)
        with self._records.write("Edit session", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            f.put(row, kept)
            db.flush()
            return self._saved(row)

    def end(self, session_id: SessionId, ended_at: datetime | None = None) -> Saved:
        """The session was held. What was agreed in it is stored where later sessions look for it."""
        now = self._records.now()
        with self._records.write("End session", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            if row.state not in ("running", "paused"):
                raise BadInput("session", "This session is not running.")
            ended = f.moment_or_none("ended_at", ended_at) or now
            if row.started_at is not None and ended < row.started_at:
                raise BadInput("ended_at", "A session can’t end before it begins.")
            self._leave_step(db, row)
            _count_pause(row, now)
            heed(db, self._catalogue, row.client_id, now)
            row.state, row.ended_at = "held", ended
            db.flush()
            topics = Harvest(db, row, self.edition(db, row), now).store()
            db.flush()
            return self._saved(row, *topics)

    def reopen(self, session_id: SessionId) -> Saved:
        """Back to the session, on the day it was held and until its note is signed."""
        now = self._records.now()
        with self._records.write("Reopen session", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            signed = select(models.Note.id).where(
                models.Note.session_id == session_id, models.Note.signed_at.is_not(None)
            )
            if db.scalar(signed) is not None:
                raise NoteSigned
            if row.state != "held" or row.ended_at is None or not _same_day(row.ended_at, now, row.zone):
                raise BadInput("session", "A session can be gone on with only on the day it was held.")
            _none_runs(db, session_id)
            row.paused_s += max(0, _seconds(now - row.ended_at))
            row.state, row.ended_at, row.step_entered_at = "running", None, now
            db.flush()
            return self._saved(row)

    def jotting(self, session_id: SessionId) -> str:
        """The counselor's own private words about this session."""
        return self._jottings.read(session_id)

    def save_jotting(self, session_id: SessionId, words: str) -> Saved:
        """Seal them anew."""
        return self._jottings.save(session_id, words)

    def context(self, session_id: SessionId) -> SideContext:
        """What stands beside the session."""
        with self._records.read() as db:
            return side_context(db, db.get_one(models.GuidedSession, session_id), self._records.now())

    def tokens(self, session_id: SessionId) -> TokenFacts:
        """What the prompts may name."""
        with self._records.read() as db:
            row = db.get_one(models.GuidedSession, session_id)
            return token_facts(side_context(db, row, self._records.now()))

    def _clear_for_switch(self, db: DbSession, row: models.GuidedSession) -> None:
        """Take away what came filled in and how far the steps came; refuse when anything was entered."""
        template, answers = self.edition(db, row), queries.answers(db, row.id)
        answers |= self._jottings.private_in(db, SessionId(row.id))
        if row.added_steps or any(has_content(step, answers) for step in template.steps):
            raise BadInput("template", "Something was entered already, so the template stays.")
        for table in (models.Answer, models.StepRecord):
            for one in db.scalars(select(table).where(table.session_id == row.id)):
                db.delete(one)
        db.flush()

    def _clock(self, db: DbSession, row: models.GuidedSession) -> SessionClock:
        now = self._records.now()
        until = row.ended_at or row.paused_at or now
        elapsed = _seconds(until - row.started_at) - row.paused_s if row.started_at else 0
        record = db.get(models.StepRecord, (row.id, row.current_step))
        step_s = record.seconds if record else 0
        if row.step_entered_at is not None:
            step_s += max(0, _seconds(now - row.step_entered_at))
        return SessionClock(max(0, elapsed), row.state == "running", now, row.planned_min, step_s)


def _none_runs(db: DbSession, session_id: SessionId) -> None:
    running = select(models.GuidedSession.id, models.GuidedSession.client_id).where(
        models.GuidedSession.state == "running", models.GuidedSession.id != session_id
    )
    found = db.execute(running).first()
    if found is not None:
        raise AnotherRunning(found.id, found.client_id)


def _count_pause(row: models.GuidedSession, now: datetime) -> None:
    if row.paused_at is not None:
        row.paused_s += max(0, _seconds(now - row.paused_at))
        row.paused_at = None


def _same_day(one: datetime, other: datetime, zone: str) -> bool:
    local = ZoneInfo(zone)
    return one.astimezone(local).date() == other.astimezone(local).date()


def _seconds(span: timedelta) -> int:
    return round(span / timedelta(seconds=1))
