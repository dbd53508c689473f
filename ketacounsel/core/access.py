"""Who and what may open the records, as the key file says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ketacounsel.core.ids import CounselorId


@dataclass(frozen=True, slots=True)
class Access:
    """One way in: a person's passphrase, or the recovery key. `cost` is what one guess takes, in words."""

    slot_id: str
    counselor_id: CounselorId
    recovery: bool
    since: datetime
    cost: str = ""
