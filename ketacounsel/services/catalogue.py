"""The templates and measures the program came with, read once and only when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ketacounsel.core.measures import Measure
from ketacounsel.core.report_layout import ReportLayout
from ketacounsel.core.template_snapshot import template_from_json
from ketacounsel.core.templates import Template
from ketacounsel.paths import resource_root


class Catalogue:
    """What a session and a sitting are made from. Raises BadDataFile where a file does not hold together."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._kept: dict[str, Template] = {}

    def edition(self, digest: str, body: Mapping[str, Any]) -> Template:
        """The template that a session kept, from its snapshot; read once."""
        if digest not in self._kept:
            self._kept[digest] = template_from_json(json.dumps(body))
        return self._kept[digest]

    @cached_property
    def editions(self) -> Mapping[tuple[str, int], Measure]:
        """Every edition of every measure: an old sitting keeps the one it was given under."""
        from ketacounsel.services.measures_catalogue import load_editions

        return load_editions(self._resources / "measures")

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The newest edition of every measure, by its id."""
        return {name: measure for (name, _), measure in sorted(self.editions.items())}

    @cached_property
    def templates(self) -> Mapping[str, Template]:
        """Every session template, by its id."""
        from ketacounsel.services.templates_catalogue import load_templates

        return load_templates(self._resources / "templates", tuple(self.measures))

    @cached_property
    def layouts(self) -> Mapping[str, ReportLayout]:
        """Every report layout, by its id."""
        from ketacounsel.services.report_layouts import load_layouts

        return load_layouts(self._resources / "reports", tuple(self.measures))


@lru_cache(maxsize=1)
def shipped() -> Catalogue:
    """The files of this program, read once a process: also ahead, while a passphrase is typed."""
    return Catalogue(resource_root())


def read_ahead() -> None:
    """Read what Today and the first session need."""
    _ = shipped().measures, shipped().templates
