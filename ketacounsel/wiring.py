"""Makes the desk: every service a screen may be given, over one open store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.services.proofs import Proofs
from ketacounsel.ui.autosave import Autosave
from ketacounsel.ui.changes import Changes
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.dress import Dress
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.theme import hub

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.services.office import Office


def make_desk(
    office: Office,
    jobs: Jobs,
    clock: Callable[[], datetime],
    *,
    dress: Dress | None = None,
    folder: Path | None = None,
) -> Desk:
    """The services of an office with what every screen shares. `folder` is where the records are."""
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
        dress=dress or Dress(),
        proofs=Proofs(folder),
    )
