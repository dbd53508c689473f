"""The desk: the services a screen may be given, and the three things every screen shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.services.proofs import Proofs
from ketacounsel.ui.dress import Dress

if TYPE_CHECKING:
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
    from ketacounsel.ui.autosave import Autosave
    from ketacounsel.ui.changes import Changes
    from ketacounsel.ui.jobs import Jobs
    from ketacounsel.ui.theme import ThemeHub


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a screen may ask for. `clock` gives the present in UTC."""

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
    changes: Changes
    jobs: Jobs
    autosave: Autosave
    themes: ThemeHub
    clock: Callable[[], datetime]
    zone: str
    invented: bool = False
    dress: Dress = field(default_factory=Dress)
    proofs: Proofs = field(default_factory=Proofs)
