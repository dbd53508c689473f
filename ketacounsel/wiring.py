"""Makes the desk: every service a screen may be given, over one open store."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from ketacounsel.services.proofs import Proofs
from ketacounsel.ui.autosave import Autosave
from ketacounsel.ui.changes import Changes
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.dress import Dress
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.rescuer import Rescuer
from ketacounsel.ui.theme import hub

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.services.office import Office
    from ketacounsel.services.rescue import Rescue
    from ketacounsel.services.safekeeping import SafeKeeping
    from ketacounsel.ui.backup_keeper import BackupKeeper


def make_desk(
    office: Office,
    jobs: Jobs,
    *,
    dress: Dress | None = None,
    folder: Path | None = None,
    safekeeping: SafeKeeping | None = None,
    keeper: BackupKeeper | None = None,
    rescue: Rescue | None = None,
) -> Desk:
    """The services of an office with what every screen shares. `folder` is where the records are."""
    practice, autosave = office.practice.get(), Autosave()
    return Desk(
        **{one.name: getattr(office, one.name) for one in fields(office)},
        changes=Changes(),
        jobs=jobs,
        autosave=autosave,
        themes=hub(),
        zone=practice.zone,
        invented=practice.invented,
        dress=dress or Dress(),
        proofs=Proofs(folder, office.practice.counselor().id),
        safekeeping=safekeeping,
        keeper=keeper,
        rescuer=Rescuer(rescue, autosave, autosave) if rescue is not None else None,
    )
