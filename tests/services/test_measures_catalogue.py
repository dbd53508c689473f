"""Measure files are checked when they are read, and every fault is said at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ketacounsel.core.errors import BadDataFile
from ketacounsel.paths import resource_root
from ketacounsel.services.measures_catalogue import LOCK, load_editions, load_measures, lock_line

SHIPPED = resource_root() / "measures"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "measures"
    shutil.copytree(SHIPPED, copy)
    return copy


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(BadDataFile) as found:
        load_measures(folder)
    return str(found.value)


def test_the_shipped_measures_hold_together() -> None:
    measures = load_measures(SHIPPED)
    assert sorted(measures) == ["asq", "gad7", "pcl5", "phq9", "who5"]
    assert [measures[name].high for name in ("gad7", "pcl5", "phq9", "who5")] == [21, 80, 27, 100]
    assert {name for name, m in measures.items() if m.not_within_hours_of_infusion == 72} == {
        "phq9",
        "gad7",
        "pcl5",
    }
    assert all(m.licence and m.attribution and m.source for m in measures.values())
    assert not measures["who5"].higher_is_worse


def test_only_real_loinc_codes_stand_in_the_files(folder: Path) -> None:
    edit(folder, "phq9.toml", "44250-9", "44250-8")
    assert "phq9.toml: items.0.code: " in refused(folder)
    assert "check digit would be 9" in refused(folder)


def test_every_fault_of_every_file_is_said_at_once(folder: Path) -> None:
    edit(folder, "gad7.toml", 'title = "GAD-7"', 'titel = "GAD-7"')
    edit(folder, "who5.toml", "multiplier = 4", "multiplier = 5")
    (folder / "asq.toml").write_text("id = ", encoding="utf-8")
    said = refused(folder)
    assert "gad7.toml: title: Field required" in said
    assert "gad7.toml: titel: Extra inputs are not permitted" in said
    assert "who5.toml: bands: end at 100, the highest total is 125" in said
    assert "asq.toml: file: is not TOML" in said


def test_bands_cover_every_total_once(folder: Path) -> None:
    edit(folder, "phq9.toml", "{ low = 5, high = 9", "{ low = 4, high = 9")
    assert "phq9.toml: bands.1: must begin at 5" in refused(folder)


def test_an_example_that_does_not_score_as_written_is_a_fault(folder: Path) -> None:
    edit(folder, "phq9.toml", "total = 27", "total = 26")
    assert "phq9.toml: examples.8: total is 27, the example says 26" in refused(folder)


def test_a_flag_on_an_unknown_item_is_a_fault(folder: Path) -> None:
    edit(folder, "phq9.toml", 'needs = [{ items = ["9"]', 'needs = [{ items = ["99"]')
    assert 'phq9.toml: flags.item9: unknown item "99"' in refused(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("max_missing = 2", "max_missing = 1"),
        ("Poor appetite or overeating", "Poor appetite"),
        ('needs = [{ items = ["9"], at_least = 1 }]', 'needs = [{ items = ["9"], at_least = 2 }]'),
    ],
)
def test_a_released_edition_cannot_be_edited(folder: Path, old: str, new: str) -> None:
    edit(folder, "phq9.toml", old, new)
    assert "edition: 1 is released and its scoring part was changed" in refused(folder)


def test_a_better_source_line_is_no_new_edition(folder: Path) -> None:
    edit(folder, "phq9.toml", 'name = "Reliable change"', 'name = "Reliable improvement"')
    assert load_measures(folder)["phq9"].thresholds[1].name == "Reliable improvement"


def test_a_next_edition_follows_the_old_one_and_both_can_be_read(folder: Path) -> None:
    text = (folder / "phq9.toml").read_text(encoding="utf-8").replace("edition = 1", "edition = 2")
    (folder / "phq9-2.toml").write_text(text, encoding="utf-8")
    said = refused(folder)
    assert "phq9-2.toml: edition: is not in editions.lock: phq9 2 " in said
    line = next(part for part in said.split("lock: ") if part.startswith("phq9 2"))
    with (folder / LOCK).open("a", encoding="utf-8") as lock:
        lock.write(" ".join(line.split()[:3]) + "\n")
    assert load_measures(folder)["phq9"].edition == 2
    assert load_editions(folder)["phq9", 1].edition == 1
    assert lock_line(load_editions(folder)["phq9", 2]).startswith("phq9 2 ")


def test_a_folder_without_measures_or_lock_is_said(tmp_path: Path) -> None:
    assert "editions.lock: file: is missing" in refused(tmp_path)
