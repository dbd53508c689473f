"""From files as they lie there to records that can be trusted, in this order: what the file is, what a crash
left, whether this is the newest state, whether the newest lines hold, whether every page does.

Whatever is refused lies there afterwards as it lay before.
"""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.core.errors import (
    AlteredAudit,
    AlteredHead,
    DamagedRecords,
    ForkedRecords,
    KetaCounselError,
    NoHead,
    OlderRecords,
    StateInDoubt,
)
from ketacounsel.store import audit, checks, engine, files, journal, journal_pages
from ketacounsel.store.head import HEAD, BadHead, Seen

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.store.engine import Lock
    from ketacounsel.store.head import Sealer

log = logging.getLogger(__name__)

JUST_BEGUN: Final = 2
"""Lines of the opening that began the chain: a crash there leaves no head yet."""
ASIDE: Final = (
    "A journal of another time lay beside the records. It was not used; it was moved aside as {name}."
)
NEW_HEAD: Final = (
    "The file that names the newest state of these records was {how}. The records agree with what this "
    "computer saw last, so it was written anew."
)


@dataclass(frozen=True, slots=True)
class Seals:
    """What the state is held against: the heads, and the key of the chain."""

    sealer: Sealer = field(repr=False)
    audit_key: bytes = field(repr=False)
    last_seen: Path

    def remember(self, seen: Seen) -> None:
        """This computer saw that state last. One that can't keep it does without."""
        try:
            self.last_seen.parent.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
            self.sealer.write_new(self.last_seen, seen)
        except OSError:
            log.warning("store.last.seen.not.kept")


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found: the head's newest turn and its mark, what to tell, and what is left for later."""

    seen: Seen | None
    notices: tuple[str, ...] = ()
    checks_pending: bool = False
    doubt: StateInDoubt | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """Beside the records, and what this computer saw last. `bad`: there is one, and it can't be read."""

    own: Seen | None
    last: Seen | None
    bad: bool = False


def settle(lock: Lock, seals: Seals, now: datetime, *, accept_older: bool = False) -> Settled:
    """Look, recover, look again. Raises what is wrong; a state in doubt only when it was not accepted."""
    engine.examine(lock)
    heads = read_heads(lock, seals)
    found, aside = _proved_somehow(lock, heads, seals, now)
    if found.doubt and not accept_older:
        if aside:
            aside.replace(journal.path_of(lock))
        journal.put_back(lock)
        raise found.doubt
    journal.drop(lock)
    notices = [ASIDE.format(name=aside.name)] if aside else []
    if not found.doubt and heads.own is None and heads.last is not None:
        notices.append(NEW_HEAD.format(how="damaged or altered" if heads.bad else "missing"))
    return Settled(heads.own or heads.last, tuple(notices), found.pending, found.doubt)


def look(lock: Lock, seals: Seals) -> Settled:
    """The same beside a window that has the records open: only looking."""
    heads = read_heads(lock, seals)
    engine.examine(lock)
    engine.recover(lock, read_only=True)
    return Settled(heads.own or heads.last, doubt=_doubt(lock, heads, seals))


def read_heads(lock: Lock, seals: Seals) -> Heads:
    """What is known of the newest state. To be read before the records, which are never behind it."""
    own, bad, last = None, False, None
    try:
        own = seals.sealer.read(lock.path.with_name(HEAD))
    except BadHead:
        bad = True
    with contextlib.suppress(BadHead):
        last = seals.sealer.read(seals.last_seen)
    return Heads(own, last, bad)


def doubt_of(raw: Any, heads: Heads) -> StateInDoubt | None:
    """Whether an open file holds the states that were seen; the graver finding of the two."""
    found = [doubt for seen in (heads.own, heads.last) if seen is not None and (doubt := _missing(raw, seen))]
    if found:
        return max(found, key=lambda one: one.missing if isinstance(one, OlderRecords) else 0)
    if heads.own is None and heads.last is None:
        if heads.bad:
            return AlteredHead()
        return NoHead() if audit.sealed(raw) > JUST_BEGUN else None
    return None


