"""Old backups go only when newer checked ones make them spare, whatever the clock does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.audit import Mark
from ketacounsel.core.backups import BackupFile, Place
from ketacounsel.core.rotation import LEAST, MOST_AT_ONCE, PINNED_FOR, to_drop

HERE = Place("computer", "computer", Path("/backups"), "This computer")
NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
TEN_YEARS = timedelta(days=3653)


def one(seq: int, made_at: datetime, *, good: bool = True, pinned: str = "", history: str = "") -> BackupFile:
    """A backup of the records as they were after `seq` acts."""
    checked_at = made_at if good else None
    path = Path(f"/backups/{seq}-{made_at:%Y%m%d%H%M}-{pinned}{history}.kibak")
    return BackupFile(path, made_at, Mark(seq, b""), 1, checked_at, pinned, HERE, "r" * 32, history)


files = st.lists(
    st.builds(
        one,
        st.integers(1, 400),
        st.integers(-4000, 4000).map(lambda hours: NOON + timedelta(hours=hours)),
        good=st.booleans(),
        pinned=st.sampled_from(["", "", "before update"]),
        history=st.sampled_from(["", "", "7f3a"]),
    ),
    max_size=60,
)
clocks = st.integers(-3, 3).map(lambda jumps: NOON + jumps * TEN_YEARS)


@given(files, clocks)
def test_at_least_five_checked_ones_always_stay(kept: list[BackupFile], now: datetime) -> None:
    gone = to_drop(kept, now)
    stay = [file for file in kept if file.good and file not in gone]
    good = sum(file.good for file in kept)
    assert len(stay) >= min(LEAST, good)


@given(files, clocks)
def test_nothing_goes_without_a_newer_checked_one(kept: list[BackupFile], now: datetime) -> None:
    gone = to_drop(kept, now)
    for file in gone:
        stays = [other for other in kept if other.good and other not in gone]
        assert any(
            (other.mark.seq, other.made_at) > (file.mark.seq, file.made_at) and other.history == file.history
            for other in stays
        )


@given(files, clocks)
def test_never_many_at_once(kept: list[BackupFile], now: datetime) -> None:
    assert len(to_drop(kept, now)) <= MOST_AT_ONCE


@given(files)
def test_a_pinned_one_stays_for_ninety_days(kept: list[BackupFile]) -> None:
    for file in to_drop(kept, NOON):
        assert not file.pinned or NOON - file.made_at > PINNED_FOR


@given(files, clocks)
def test_the_backups_from_before_a_restore_are_left_alone(kept: list[BackupFile], now: datetime) -> None:
    newest = max((file for file in kept if file.good), key=lambda f: (f.mark.seq, f.made_at), default=None)
    assert all(newest is not None and file.history == newest.history for file in to_drop(kept, now))


@given(st.lists(st.integers(-40_000, 40_000), min_size=80, max_size=120))
def test_a_clock_that_jumps_about_leaves_the_newest_five_states(jumps: list[int]) -> None:
    """The records go on one by one; at each backup the clock is somewhere else."""
    kept: list[BackupFile] = []
    for seq, hours in enumerate(jumps, start=1):
        now = NOON + timedelta(hours=hours)
        kept.append(one(seq, now))
        gone = to_drop(kept, now)
        kept = [file for file in kept if file not in gone]
    newest = [file.mark.seq for file in kept][-LEAST:]
    assert newest == list(range(len(jumps) - LEAST + 1, len(jumps) + 1))


def test_a_year_of_evenings_keeps_days_weeks_and_months() -> None:
    kept = _live(days=365, each_h=24)
    ages = [(NOON + timedelta(days=364) - file.made_at).days for file in kept]
    assert ages[-14:] == list(range(13, -1, -1))
    assert len({file.made_at.isocalendar()[:2] for file in kept}) >= 8
    assert len({(file.made_at.year, file.made_at.month) for file in kept}) == 12
    assert len(kept) < 40


def test_every_half_hour_for_a_month_stays_small() -> None:
    kept = _live(days=30, each_h=0.5)
    assert len(kept) <= 45
    assert len({file.made_at.date() for file in kept}) >= 14


def test_unchecked_ones_drive_nothing_out() -> None:
    old = [one(seq, NOON - timedelta(days=400 - seq)) for seq in range(1, 30)]
    new = [one(100 + seq, NOON, good=False) for seq in range(50)]
    now_good = to_drop(old, NOON)
    assert to_drop([*old, *new], NOON) == now_good


def test_failures_alone_let_nothing_go() -> None:
    assert to_drop([one(seq, NOON, good=False) for seq in range(40)], NOON) == []


def _live(*, days: int, each_h: float) -> list[BackupFile]:
    """What is left after so many days of backups."""
    kept: list[BackupFile] = []
    for count in range(int(days * 24 / each_h)):
        now = NOON + timedelta(hours=count * each_h)
        kept.append(replace(one(count + 1, now)))
        gone = to_drop(kept, now)
        kept = [file for file in kept if file not in gone]
    return kept
