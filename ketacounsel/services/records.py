"""What each service stands on: the open store, the clock, and who is at the desk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from ketacounsel.core.audit import Category, Outcome
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.ids import CounselorId
from ketacounsel.store.store import Act

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.store.store import Store


VIEWED: Final = "Opened client"


class More(TypedDict, total=False):
    """What else a line of the audit may say."""

    category: Category
    outcome: Outcome
    reason: str
    client_id: str


@dataclass(frozen=True, slots=True)
class Records:
    """The one door to the records, as the counselor who unlocked them uses it."""

    store: Store = field(repr=False)
    clock: Callable[[], datetime]
    counselor_id: CounselorId
    _viewed: set[str] = field(default_factory=set, repr=False)

    def now(self) -> datetime:
        """The present, in UTC."""
        return self.clock()

    def read(self) -> AbstractContextManager[DbSession]:
        """Look."""
        return self.store.read()

    def write(
        self, label: str, thing: str = "", thing_id: str = "", **more: Unpack[More]
    ) -> AbstractContextManager[DbSession]:
        """Change, in one transaction with its line in the audit.

        Without a category the label says it (`core.audit.OF_ACTS`); without a client, the thing says whose.
        """
        return self.store.doing(self._act(label, thing, thing_id, **more))

    def noted(self, label: str, thing: str = "", thing_id: str = "", **more: Unpack[More]) -> None:
        """A line about something that changes no record: a view, a print, an export, a refusal.

        Where the records are only read it is left out; what the disk refuses now goes with the next write.
        """
        self.store.note(self._act(label, thing, thing_id, **more))

    def viewed(self, client_id: str) -> None:
        """Somebody looked at this client; noted once a client and sitting."""
        if client_id not in self._viewed:
            self._viewed.add(client_id)
            self.noted(VIEWED, "client", client_id, category="view")

    def _act(self, label: str, thing: str, thing_id: str, **more: Unpack[More]) -> Act:
        return Act(label, self.clock(), self.counselor_id, thing, thing_id, **more)

    def saved(self, *topics: Topic, rev: int = 0, id: str = "") -> Saved:  # noqa: A002 - named as in Saved
        """What a write hands back once it is on disk."""
        return Saved(self.clock(), frozenset(topics), rev, id)