@dataclass(frozen=True, slots=True)
class _Found:
    """Records that can be read, and what is open about them."""

    doubt: StateInDoubt | None
    pending: bool


def _proved_somehow(lock: Lock, heads: Heads, seals: Seals, now: datetime) -> tuple[_Found, Path | None]:
    """With the journal that a crash left; when that makes no whole and newest records of it, without.

    A journal beside records that were closed in order is of another time for certain.
    """
    if not journal.is_left(lock):
        return _proved(lock, heads, seals), None
    if heads.own is not None and heads.own.clean:
        return _proved_without(lock, heads, seals, now)
    _keep(lock)
    if found := _proved_with(lock, heads, seals):
        return found, None
    journal.put_back(lock)
    with contextlib.suppress(KetaCounselError):
        without, aside = _proved_without(lock, heads, seals, now)
        if not without.doubt:
            return without, aside
        aside.replace(journal.path_of(lock))
    return _as_it_lay(lock, heads, seals), None


def _proved_with(lock: Lock, heads: Heads, seals: Seals) -> _Found | None:
    """None when it is worth a look without the journal; only where both files were kept."""
    kept = journal.kept_of(lock)
    try:
        found = _proved(lock, heads, seals, whole=True)
    except KetaCounselError:
        if kept:
            return None
        raise
    if kept and (found.doubt or not journal_pages.belongs(lock, *journal.both(kept, lock))):
        return None
    return found


def _as_it_lay(lock: Lock, heads: Heads, seals: Seals) -> _Found:
    """With its journal after all: raises what is wrong with it, both files as they were."""
    _keep(lock)
    try:
        return _proved(lock, heads, seals, whole=True)
    except BaseException:
        journal.put_back(lock)
        raise


def _proved_without(lock: Lock, heads: Heads, seals: Seals, now: datetime) -> tuple[_Found, Path]:
    """The journal out of the way; back in its place when the records are refused."""
    aside = journal.move_aside(lock, now)
    try:
        return _proved(lock, heads, seals, whole=True), aside
    except BaseException:
        aside.replace(journal.path_of(lock))
        raise


def _proved(lock: Lock, heads: Heads, seals: Seals, *, whole: bool = False) -> _Found:
    """Recovered, and every check passed. Raises what is wrong."""
    engine.recover(lock)
    doubt = _doubt(lock, heads, seals)
    pending = not whole and lock.path.stat().st_size > checks.AT_ONCE_BYTES
    if not pending and (problems := checks.run(lock).problems):
        raise DamagedRecords(problems[0])
    return _Found(doubt, pending)


def _keep(lock: Lock) -> None:
    """A copy of what the crash left."""
    try:
        journal.keep(lock)
    except OSError:  # no room for a copy: SQLite's own recovery needs none
        log.warning("store.recovery.without.copy")
        journal.drop(lock)


def _doubt(lock: Lock, heads: Heads, seals: Seals) -> StateInDoubt | None:
    """Head first, then the newest lines. Raises AlteredAudit."""
    try:
        raw = engine.connect(lock, read_only=True)
        try:
            doubt = doubt_of(raw, heads)
            whole = audit.verify_tail(raw, seals.audit_key).whole
        finally:
            raw.close()
    except engine.DriverError as error:
        raise engine.unreadable(lock, engine.code_of(error)) from error
    if not whole:
        raise AlteredAudit
    return doubt


def _missing(raw: Any, seen: Seen) -> StateInDoubt | None:
    if audit.seal_at(raw, seen.mark.seq) == seen.mark.mac:
        return None
    seq, at = audit.newest(raw)
    if seq < seen.mark.seq:
        return OlderRecords(seen.mark.seq - seq, seen.at, _when(at))
    return ForkedRecords(seen.at)


def _when(kept: str) -> datetime | None:
    return datetime.fromisoformat(kept).replace(tzinfo=UTC) if kept else None
