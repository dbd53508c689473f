"""The printed look as one value, read from resources/themes/print.toml and resolved for a paper."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from ketacounsel.core.errors import BadDataFile
from ketacounsel.core.report import Paper
from ketacounsel.paths import resource_root

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "print.toml"
MUTED = ("subtitle", "caption", "footer", "header", "party_label", "byline", "table_head")


@dataclass(frozen=True, slots=True)
class Look:
    """How words of a role are set. A number ends at `number_right`, left of the indented words."""

    weight: str
    size: float
    leading: float
    ink: Color
    right: bool = False
    indent: float = 0.0
    number_right: float = 0.0
    space_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in points. `text` holds a look a role; role + "_right" sets it flush right."""

    paper: Paper
    width: float
    height: float
    top: float
    side: float
    foot: float
    gaps: Mapping[str, float]
    ink: Mapping[str, Color]
    text: Mapping[str, Look]
    columns: Mapping[str, tuple[float, ...]]

    @property
    def text_width(self) -> float:
        return self.width - 2 * self.side

    def column_widths(self, table: str) -> tuple[float, ...]:
        """The table's columns in points; a width of 0 in the file takes an equal part of what is left."""
        fixed = self.columns[table]
        open_columns = sum(width == 0 for width in fixed)
        left = (self.text_width - sum(fixed)) / open_columns if open_columns else 0.0
        return tuple(width or left for width in fixed)


@lru_cache(maxsize=len(Paper))
def style_for(paper: Paper) -> Style:
    """Read once a paper; the file that is wrong is named."""
    path = resource_root() / "themes" / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _resolve(data, paper)
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise BadDataFile(FILE, "file", type(problem).__name__) from problem
    except (KeyError, ValueError, TypeError) as problem:
        raise BadDataFile(FILE, str(problem), "missing or misspelt") from problem


def _resolve(data: dict[str, Any], paper: Paper) -> Style:
    size = {name: value * mm for name, value in data["paper"][paper.value].items() if name != "chart_height"}
    gaps = {**size, "chart_height": data["paper"][paper.value]["chart_height"]}
    ink = {name: HexColor(value) for name, value in data["ink"].items()}
    text: dict[str, Look] = {}
    for role, (points, leading, weight) in data["type"].items():
        colour = ink["muted"] if role in MUTED else ink["accent"] if role == "heading" else ink["text"]
        text[role] = Look(weight, points, leading, colour)
        text[f"{role}_right"] = replace(text[role], right=True)
    return Style(
        paper=paper,
        width=size["width"],
        height=size["height"],
        top=size["top"],
        side=size["side"],
        foot=size["foot"],
        gaps=gaps,
        ink=ink,
        text=text,
        columns={name: tuple(width * mm for width in widths) for name, widths in data["widths"].items()},
    )
