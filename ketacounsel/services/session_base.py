"""What every part of the session service works with: the row, its template edition, its private fields."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ketacounsel import models
from ketacounsel.core.added_steps import with_added
from ketacounsel.core.answers import Key
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.ids import SessionId
from ketacounsel.core.template_snapshot import template_to_json
from ketacounsel.core.templates import Template
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.jottings import JottingService
from ketacounsel.services.records import Records
from ketacounsel.store.queries import sessions as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

Now = Callable[[], datetime]


class SessionBase:
    """The ground of `SessionService`."""

    def __init__(self, records: Records, catalogue: Catalogue, jottings: JottingService) -> None:
        self._records, self._catalogue, self._jottings = records, catalogue, jottings
        self._private: dict[SessionId, frozenset[Key]] = {}

    def edition(self, db: DbSession, row: models.GuidedSession) -> Template:
        """The template as the session began with it; before it begins, today's."""
        if row.template_digest is None:
            return self._catalogue.templates[row.template_id]
        return kept_edition(db, self._catalogue, row.template_digest)

    def running_template(self, db: DbSession, row: models.GuidedSession) -> Template:
        """The edition with the steps that were added to this session."""
        return with_added(self.edition(db, row), queries.added(row))

    def keep_edition(self, db: DbSession, row: models.GuidedSession) -> Template:
        """Fix today's template as the one this session runs by."""
        template = self._catalogue.templates[row.template_id]
        text = template_to_json(template)
        digest = hashlib.sha256(text.encode()).hexdigest()
        if db.get(models.TemplateEdition, digest) is None:
            db.add(
                models.TemplateEdition(
                    digest=digest,
                    template_id=template.id,
                    edition=template.edition,
                    body=json.loads(text),
                )
            )
            db.flush()
        row.template_digest, row.kind = digest, template.kind
        return template

    def private_fields(self, db: DbSession, session_id: SessionId) -> frozenset[Key]:
        """The fields of a session whose words go to the jotting."""
        if session_id not in self._private:
            template = self.edition(db, db.get_one(models.GuidedSession, session_id))
            self._private[session_id] = frozenset(
                (step.key, field.key) for step in template.steps for field in step.fields if field.private
            )
        return self._private[session_id]

    def _saved(self, row: models.GuidedSession, *topics: Topic) -> Saved:
        return self._records.saved(Topic.SESSIONS, *topics, rev=row.rev, id=row.id)


def close_step(db: DbSession, row: models.GuidedSession, now: datetime) -> models.StepRecord:
    """Add the time since the step was entered to its record."""
    record = step_record(db, row.id, row.current_step)
    if row.step_entered_at is not None:
        record.seconds += max(0, round((now - row.step_entered_at) / timedelta(seconds=1)))
    row.step_entered_at = None
    return record


def step_record(db: DbSession, session_id: str, step: str) -> models.StepRecord:
    """The record of a step, new when there is none."""
    record = db.get(models.StepRecord, (session_id, step))
    if record is None:
        record = models.StepRecord(session_id=session_id, step=step, status="", reason="", seconds=0)
        db.add(record)
    return record


def kept_edition(db: DbSession, catalogue: Catalogue, digest: str) -> Template:
    """The template as a session keeps it."""
    return catalogue.edition(digest, db.get_one(models.TemplateEdition, digest).body)
