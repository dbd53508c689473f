"""The one door to all sections."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketacounsel.reports.parts import Part
    from ketacounsel.reports.typesetter import Typesetter


@singledispatch
def flow(block: object, setter: Typesetter) -> list[Part]:  # noqa: ARG001 - each section reads both
    """The parts of a block; a block without content has none."""
    raise TypeError(f"no section for {type(block).__name__}")
