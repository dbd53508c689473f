"""Makes the desk: every service a screen may be given, over one open store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.ui.autosave import Autosave
from ketacounsel.ui.changes import Changes
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.theme import hub

if TYPE_CHECKING:
    from ketacounsel.services.office import Office


def make_desk(office: Office, jobs: Jobs, clock: Callable[[], datetime]) -> Desk:
    """The services of an office with what every screen shares."""
    practice = office.practice.get()
    return Desk(
        practice=office.practice,
        clients=office.clients,
        infusions=office.infusions,
        sessions=office.sessions,
        jottings=office.jottings,
        measures=office.measures,
        safety=office.safety,
        notes=office.notes,
        threads=office.threads,
        today=office.today,
        reports=office.reports,
        changes=Changes(),
        jobs=jobs,
        autosave=Autosave(),
        themes=hub(),
        clock=clock,
        zone=practice.zone,
        invented=practice.invented,
    )
