"""The backup card says the one thing that matters, and what needs somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ketacounsel.core.audit import Mark
from ketacounsel.core.backup_words import restored_words, state_words, where_words
from ketacounsel.core.backups import (
    BackupFile,
    BackupState,
    Failure,
    Inside,
    Place,
    Restored,
    RestoreTest,
)

ZONE = "America/Denver"
NOW = datetime(2026, 10, 15, 17, 40, tzinfo=UTC)
EVENING = datetime(2026, 10, 15, 0, 2, tzinfo=UTC)
COMPUTER = Place("computer", "computer", Path("/b"), "This computer")
STICK = Place("s", "stick", Path("/m"), "Dana’s USB", elsewhere=True)
FILE = BackupFile(Path("/m/x.kibak"), EVENING, Mark(7, b""), 38_000_000, EVENING, "", STICK)
INSIDE = Inside(49, 11, 412, 409, 3, 1186, 6, EVENING, "A draft note, saved", EVENING, "studio-laptop")
GOOD = BackupState(
    places=(COMPUTER, STICK),
    good=2,
    newest=FILE,
    inside=INSIDE,
    only_here=False,
    failures=(),
    tested=RestoreTest(NOW - timedelta(days=3), True, EVENING),
    test_due=False,
    unsaved_since=None,
    overdue_days=0,
    paused=False,
)


def test_two_good_copies() -> None:
    words = state_words(GOOD, NOW, ZONE)
    assert words.headline == "Two good copies, the newest from yesterday at 18:02"
    assert (
        words.detail
        == "Opened and compared record by record: 49 clients, 412 notes, 1,186 scores. All there."
    )
    assert (words.lines, words.tone) == ((), "good")


def test_one_good_copy_of_another_day() -> None:
    state = replace(GOOD, good=1, newest=replace(FILE, made_at=EVENING - timedelta(days=2)))
    assert state_words(state, NOW, ZONE).headline == "One good copy, from Mon 12 Oct at 18:02"


def test_a_failed_one_says_what_is_safe() -> None:
    what = "The backup did not finish: “Dana’s USB” is full."
    todo = "Free 40 MB there, or add another place."
    state = replace(
        GOOD,
        good=1,
        newest=replace(FILE, place=COMPUTER),
        failures=(Failure("Dana’s USB", EVENING, what, todo),),
    )
    words = state_words(state, NOW, ZONE)
    assert words.lines[0] == f"Yesterday at 18:02: {what} {todo} The copy on this computer is good."
    assert words.tone == "attention"


def test_both_copies_on_this_computer() -> None:
    words = state_words(replace(GOOD, only_here=True), NOW, ZONE)
    assert words.lines == ("Both copies are on this computer. If it is lost, so are they.",)


def test_never_tested_is_offered() -> None:
    words = state_words(replace(GOOD, tested=None, test_due=True), NOW, ZONE)
    assert words.lines == ("Restoring was never tested.",)


def test_overdue_says_since_when() -> None:
    words = state_words(replace(GOOD, overdue_days=3), NOW, ZONE)
    assert words.lines == ("What you wrote in the last three days is in no backup.",)
    assert words.tone == "attention"


def test_nothing_yet() -> None:
    state = replace(GOOD, good=0, newest=None, inside=None, tested=None)
    assert state_words(state, NOW, ZONE).headline == "No backup yet"


def test_where() -> None:
    assert (
        where_words((COMPUTER, STICK)) == "A folder on this computer and “Dana’s USB” when it is plugged in."
    )


def test_restored_to() -> None:
    assert restored_words(Restored(EVENING, NOW, "", ""), NOW, ZONE) == "Restored to Wed 14 Oct, 18:02"
