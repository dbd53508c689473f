"""Everything shipped that others made is named with its terms."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ketacounsel.paths import resource_root

THIRD_PARTY = (resource_root() / "THIRD-PARTY.md").read_text("utf-8")
MEASURES = sorted((resource_root() / "measures").glob("*.toml"))


@pytest.mark.parametrize("file", MEASURES, ids=lambda file: file.stem)
def test_every_measure_is_named_with_its_terms(file: Path) -> None:
    measure = tomllib.loads(file.read_text("utf-8"))
    assert f"| {measure['title']} |" in THIRD_PARTY


@pytest.mark.parametrize("folder", ["fonts", "icons", "words"])
def test_every_folder_with_others_work_holds_its_licence(folder: str) -> None:
    licences = [
        file for file in (resource_root() / folder).glob("*.txt") if file.name.startswith(("OFL", "LICENSE"))
    ]
    assert licences
    assert all(f"`{folder}/{licence.name}`" in THIRD_PARTY for licence in licences)
