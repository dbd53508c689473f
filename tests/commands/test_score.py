"""`ketacounsel score`: the totals a script gets are those of the measures' own worked examples."""

from __future__ import annotations

import json

import pytest

from ketacounsel.core.measures import Example, Measure
from ketacounsel.paths import resource_root
from ketacounsel.services.measures_catalogue import load_measures
from tests.commands.terminal import in_python, ketacounsel

VECTORS = [
    pytest.param(measure, example, id=f"{measure.id}: {example.answers}")
    for measure in load_measures(resource_root() / "measures").values()
    for example in measure.examples[:2]
]


@pytest.mark.parametrize(("measure", "example"), VECTORS)
def test_a_worked_example_comes_out_as_it_was_published(measure: Measure, example: Example) -> None:
    ran = ketacounsel("score", measure.id, *example.answers.split())
    result = json.loads(ran.out)
    assert ran.code == 0
    assert (result["measure"], result["edition"]) == (measure.id, measure.edition)
    assert (result["total"], result["status"]) == (example.total, example.status)
    for key, state in example.flags.items():
        assert {flag["key"]: flag["state"] for flag in result["flags"]}[key] == state


def test_a_blank_item_is_prorated_and_never_taken_for_a_no() -> None:
    result = json.loads(ketacounsel("score", "phq9", *["1", "2", "1", "0", "_", "1", "1", "0", "_"]).out)
    assert (result["status"], result["missing"]) == ("prorated", 2)
    assert result["flags"][0]["state"] == "unknown"


def test_a_measure_may_be_named_as_it_is_printed() -> None:
    assert json.loads(ketacounsel("score", "PHQ-9", *"0" * 9).out)["measure"] == "phq9"


def test_the_list_says_what_each_measure_takes() -> None:
    ran = ketacounsel("score", "--list")
    listed = {one["measure"]: one for one in json.loads(ran.out)}
    assert ran.code == 0
    assert set(listed) == {"asq", "gad7", "pcl5", "phq9", "who5"}
    assert (listed["phq9"]["items"], listed["phq9"]["range"]) == (9, [0, 27])


@pytest.mark.parametrize(
    "words",
    [
        ["phq9", "1", "2"],
        ["phq9", *["1", "2", "1", "0", "9", "1", "1", "0", "0"]],
        ["mood", "1"],
        ["--list", "phq9"],
        [],
    ],
    ids=["too few", "no such answer", "no such measure", "list and measure", "nothing"],
)
def test_what_can_not_be_scored_is_refused_in_one_line(words: list[str]) -> None:
    ran = ketacounsel("score", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1 and "Traceback" not in ran.err


def test_scoring_needs_neither_window_nor_database() -> None:
    ran = in_python(
        "import sys; from ketacounsel.cli import main; main(['score', 'gad7', *'0123210']);"
        "slow = ('PySide6', 'sqlalchemy', 'sqlcipher3', 'reportlab');"
        "print([name for name in slow if name in sys.modules])"
    )
    assert ran.out.splitlines()[-1] == "[]"
