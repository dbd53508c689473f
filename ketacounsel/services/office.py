"""The office: every service over one set of open records, for a window, a command or a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.services.audit_log import AuditLog
    from ketacounsel.services.catalogue import Catalogue
    from ketacounsel.services.clients import ClientService
    from ketacounsel.services.infusions import InfusionService
    from ketacounsel.services.jottings import JottingService
    from ketacounsel.services.measures import MeasureService
    from ketacounsel.services.notes import NoteService
    from ketacounsel.services.practice import PracticeService
    from ketacounsel.services.records import Records
    from ketacounsel.services.reporting import ReportService
    from ketacounsel.services.safety import SafetyService
    from ketacounsel.services.sessions import SessionService
    from ketacounsel.services.threads import ThreadService
    from ketacounsel.services.today import TodayService
    from ketacounsel.services.vault import Unlocked


@dataclass(frozen=True, slots=True)
class Office:
    """What can be asked of open records. `clock` gives the present in UTC."""

    practice: PracticeService
    clients: ClientService
    infusions: InfusionService
    sessions: SessionService
    jottings: JottingService
    measures: MeasureService
    safety: SafetyService
    notes: NoteService
    threads: ThreadService
    today: TodayService
    reports: ReportService
    audit: AuditLog
    catalogue: Catalogue
    clock: Callable[[], datetime]


def open_office(unlocked: Unlocked, clock: Callable[[], datetime], resources: Path | None = None) -> Office:
    """All services as the counselor who unlocked the records uses them.

    Measures and templates are read when somebody first asks for them.
    """
    from ketacounsel.services.catalogue import Catalogue, shipped
    from ketacounsel.services.records import Records

    keys = unlocked.keys
    return office_over(
        Records(unlocked.store, clock, keys.counselor_id),
        Catalogue(resources) if resources else shipped(),
        clock,
        own_key=keys.personal[keys.counselor_id],
        sign_key=keys.use("sign"),
    )


def office_over(
    records: Records, catalogue: Catalogue, clock: Callable[[], datetime], *, own_key: bytes, sign_key: bytes
) -> Office:
    """All services over these records. `own_key` seals the counselor's jottings, `sign_key` the notes."""
    from ketacounsel.services.audit_log import AuditLog
    from ketacounsel.services.clients import ClientService
    from ketacounsel.services.infusions import InfusionService
    from ketacounsel.services.jottings import JottingService
    from ketacounsel.services.measures import MeasureService
    from ketacounsel.services.notes import NoteService
    from ketacounsel.services.practice import PracticeService
    from ketacounsel.services.reporting import ReportService
    from ketacounsel.services.safety import SafetyService
    from ketacounsel.services.sessions import SessionService
    from ketacounsel.services.threads import ThreadService
    from ketacounsel.services.today import TodayService

    jottings = JottingService(records, own_key)
    notes = NoteService(records, catalogue, sign_key)
    return Office(
        practice=PracticeService(records, sign_key=sign_key),
        clients=ClientService(records, catalogue),
        infusions=InfusionService(records, notes.follow_client),
        sessions=SessionService(records, catalogue, jottings),
        jottings=jottings,
        measures=MeasureService(records, catalogue),
        safety=SafetyService(records),
        notes=notes,
        threads=ThreadService(records),
        today=TodayService(records, catalogue),
        reports=ReportService(records, catalogue),
        audit=AuditLog(records),
        catalogue=catalogue,
        clock=clock,
    )
