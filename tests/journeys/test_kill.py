"""Killed at any moment while a counselor types, the program comes back where it was, with every word."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.core.people import ClientDetails
from ketacounsel.services.founding import Founding, found, prepare
from ketacounsel.services.office import open_office
from ketacounsel.store.kdf import KdfCost
from tests.journeys.typing_app import letter

CHEAP = KdfCost(memory_kib=8, passes=1)
PASSPHRASE = "maple tuba fjord ninety oxen gauze"
ROOT = Path(__file__).parents[2]
KILLS = 6
SEED = 20261015
WINDOW_S = 1.0


@pytest.mark.timeout(240)
def test_nothing_older_than_a_second_is_missing_after_a_kill_and_the_session_stands_at_the_same_step(
    tmp_path: Path,
) -> None:
    folder, chance = tmp_path / "records", random.Random(SEED)
    client_id = _new_records(folder)
    killed: list[dict[str, Any]] = []
    killed_at = 0.0
    for number in range(KILLS + 1):
        mode = "look" if number == KILLS else "type"
        said, ended_at = _run(folder, client_id, mode, chance.uniform(0.7, 2.2))
        if number:
            _compare(said[0], killed, killed_at)
        killed, killed_at = said, ended_at


def _compare(found: dict[str, Any], typed: list[dict[str, Any]], killed_at: float) -> None:
    """What the program opened with, against what was typed before it was killed."""
    assert found["screen"] == "session"
    steps = [one for one in typed if "step" in one and "at" in one]
    sure = [one for one in steps if one["at"] < killed_at - WINDOW_S][-1:]
    late = [one for one in steps if one["at"] >= killed_at - WINDOW_S]
    assert found["step"] in {one["step"] for one in sure + late}
    assert found["shown"] == found["step"]
    for field, text in found["texts"].items():
        assert text == "".join(letter(at) for at in range(len(text))), "a piece is missing in the middle"
        before = [
            one["typed"] for one in typed if one.get("field") == field and one["at"] < killed_at - WINDOW_S
        ]
        assert len(text) >= max(before, default=0), "something older than a second is missing"


def _run(folder: Path, client_id: str, mode: str, seconds: float) -> tuple[list[dict[str, Any]], float]:
    """Everything the program said until it was killed, and when that was."""
    command = [sys.executable, "-m", "tests.journeys.typing_app", str(folder), PASSPHRASE, client_id, mode]
    home = {"XDG_DATA_HOME": str(folder.parent / "data"), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **home}, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        lines = [program.stdout.readline()]
        try:
            program.wait(60 if mode == "look" else seconds)
        except subprocess.TimeoutExpired:
            program.kill()
        ended_at = time.time()
        lines += program.stdout.read().splitlines()
    return [json.loads(line) for line in lines if line.strip().endswith("}")], ended_at


def _new_records(folder: Path) -> str:
    now = datetime.now(UTC)
    made = prepare(PASSPHRASE, now, CHEAP)
    wishes = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", zone="UTC", pin="274951")
    unlocked = found(folder, wishes, made, now, key_checked=True)
    office = open_office(unlocked, lambda: datetime.now(UTC))
    client = office.clients.add(ClientDetails("Maren Ostrowski", pronouns="she/her"))
    office.infusions.add(
        client.id, InfusionDetails(now - timedelta(hours=50), "UTC", "complete", duration_min=40)
    )
    unlocked.close()
    return client.id
