"""Every colour and size of the app as one frozen value, read from resources/themes.

Sizes are given at 100 % and multiplied by the interface size, so nothing else needs to know it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtGui import QColor, QFont

from ketacounsel.core.errors import BadDataFile

SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
THEMES = ("light", "dark")
FAMILY = "Inter"


class TypeStyle(NamedTuple):
    """One step of the type scale, in pixels at 100 %."""

    px: int
    line: int
    weight: int
    tracking: float


@dataclass(frozen=True, slots=True)
class Theme:
    """The look at one moment: a ground (light or dark) and an interface size."""

    name: str
    scale: float
    colors: Mapping[str, QColor] = field(repr=False)
    type: Mapping[str, TypeStyle] = field(repr=False)
    sizes: Mapping[str, Mapping[str, float]] = field(repr=False)
    dashes: Mapping[str, tuple[float, ...]] = field(repr=False)
    strokes: Mapping[int, float] = field(repr=False)
    pairs: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def color(self, token: str) -> QColor:
        """A fresh copy: QColor can be changed in place."""
        return QColor(self.colors[token])

    def px(self, size: float) -> int:
        """A size at 100 % in pixels of this interface size."""
        return round(size * self.scale)

    def size(self, table: str, name: str) -> int:
        """A named size: size("target", "min"), size("radius", "card"), size("row", "list")."""
        return self.px(self.sizes[table][name])

    def radius(self, name: str) -> int:
        return self.size("radius", name)

    def line(self, role: str) -> int:
        """The line height of a type role."""
        return self.px(self.type[role].line)

    def font(self, role: str = "body", weight: int | None = None, *, figures: bool = False) -> QFont:
        """The face for a type role. `figures` gives every figure one width, so that columns line up."""
        style = self.type[role]
        return QFont(_font(self.px(style.px), weight or style.weight, style.tracking, figures))


@lru_cache(maxsize=256)
def _font(px: int, weight: int, tracking: float, figures: bool) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if figures:
        font.setFeature(QFont.Tag("tnum"), 1)
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + tracking)
    return font


def load_theme(folder: Path, name: str, scale: float = 1.0, *, more_contrast: bool = False) -> Theme:
    """Read light.toml or dark.toml with metrics.toml; say what is wrong with a file that is."""
    colours = _read(folder / f"{name}.toml")
    metrics = _read(folder / "metrics.toml")
    try:
        theme = Theme(
            name=colours["name"],
            scale=scale,
            colors={key: _colour(folder / f"{name}.toml", key, v) for key, v in colours["color"].items()},
            type={key: TypeStyle(**style) for key, style in metrics["type"].items()},
            sizes={
                key: metrics[key]
                for key in ("radius", "target", "row", "space", "measure", "motion", "chart")
            },
            dashes={key: tuple(dash) for key, dash in metrics["chart"]["dash"].items()},
            strokes={int(size): width for size, width in metrics["icon"]["stroke"].items()},
            pairs={kind: tuple((a, b) for a, b in rows) for kind, rows in metrics["contrast"].items()},
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise BadDataFile(f"{name}.toml or metrics.toml", str(problem), "missing or misspelt") from problem
    return _with_more_contrast(theme) if more_contrast else theme


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise BadDataFile(file.name, "whole file", str(problem)) from problem


def _colour(file: Path, key: str, value: str) -> QColor:
    colour = QColor(value)
    if not colour.isValid():
        raise BadDataFile(file.name, f"color.{key}", f"{value} is not a colour")
    return colour


def _with_more_contrast(theme: Theme) -> Theme:
    """For people whose system asks for it: strong edges, no tints, one ink."""
    colours = dict(theme.colors)
    for key in ("border", "accent_line", "infusion_line", "warning_line", "danger_line"):
        colours[key] = colours["border_strong"]
    for key in ("accent_tint", "infusion_tint", "warning_tint", "danger_tint", "hover"):
        colours[key] = colours["surface"]
    for key in ("text_muted", "text_faint"):
        colours[key] = colours["text"]
    return replace(theme, colors=colours)
