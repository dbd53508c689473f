"""The scoreboard: one row for each id of the reliability page, with what proves it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.faults import calls, flips, forged, kills, power, wear
from tests.faults.score import ROOT, Effort, Tally

Harness = Callable[[Effort], Tally]
SERVICES, STORE, CORE, JOURNEYS = "tests/services", "tests/store", "tests/core", "tests/journeys"
PASSED: Final = re.compile(r"(\d+) passed")
FAILED: Final = re.compile(r"(\d+) (?:failed|error)")


@dataclass(frozen=True)
class Proof:
    """What proves a row. `share`: of the time of a soak; `short`: cases in `make test`, 0 for none."""

    id: str
    what: str
    target: str
    harness: Harness | None = None
    tests: tuple[str, ...] = ()
    share: float = 0.0
    short: int = 0
    wanted: int = 0
    """So many cases the target names; fewer do not pass."""


def only(*modes: str) -> Harness:
    """Failing calls of these kinds."""

    def run(effort: Effort) -> Tally:
        return calls.run(effort, list(modes))

    return run


PROOFS: Final = (
    Proof("R-01", "storage layer killed at random", "10,000 kills, 0 lost, 0 corrupt",
          kills.run, share=20, short=150, wanted=10_000),
    Proof("R-02", "window killed while typing", "1,000 kills, none older than 1 s, p99 at most 0.5 s",
          tests=(f"{JOURNEYS}/test_kill.py",)),
    Proof("R-03", "killed at every fault point of the operations", "100 % of points, 0 bad",
          only("killed", "torn and killed"), share=20),
    Proof("R-04", "power cuts", "1,000,000 states, 0 lost, 0 corrupt",
          power.run, share=35, short=6_000, wanted=1_000_000),
    Proof("R-05", "a disk that lies", "loss told in 100 %, 0 silent", power.lying, share=5, short=150),
    Proof("R-06", "disk full at each write", "0 truncated, 100 % told",
          only("disk full", "short write"), share=8),
    Proof("R-07", "EIO of each call", "100 % told, 0 swallowed",
          only("EIO once", "EIO for good"), share=12),
    Proof("R-08", "single bits of the records", "100 % found", flips.records, share=8, short=600),
    Proof("R-09", "single bits of all other files", "100 % found, mended or harmless",
          flips.beside, share=6, short=300),
    Proof("R-10", "older files, other journals", "100 %",
          flips.rollbacks, (f"{SERVICES}/test_state.py",), share=3, short=60, wanted=5_000),
    Proof("R-11", "cut off, empty, foreign files", "100 % named, 0 written over", flips.foreign,
          share=1, short=150),
    Proof("R-12", "update from every version", "100 % equal", wear.upgrades,
          (f"{STORE}/test_migrate.py",), share=1, short=9),
    Proof("R-13", "newer records", "refused, bytes unchanged", wear.downgrade, share=1, short=1),
    Proof("R-14", "two programs", "1,000 races, one writer", wear.races, share=1, short=100, wanted=1_000),
    Proof("R-15", "sync programs", "2,000, 100 % found before the next write", wear.sync_programs,
          share=3, short=40, wanted=2_000),
    Proof("R-16", "locks with unsaved words", "1,000 locks, 0 signs lost",
          tests=(f"{JOURNEYS}/test_lock_and_return.py", f"{JOURNEYS}/test_lock_from_any_state.py")),
    Proof("R-17", "uncaught exceptions", "100 % shown, drafts safe", tests=(f"{JOURNEYS}/test_monkey.py",)),
    Proof("R-18", "open and close", "1,000 cycles, exit 0, no warnings",
          tests=(f"{JOURNEYS}/test_ending.py",)),
    Proof("R-19", "backups killed", "1,000 kills, 0 bad published",
          tests=("tests/faults/test_backup_kills.py", "tests/faults/test_backup_steps.py")),
    Proof("R-20", "restore from backup and sheet", "identical, at most 10 s",
          tests=(f"{SERVICES}/test_restoring.py", f"{JOURNEYS}/test_lost_laptop.py")),
    Proof("R-21", "clocks and zones", "0 shifted dates",
          tests=(f"{CORE}/test_windows_and_words.py", f"{CORE}/test_schedule.py",
                 f"{CORE}/test_rotation.py")),
    Proof("R-22", "scale", "by make bench", tests=()),
    Proof("R-23", "long use", "100,000 saves, memory +5 % at most, files flat", wear.long_use,
          share=12, short=2_000, wanted=100_000),
    Proof("S-01", "canary in all files", "0 bytes in clear", tests=(f"{JOURNEYS}/test_canary.py",)),
    Proof("S-02", "memory after a lock", "0 hits", tests=(f"{JOURNEYS}/test_memory_after_lock.py",)),
    Proof("S-03", "clipboard cleared", "within 30 s, at lock and exit", tests=("tests/ui", "-k",
          "clipboard")),
    Proof("S-04", "no client's word in errors", "0 in logs and sentences",
          tests=(f"{STORE}/test_store.py", "-k", "words")),
    Proof("S-05", "no network", "0 calls", tests=("tests/test_architecture.py", "-k", "network")),
    Proof("S-06", "files opened while pasting", "0 unexpected", tests=("tests/ui", "-k", "paste")),
    Proof("S-07", "hostile imports", "0 crashes", tests=(f"{SERVICES}/test_templates_catalogue.py",)),
    Proof("S-08", "parsers", "5,000,000 tries, 0 uncaught, 0 forged", forged.parsers,
          (f"{STORE}/test_container.py",),
          share=15, short=6_000, wanted=5_000_000),
    Proof("S-09", "report injection", "100 % literal",
          tests=("tests/reports/test_words.py",)),
    Proof("S-10", "report time", "1 MB within 5 s", tests=("tests/reports/test_words.py", "-k", "megabyte")),
    Proof("S-11", "cost of a key", "0.5 to 1 s, floor held", tests=(f"{STORE}/test_keyfile.py", "-k",
          "cost")),
    Proof("S-12", "throttle", "10 tries take a minute, outlives a restart",
          tests=(f"{CORE}/test_attempts.py", f"{SERVICES}/test_keys.py")),
    Proof("S-13", "key slots", "100 % of edits refused", forged.slots, (f"{SERVICES}/test_keys.py",),
          share=4, short=1_000),
    Proof("S-14", "typing errors of the recovery key", "up to 4 noticed, up to 2 found",
          forged.typing_errors, (f"{CORE}/test_recovery_key.py",), share=5, short=1_000, wanted=10_000),
    Proof("S-15", "authorization", "every service asserted", tests=()),
    Proof("S-16", "audit tampers", "100 % of 10,000", forged.tampers, (f"{STORE}/test_audit.py",),
          share=6, short=1_000, wanted=10_000),
    Proof("S-17", "file rights", "0600 and 0700", wear.rights, share=1, short=1),
    Proof("S-18", "dependencies", "hash-pinned",
          tests=("tests/test_architecture.py", "-k", "pinned or dependency or hashes")),
    Proof("S-19", "dangerous calls", "0", tests=("tests/test_architecture.py",)),
    Proof("S-20", "passphrase policy", "table of cases exact", tests=(f"{CORE}/test_passphrase.py",)),
)  # fmt: skip


def of(row_id: str) -> Proof:
    """The row of that name."""
    return next(one for one in PROOFS if one.id == row_id)


def run_tests(tests: tuple[str, ...]) -> Tally:
    """Tests of elsewhere that prove a row: how many, and how many failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    passed, failed = PASSED.search(said), FAILED.search(said)
    bad = int(failed[1]) if failed else 0
    tally = Tally(tried=(int(passed[1]) if passed else 0) + bad)
    if bad or not passed:
        tally.fault(said[-400:])
    return tally
