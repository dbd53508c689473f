"""The desk: the services a screen may be given, and what every screen shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketacounsel.services.office import Office
from ketacounsel.services.proofs import Proofs
from ketacounsel.ui.dress import Dress

if TYPE_CHECKING:
    from ketacounsel.services.safekeeping import SafeKeeping
    from ketacounsel.ui.autosave import Autosave
    from ketacounsel.ui.backup_keeper import BackupKeeper
    from ketacounsel.ui.changes import Changes
    from ketacounsel.ui.jobs import Jobs
    from ketacounsel.ui.rescuer import Rescuer
    from ketacounsel.ui.theme import ThemeHub


@dataclass(frozen=True, slots=True)
class Desk(Office):
    """Everything a screen may ask for: the services of the office, and what keeps the screens in step."""

    changes: Changes
    jobs: Jobs
    autosave: Autosave
    themes: ThemeHub
    zone: str
    invented: bool = False
    dress: Dress = field(default_factory=Dress)
    proofs: Proofs = field(default_factory=Proofs)
    safekeeping: SafeKeeping | None = None
    """Keys, backups and proofs; none where a store is open without its folder."""
    keeper: BackupKeeper | None = None
    """Makes the backups; there where `safekeeping` is."""
    rescuer: Rescuer | None = None
    """Keeps elsewhere what the disk does not take."""
