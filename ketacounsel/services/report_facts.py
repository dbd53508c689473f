"""All that a report says, from one reading of the records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.core.report_scope import ReportFacts
from ketacounsel.services import workspaces
from ketacounsel.store.queries import clients, practice, reports, safety, sittings, threads

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.core.ids import ClientId, CounselorId
    from ketacounsel.core.measures import Measure


def read(
    db: DbSession,
    measures: Mapping[str, Measure],
    client_id: ClientId,
    counselor_id: CounselorId,
    kind: str,
    now: datetime,
) -> ReportFacts:
    """Raises `NoResultFound` when there is no such client."""
    return ReportFacts(
        work=workspaces.read(db, measures, client_id, now),
        practice=practice.practice(db),
        counselor=practice.counselor(db, counselor_id),
        prescribers=practice.prescribers(db),
        releases=clients.releases(db, client_id),
        measures=measures,
        actions=threads.actions(db, client_id),
        item9=sittings.item9(db, client_id),
        follow_ups=safety.of_client(db, client_id),
        sleep_hours=reports.sleep_hours(db, client_id),
        draft=reports.draft(db, client_id, kind),
        now=now,
    )
