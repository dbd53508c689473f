"""Reads report layouts and checks them; a wrong one is refused with file, place and problem."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from ketacounsel.core.errors import BadDataFile
from ketacounsel.core.report_layout import BlockKind, BlockPlan, ReportLayout

NEEDS_MEASURES = (BlockKind.TREND, BlockKind.SCORES)
NEEDS_TITLE = (
    BlockKind.TREND,
    BlockKind.SCORES,
    BlockKind.INFUSIONS,
    BlockKind.TEXT,
    BlockKind.GOALS,
    BlockKind.QUESTIONS,
)


def load_layouts(folder: Path, measure_ids: Collection[str]) -> Mapping[str, ReportLayout]:
    """Every layout of `folder` by its id."""
    found: dict[str, ReportLayout] = {}
    for path in sorted(folder.glob("*.toml")):
        layout = load_layout(path, measure_ids)
        if layout.id in found:
            raise BadDataFile(path.name, "id", f"{layout.id} is taken by another file")
        found[layout.id] = layout
    return found


def load_layout(path: Path, measure_ids: Collection[str]) -> ReportLayout:
    """One layout; `measure_ids` are those of the catalogue."""
    from pydantic import ValidationError

    from ketacounsel.services.report_layout_file import LayoutFile

    try:
        layout = LayoutFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).value()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as bad:
        raise BadDataFile(path.name, "file", f"is not TOML: {bad}") from bad
    except ValidationError as bad:
        first = bad.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise BadDataFile(path.name, where, first["msg"]) from bad
    _check(path.name, layout, measure_ids)
    return layout


def _check(file: str, layout: ReportLayout, measure_ids: Collection[str]) -> None:
    keys = [block.key for block in layout.blocks]
    for index, block in enumerate(layout.blocks):
        where = f"blocks.{index}"
        if keys.index(block.key) != index:
            raise BadDataFile(file, f"{where}.key", f"{block.key} is used twice")
        for problem in _problems(block, measure_ids):
            raise BadDataFile(file, f"{where} ({block.key})", problem)
    for kind in (BlockKind.SIGNATURE, BlockKind.NOTICE):
        if sum(block.kind is kind for block in layout.blocks) > 1:
            raise BadDataFile(file, "blocks", f"only one {kind.value} can close a report")


def _problems(block: BlockPlan, measure_ids: Collection[str]) -> list[str]:
    found: list[str] = []
    if block.kind in NEEDS_TITLE and not block.title:
        found.append("needs a title")
    if (block.kind in NEEDS_MEASURES) != bool(block.measures):
        found.append("needs measures" if block.kind in NEEDS_MEASURES else "takes no measures")
    if block.kind is BlockKind.TREND and len(block.measures) != 1:
        found.append("draws one measure, because two may run in opposite directions")
    if block.optional and not block.label:
        found.append("needs a label for its checkbox")
    unknown = sorted(set(block.measures) - set(measure_ids))
    if unknown:
        found.append(f"no such measure: {', '.join(unknown)}")
    return found
