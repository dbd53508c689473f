""" "Verify these records": what was looked at and how it was found, in words. For the bench or a command."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ketacounsel.core.errors import AlteredAudit, DamagedRecords
from ketacounsel.services.note_proofs import check_signed
from ketacounsel.store import audit, checks, journal, settle, shared
from ketacounsel.store.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketacounsel.core.audit import ChainReport
    from ketacounsel.store.checks import CheckReport
    from ketacounsel.store.engine import Lock
    from ketacounsel.store.gate import Gate
    from ketacounsel.store.keyfile import Keys
    from ketacounsel.store.settle import Seals

RECORDS: Final = "Records file"
PAGES: Final = "Pages"
STRUCTURE: Final = "Structure"
LINKS: Final = "Links"
AUDIT: Final = "Audit"
STATE: Final = "Newest state"
SIGNED: Final = "Signatures"
BESIDE: Final = "Beside the records"
_SOUND: Final = {
    PAGES: "Every page of the records file matches its seal.",
    STRUCTURE: "The tables and what they are found by are in order.",
    LINKS: "Every entry points to one that is there.",
}
_BROKEN: Final = {PAGES: checks.PAGES, STRUCTURE: checks.STRUCTURE, LINKS: checks.LINKS}


@dataclass(frozen=True, slots=True)
class VerifyLine:
    """One thing that was looked at: its name, whether it is sound, and what was found, in a sentence."""

    name: str
    sound: bool
    words: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """All of it, in the order it was looked at."""

    lines: tuple[VerifyLine, ...]
    bytes_read: int = 0
    took_ms: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return all(line.sound for line in self.lines)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, in sentences."""
        return tuple(line.words for line in self.lines if not line.sound)

    def __add__(self, more: VerifyReport) -> VerifyReport:
        """What was looked at in two goes."""
        lines = (*self.lines, *more.lines)
        return VerifyReport(lines, self.bytes_read + more.bytes_read, self.took_ms + more.took_ms)


def verify(
    lock: Lock,
    keys: Keys,
    seals: Seals,
    gate: Gate | None = None,
    *,
    deep: bool = True,
    go_on: Callable[[], bool] = lambda: True,
) -> VerifyReport:
    """Everything, by reading only; beside a window with its gate. `deep`: every index entry as well."""
    found = of_pages(checks.run(lock, gate, deep=deep)) + of_history(lock, keys, seals, gate, go_on)
    return found + of_folder(lock)


def damaged(lock: Lock, keys: Keys, seals: Seals, damage: DamagedRecords) -> VerifyReport:
    """Records that can't be opened: how they are refused, and what they say as they lie there."""
    refused = VerifyReport((VerifyLine(RECORDS, sound=False, words=damage.what),))
    if journal.is_left(lock):
        return refused
    if isinstance(damage, AlteredAudit):
        return verify(lock, keys, seals)
    found = of_pages(checks.run(lock, deep=True))
    return found if damage.what in found.problems else refused + found


def of_pages(found: CheckReport) -> VerifyReport:
    """What the check of the file found."""
    lines = [
        VerifyLine(
            name, problem not in found.problems, problem if problem in found.problems else _SOUND[name]
        )
        for name, problem in _BROKEN.items()
    ]
    return VerifyReport(tuple(lines), found.bytes_read, found.took_ms)


def of_folder(lock: Lock) -> VerifyReport:
    """What lies beside the records: copies that a sync program made are told, and never opened."""
    copies = shared.conflict_copies(lock.path.parent)
    words = f"A sync program left a copy, which is not used: {', '.join(copies)}."
    return VerifyReport((VerifyLine(BESIDE, sound=True, words=words),) if copies else ())


def of_history(
    lock: Lock,
    keys: Keys,
    seals: Seals,
    gate: Gate | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> VerifyReport:
    """The whole chain of the audit, the newest state, and every signature."""
    started = time.perf_counter()
    try:
        lines = _history(lock, keys, seals, gate, go_on)
    except DamagedRecords as error:
        lines = (VerifyLine(PAGES, sound=False, words=error.what),)
    return VerifyReport(lines, took_ms=round((time.perf_counter() - started) * 1000))


def _history(
    lock: Lock, keys: Keys, seals: Seals, gate: Gate | None, go_on: Callable[[], bool]
) -> tuple[VerifyLine, ...]:
    heads = settle.read_heads(lock, seals)  # before the records: they may be ahead of it, never behind
    with Bench(lock, gate) as bench:
        chain = audit.verify_chain(bench.raw, seals.audit_key, go_on)
        doubt = bench.raw(lambda raw: settle.doubt_of(raw, heads))
        signed = check_signed(bench, keys.use("sign"), go_on)
    if doubt is not None:
        state = VerifyLine(STATE, sound=False, words=doubt.what)
    else:
        state = VerifyLine(STATE, sound=True, words="These are the newest records that were seen.")
    if signed.changed:
        words = "".join(f"{where}: the text does not match its signature. " for where in signed.changed)
    else:
        words = f"All {signed.checked:,} signed notes and addenda match their signatures."
    return _audit_line(chain), state, VerifyLine(SIGNED, not signed.changed, words.strip())


def _audit_line(chain: ChainReport) -> VerifyLine:
    if chain.broken_at is not None:
        words = f"Line {chain.broken_at:,} of the audit does not fit to the one before it."
        return VerifyLine(AUDIT, sound=False, words=words)
    if chain.mark is None:
        return VerifyLine(AUDIT, sound=True, words="The audit has no sealed line yet.")
    words = f"All {chain.lines:,} lines of the audit fit together. Record state {chain.mark.code}."
    return VerifyLine(AUDIT, sound=True, words=words)
