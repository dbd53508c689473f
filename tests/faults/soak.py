"""One row of the scoreboard in its long form: its program for its time, and its tests."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from tests.faults import calls, rows
from tests.faults.score import ROOT, Effort, Row, Tally, memory_folder

PARTS: Final = 2
PARTED: Final = {"R-01", "R-03", "R-04", "R-06", "R-07", "S-08"}


def one_row(proof: rows.Proof, seed: int, seconds: float) -> Row:
    """Its program for so long, on both processors where that is possible, and its tests."""
    began, tally = Effort(ROOT), Tally()
    if proof.harness is not None:
        parts = PARTS if proof.id in PARTED else 1
        orders = [(proof.id, seed, seconds, number, parts) for number in range(parts)]
        with ProcessPoolExecutor(parts, get_context("spawn")) as pool:
            for part in pool.map(_part, *zip(*orders, strict=True)):
                tally.join(part)
    own, there = tally.tried, round(tally.figures.get(calls.THERE, 0))
    tests = rows.run_tests(proof.tests) if proof.tests else Tally()
    tally.join(tests)
    return Row(
        id=proof.id,
        what=proof.what,
        target=proof.target,
        measured=_measured(proof, own, tally, tests),
        tried=tally.tried,
        bad=tally.bad,
        passed=not tally.bad and tally.tried > 0 and own >= max(proof.wanted, there),
        seed=seed,
        took_s=round(began.spent_s, 1),
        told=tuple(tally.told),
    )


def _part(row_id: str, seed: int, seconds: float, part: int, parts: int) -> Tally:
    logging.disable(logging.WARNING)
    proof, folder = rows.of(row_id), memory_folder("soak")
    assert proof.harness is not None
    try:
        return proof.harness(Effort(folder, seed, seconds=seconds, part=part, parts=parts))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(proof: rows.Proof, own: int, tally: Tally, tests: Tally) -> str:
    said = []
    if proof.harness is not None:
        said.append(f"{own:,} tried, {tally.bad - tests.bad} bad")
    if tests.tried:
        said.append(f"{tests.tried - tests.bad} of {tests.tried} tests")
    said += [f"{name} {value:,.0f}" for name, value in sorted(tally.figures.items())]
    return "; ".join(said) or "not measured"
