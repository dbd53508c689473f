"""The short form of every fault program: a sample of what `make soak` does for an hour."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import calls, rows
from tests.faults.rows import PROOFS, Proof
from tests.faults.score import Effort, memory_folder

SEED = 20261015
FAILING_CALLS = 200


@pytest.fixture
def folder() -> Iterator[Path]:
    made = memory_folder("short")
    logging.disable(logging.WARNING)
    yield made
    logging.disable(logging.NOTSET)
    shutil.rmtree(made)


@pytest.mark.parametrize(
    "proof", [one for one in PROOFS if one.short], ids=lambda one: f"{one.id} {one.what}"
)
def test_nothing_acknowledged_is_lost_and_nothing_wrong_is_silent(
    proof: Proof, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    assert proof.harness is not None
    tally = proof.harness(Effort(folder, SEED, cases=proof.short))
    tally.held(SEED)
    assert tally.tried


@pytest.mark.timeout(240)
def test_no_failing_call_loses_or_hides_anything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows R-03, R-06 and R-07 together: some of every kind of failing call in every operation."""
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    calls.run(Effort(folder, SEED, cases=FAILING_CALLS)).held(SEED)


def test_every_row_of_the_reliability_page_has_its_line() -> None:
    ids = [one.id for one in rows.PROOFS]
    assert ids == [f"R-{n:02}" for n in range(1, 24)] + [f"S-{n:02}" for n in range(1, 21)]
