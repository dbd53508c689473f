"""A layout is data: the shipped one holds together, and a wrong one says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketacounsel.core.errors import BadDataFile
from ketacounsel.core.report_layout import BlockKind
from ketacounsel.paths import resource_root
from ketacounsel.services.report_layouts import load_layout, load_layouts

MEASURES = ("phq9", "gad7", "pcl5", "who5")
SHIPPED = resource_root() / "reports"
START = 'id = "short"\nedition = 1\ntitle = "Short"\n'


def test_the_progress_report_has_the_blocks_of_the_drawing_in_order() -> None:
    layout = load_layouts(SHIPPED, MEASURES)["progress"]
    assert [block.kind for block in layout.blocks] == [
        BlockKind.SUMMARY,
        BlockKind.TREND,
        BlockKind.SCORES,
        BlockKind.INFUSIONS,
        BlockKind.TEXT,
        BlockKind.GOALS,
        BlockKind.TEXT,
        BlockKind.QUESTIONS,
        BlockKind.SIGNATURE,
        BlockKind.NOTICE,
    ]


def test_the_short_form_leaves_out_themes_and_goals() -> None:
    layout = load_layout(SHIPPED / "progress.toml", MEASURES)
    keys = [block.key for block in layout.short_form()]
    assert "themes" not in keys
    assert "goals" not in keys
    assert "safety" in keys


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ('[[blocks]]\nkind = "pie"\nkey = "pie"', "blocks.0.kind"),
        ('[[blocks]]\nkind = "text"\nkey = "a"\nlabel = "A"', "needs a title"),
        ('[[blocks]]\nkind = "text"\nkey = "a"\ntitle = "A"', "needs a label"),
        ('[[blocks]]\nkind = "scores"\nkey = "s"\ntitle = "S"\nlabel = "S"', "needs measures"),
        (
            '[[blocks]]\nkind = "trend"\nkey = "t"\ntitle = "T"\nlabel = "T"\nmeasures = ["phq8"]',
            "no such measure: phq8",
        ),
        (
            '[[blocks]]\nkind = "trend"\nkey = "t"\ntitle = "T"\nlabel = "T"\nmeasures = ["phq9", "who5"]',
            "draws one measure",
        ),
        ('[[blocks]]\nkind = "notice"\nkey = "n"\noptional = false\ncolour = "red"', "blocks.0.colour"),
        (
            (
                '[[blocks]]\nkind = "notice"\nkey = "n"\noptional = false\n'
                '[[blocks]]\nkind = "notice"\nkey = "n"\noptional = false'
            ),
            "used twice",
        ),
        ("blocks = [", "is not TOML"),
    ],
)
def test_a_wrong_layout_says_where_and_what(tmp_path: Path, blocks: str, problem: str) -> None:
    file = tmp_path / "short.toml"
    file.write_text(START + blocks, encoding="utf-8")
    with pytest.raises(BadDataFile) as refused:
        load_layout(file, MEASURES)
    assert problem in str(refused.value)
    assert "short.toml" in str(refused.value)
