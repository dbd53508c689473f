"""A figure says whether it is within its bounds: by its ratio to a floor, or by itself."""

from __future__ import annotations

from tests.bench.figure import Figure, in_turn, share, table


def test_beside_a_floor_the_ratio_counts() -> None:
    figure = Figure("Autosave", 2.9, "ms", 3, 1.0)
    assert figure.met and figure.as_json()["ratio"] == 2.9
    assert not Figure("Autosave", 3.1, "ms", 3, 1.0).met


def test_without_a_floor_the_figure_itself_counts() -> None:
    assert Figure("Ctrl K", 99, "ms", 100).met
    assert not Figure("Ctrl K", 101, "ms", 100).met


def test_a_missed_goal_stands_out_in_the_table() -> None:
    lines = table([Figure("Ctrl K", 120, "ms", 100), Figure("Autosave", 2, "ms", 3, 1)]).splitlines()
    assert "**no**" in lines[2] and "| 100 ms |" in lines[2]
    assert lines[3].endswith("| 2.00 | 3x | yes |")


def test_both_are_measured_in_turn() -> None:
    order: list[str] = []

    def taken(name: str) -> float:
        order.append(name)
        return float(len(order))

    assert in_turn(lambda: taken("ours"), lambda: taken("floor"), 3) == (3, 4)
    assert order == ["ours", "floor"] * 3


def test_ninety_nine_percent_leaves_out_the_worst_of_a_hundred() -> None:
    assert share([1.0] * 99 + [50.0], 0.98) == 1.0
    assert share([1.0] * 99 + [50.0], 1) == 50.0
