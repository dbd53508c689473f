"""Sessions to come: booked, moved, cancelled, and the template that fits them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel import models
from ketacounsel.core.changes import Saved
from ketacounsel.core.errors import BadInput
from ketacounsel.core.ids import ClientId, InfusionId, SessionId, new_id
from ketacounsel.core.proposal import propose
from ketacounsel.core.sessions import Proposal
from ketacounsel.core.templates import Template
from ketacounsel.services.session_answers import SessionAnswers
from ketacounsel.store.queries import places
from ketacounsel.store.queries import sessions as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

IN_PERSON = "in person"
USUAL_MIN = 50
LONGEST_MIN = 8 * 60


class SessionBookings(SessionAnswers):
    """The part of `SessionService` that looks ahead."""

    def proposed_template(self, client_id: ClientId, now: datetime) -> Proposal:
        """The template that fits a session at `now`, and why."""
        with self._records.read() as db:
            return self._propose(db, client_id, now)

    def book(
        self,
        client_id: ClientId,
        at: datetime,
        length_min: int = USUAL_MIN,
        kind: str = "",
        template_id: str = "",
        zone: str = "UTC",
    ) -> SessionId:
        """Book a session; without a template the one that fits that time."""
        session_id = SessionId(new_id())
        with self._records.write("Book session", "session", session_id) as db:
            row = self._new(db, session_id, client_id, at, template_id, zone)
            row.planned_at, row.planned_min = at, _length(length_min)
            row.kind = kind or row.kind
        return session_id

    def rebook(self, session_id: SessionId, at: datetime, length_min: int | None = None) -> Saved:
        """Move a booked session. Its infusions follow the new time."""
        with self._records.write("Move session", "session", session_id) as db:
            row = _booked(db, session_id)
            proposal = self._propose(db, ClientId(row.client_id), at)
            row.planned_at = at
            row.planned_min = row.planned_min if length_min is None else _length(length_min)
            if proposal.template_id == row.template_id:
                row.integrates_infusion_id = proposal.integrates
                row.prepares_infusion_id = proposal.prepares
            db.flush()
            return self._saved(row)

    def cancel_booking(self, session_id: SessionId, reason: str = "") -> Saved:
        """The session will not take place. The reason is kept as that of the whole session."""
        with self._records.write("Cancel session", "session", session_id) as db:
            row = _booked(db, session_id)
            row.state = "cancelled"
            if reason.strip():
                db.add(
                    models.StepRecord(
                        session_id=session_id, step="", status="cancelled", reason=reason, seconds=0
                    )
                )
            db.flush()
            return self._saved(row)

    def link(
        self, session_id: SessionId, integrates: InfusionId | None = None, prepares: InfusionId | None = None
    ) -> Saved:
        """Which infusion the session integrates, and which it prepares; either may be none."""
        with self._records.write("Link infusion", "session", session_id) as db:
            row = db.get_one(models.GuidedSession, session_id)
            known = {one.id for one in places.points(db, row.client_id)}
            if {integrates, prepares} - known - {None}:
                raise BadInput("infusion", "This infusion is not the client’s.")
            row.integrates_infusion_id, row.prepares_infusion_id = integrates, prepares
            db.flush()
            return self._saved(row)

    def _propose(self, db: DbSession, client_id: ClientId, at: datetime) -> Proposal:
        return propose(places.points(db, client_id), at, queries.integrated(db, client_id))

    def _links(
        self, db: DbSession, row: models.GuidedSession, template_id: str
    ) -> tuple[InfusionId | None, InfusionId | None]:
        """The infusions a session would integrate and prepare by another template. Raises BadInput."""
        template = self._catalogue.templates.get(template_id)
        if template is None:
            raise BadInput("template", "There is no such template.")
        client_id, at = ClientId(row.client_id), row.started_at or row.planned_at or self._records.now()
        return _links(db, self._propose(db, client_id, at), template, client_id, at)

    def _new(
        self,
        db: DbSession,
        session_id: SessionId,
        client_id: ClientId,
        at: datetime,
        template_id: str,
        zone: str,
    ) -> models.GuidedSession:
        proposal = self._propose(db, client_id, at)
        template = self._catalogue.templates.get(template_id or proposal.template_id)
        if template is None:
            raise BadInput("template", "There is no such template.")
        integrates, prepares = _links(db, proposal, template, client_id, at)
        row = models.GuidedSession(
            id=session_id,
            client_id=client_id,
            kind=template.kind,
            template_id=template.id,
            integrates_infusion_id=integrates,
            prepares_infusion_id=prepares,
            planned_min=template.planned_min,
            zone=zone,
            state="booked",
            paused_s=0,
            current_step="",
            modality=IN_PERSON,
            location="",
            participants="",
            added_steps=[],
        )
        db.add(row)
        return row


def _links(
    db: DbSession, proposal: Proposal, template: Template, client_id: ClientId, at: datetime
) -> tuple[InfusionId | None, InfusionId | None]:
    """As proposed; a template of another kind looks for the infusion it is about."""
    integrates, prepares = proposal.integrates, proposal.prepares
    if template.kind == "prep":
        return None, _to_prepare(db, client_id, at)
    if proposal.template_id != template.id and integrates is None:
        return _to_integrate(db, client_id, at), None
    return integrates, prepares


def _to_prepare(db: DbSession, client_id: ClientId, at: datetime) -> InfusionId | None:
    ahead = [one for one in places.points(db, client_id) if one.state == "planned" and one.day(at) <= 0]
    return ahead[0].id if ahead else None


def _to_integrate(db: DbSession, client_id: ClientId, at: datetime) -> InfusionId | None:
    given = [one for one in places.points(db, client_id) if one.was_given and one.day(at) >= 0]
    return given[-1].id if given else None


def _booked(db: DbSession, session_id: SessionId) -> models.GuidedSession:
    row = db.get_one(models.GuidedSession, session_id)
    if row.state != "booked":
        raise BadInput("session", "This session is not a booking any more.")
    return row


def _length(length_min: int) -> int:
    if not 0 < length_min <= LONGEST_MIN:
        raise BadInput("length_min", "A session lasts from a minute to eight hours.")
    return length_min
