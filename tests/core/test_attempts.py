"""Wrong passphrases: how long one waits, and when only the recovery key is left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.attempts import MOST_MISSES, Attempts

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)


def missed(times: int) -> Attempts:
    attempts = Attempts()
    for _ in range(times):
        attempts = attempts.missed(NOON)
    return attempts


def test_a_slip_or_three_costs_no_time() -> None:
    assert [missed(times).wait_s(NOON) for times in range(4)] == [0, 0, 0, 0]


def test_ten_wrong_tries_take_more_than_a_minute() -> None:
    assert sum(missed(times).wait_s(NOON) for times in range(1, 10)) >= 60


def test_the_wait_never_passes_a_minute() -> None:
    assert max(missed(times).wait_s(NOON) for times in range(MOST_MISSES)) == 60


def test_the_wait_runs_out() -> None:
    assert missed(5).wait_s(NOON + timedelta(seconds=1.5)) == 1
    assert missed(5).wait_s(NOON + timedelta(seconds=2)) == 0


def test_after_a_hundred_misses_only_the_recovery_key_opens() -> None:
    assert not missed(99).only_recovery_key
    assert missed(100).only_recovery_key


def test_the_time_of_the_first_miss_is_kept() -> None:
    later = missed(1).missed(NOON + timedelta(hours=2))
    assert (later.first_at, later.last_at) == (NOON, NOON + timedelta(hours=2))


@given(st.integers(0, 200), st.timedeltas(timedelta(days=-4000), timedelta(days=4000)))
def test_a_clock_set_wrong_makes_nobody_wait_longer(times: int, moved: timedelta) -> None:
    assert 0 <= missed(times).wait_s(NOON + moved) <= 60
