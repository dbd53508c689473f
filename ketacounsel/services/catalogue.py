"""The templates and measures the program came with, read once and only when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from ketacounsel.core.measures import Measure
from ketacounsel.core.templates import Template


class Catalogue:
    """What a session and a sitting are made from. Raises BadDataFile where a file does not hold together."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources

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
