"""What each service stands on: the open store, the clock, and who is at the desk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.ids import CounselorId

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.store.store import Store


@dataclass(frozen=True, slots=True)
class Records:
    """The one door to the records, as the counselor who unlocked them uses it."""

    store: Store = field(repr=False)
    clock: Callable[[], datetime]
    counselor_id: CounselorId

    def now(self) -> datetime:
        """The present, in UTC."""
        return self.clock()

    def read(self) -> AbstractContextManager[DbSession]:
        """Look."""
        return self.store.read()

    def write(self, label: str, thing: str = "", thing_id: str = "") -> AbstractContextManager[DbSession]:
        """Change, in one transaction with its line in the audit."""
        return self.store.write(label, at=self.clock(), by=self.counselor_id, thing=thing, thing_id=thing_id)

    def saved(self, *topics: Topic, rev: int = 0, id: str = "") -> Saved:  # noqa: A002 - named as in Saved
        """What a write hands back once it is on disk."""
        return Saved(self.clock(), frozenset(topics), rev, id)
