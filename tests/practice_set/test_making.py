"""The practice set is the same for the same wishes, as large as wanted, and never laid over records."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ketacounsel import practice_set
from ketacounsel.core.errors import AlreadyThere
from ketacounsel.core.measures import Measure
from ketacounsel.paths import resource_root
from ketacounsel.practice_set import Wishes, here, people_files, scores
from ketacounsel.practice_set.times import Calendar
from ketacounsel.services import vault
from ketacounsel.services.measures_catalogue import load_measures
from ketacounsel.store import bulk
from tests.practice_set.made import DAY, a_copy

SEALED = {"pin_salt", "pin_hash", "sealed", "mac", "nonce", "mono_ms"}
"""What is made with chance on purpose: two records never share a seal."""


def contents(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, without what is sealed."""
    unlocked = vault.open_for_reading(folder, vault.derive(folder, practice_set.PASSPHRASE))
    with unlocked.store.read() as db:
        found = {
            table: [{name: value for name, value in row.items() if name not in SEALED} for row in rows]
            for table, rows in bulk.everything(db)
        }
    unlocked.close()
    return found


def test_the_same_wishes_give_the_same_people_and_another_seed_others(tmp_path: Path) -> None:
    practice_set.make(tmp_path / "again", Wishes(today=DAY))
    practice_set.make(tmp_path / "other", Wishes(today=DAY, clients=13, years=1, seed=2))
    one = contents(a_copy(tmp_path))
    assert one == contents(tmp_path / "again")
    other = contents(tmp_path / "other")
    names, others = ({row["legal_name"] for row in rows["client"]} for rows in (one, other))
    assert len(names & others) == 11


def test_as_many_people_and_notes_as_wanted(tmp_path: Path) -> None:
    made = practice_set.make(tmp_path / "many", Wishes(today=DAY, clients=150, years=2))
    assert made.clients == 150
    assert 2000 < made.notes < 4000
    rows = contents(tmp_path / "many")
    lengths = [len(row["body"]) for row in rows["note"]]
    assert 900 < sum(lengths) / len(lengths) < 2500
    assert len({row["body"] for row in rows["note"]}) > 0.99 * len(lengths)
    assert len({row["file_no"] for row in rows["client"]}) == 150


def test_it_stands_on_the_day_wanted(tmp_path: Path) -> None:
    """Catalina's last infusion was on the Monday of the drawings; it is three days before any other day."""
    practice_set.make(tmp_path / "later", Wishes(today=date(2027, 3, 2), clients=1))
    days = [row["starts_at"].date() for row in contents(tmp_path / "later")["infusion"]]
    assert max(days) == date(2027, 3, 2) - timedelta(days=3)


def test_it_is_never_made_over_records(tmp_path: Path) -> None:
    folder = a_copy(tmp_path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(AlreadyThere):
        practice_set.make(folder, Wishes(today=DAY, clients=1))
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_winter_and_summer_time_keep_the_hour_on_the_wall() -> None:
    told = datetime(2026, 10, 15, 14, 30)
    for day in (date(2026, 10, 15), date(2026, 12, 24)):
        moment = Calendar(day, "America/Denver").moment(told)
        assert Calendar(day, "America/Denver").in_zone(moment).hour == 14


@pytest.mark.parametrize(
    ("hour", "later"), [(0, -14), (3, -11), (7, -7), (13, -1), (14, 0), (15, 1), (23, 4)], ids=str
)
def test_a_set_opened_now_has_its_day_around_now(hour: int, later: int) -> None:
    now = datetime(2026, 10, 15, hour, 10, tzinfo=UTC)
    assert here.hours_later("Etc/UTC", now) == timedelta(hours=later)


@pytest.mark.parametrize("measure", load_measures(resource_root() / "measures").values(), ids=lambda m: m.id)
def test_answers_add_up_to_any_total(measure: Measure) -> None:
    for total in range(0, measure.high + 1, measure.multiplier):
        if measure.rule == "sum":
            answers = scores.answers_for(measure, total, Random(total))
            assert scores.sitting_rows(measure, answers)["total"] == total


def test_every_person_has_a_file_that_holds_together() -> None:
    people = people_files.people(resource_root() / "practice")
    assert len(people) == 11
    assert len({person.file_no for person in people}) == 11
    assert people_files.vocabulary(resource_root() / "practice").note_data
