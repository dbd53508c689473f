"""The unlock window says why the records were locked, in a sentence that leaves no question open."""

from __future__ import annotations

import pytest

from ketacounsel.core.lock_reasons import LOCKED, why_locked


def test_a_lock_says_when_and_why_and_that_work_is_saved() -> None:
    assert why_locked("idle", "14:20").startswith("Locked at 14:20 after some minutes without activity.")
    assert why_locked("lid", "18:02").startswith("Locked at 18:02 when the laptop lid was closed.")
    assert "Your work is saved" in why_locked("you", "09:05")


@pytest.mark.parametrize("because", LOCKED)
def test_every_reason_has_its_sentence(because: str) -> None:
    assert why_locked(because, "").startswith(f"Locked {LOCKED[because]}. Your work is saved")


def test_records_that_were_only_closed_say_no_reason() -> None:
    assert why_locked("", "") == "Your records are locked and encrypted on this computer."
