"""The moment of opening: the head says that the records are open, and the audit who opened them."""

from __future__ import annotations

import contextlib
import logging
import platform
from typing import TYPE_CHECKING, Final

from ketacounsel.core.errors import KetaCounselError, UnreadableRecords
from ketacounsel.services import missed
from ketacounsel.store import audit
from ketacounsel.store.head import HEAD, Head, Seen
from ketacounsel.store.store import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from ketacounsel.core.errors import StateInDoubt
    from ketacounsel.core.ids import CounselorId
    from ketacounsel.store.settle import Seals, Settled
    from ketacounsel.store.store import Store

log = logging.getLogger(__name__)

UNLOCKED: Final = "Unlocked"
LOCKED: Final = "Locked"
CLOSED: Final = "Closed records"
WENT_ON: Final = "Went on with older records"
MISSED: Final = "Wrong passphrase or recovery key"


def lines(folder: Path, by: CounselorId, doubt: StateInDoubt | None, now: datetime) -> list[Act]:
    """What the audit says of this opening, and of those that were refused before."""
    found = []
    if wrong := missed.told(folder):
        found.append(Act(MISSED, now, by, category="unlock", outcome="refused", reason=wrong))
    if doubt is not None:
        found.append(Act(WENT_ON, now, by, category="restore", reason=doubt.short))
    found.append(Act(UNLOCKED, now, by, category="unlock", reason=f"on {platform.node()}"))
    return found


def begin(
    store: Store, lines: Sequence[Act], settled: Settled, seals: Seals, clock: Callable[[], datetime]
) -> Head | None:
    """Before anything is written the head says so, on the disk; records without a chain get theirs first.

    None where no head can be written: then nothing else can be written there either.
    """
    with store.read() as db:
        store.mark = audit.tail(db.connection().connection.driver_connection)
    found = _head(store, settled, seals, clock)
    store.note(*lines)
    if store.mark is None and not store.looks_only:  # without a first line no head can name the state
        raise UnreadableRecords
    found = found or _head(store, settled, seals, clock)
    if found is not None:
        seals.remember(found.seen)
    elif store.mark is not None:
        seals.remember(Seen(store.mark, clock()))
    return found


def end(store: Store, by: CounselorId, now: datetime, because: str) -> None:
    """The last line. A disk that refuses it keeps nobody from closing."""
    label = LOCKED if because else CLOSED
    with contextlib.suppress(KetaCounselError):
        store.note(Act(label, now, by, category="unlock", reason=because))


def _head(store: Store, settled: Settled, seals: Seals, clock: Callable[[], datetime]) -> Head | None:
    if store.mark is None:
        return None
    turn = settled.seen.turn if settled.seen else 0
    try:
        found = Head(store.path.with_name(HEAD), seals.sealer, Seen(store.mark, clock(), turn=turn), clock)
    except OSError:
        log.warning("opening.no.head")
        return None
    store.on_disk = found.follow
    return found
