"""One file a kind of block: a value in, parts out. `flow` finds the one for a block."""

from __future__ import annotations

from ketacounsel.reports.sections import (  # noqa: F401 - importing a section registers it
    goals,
    infusions,
    notice,
    questions,
    scores,
    signature,
    summary,
    text,
    trend,
)
from ketacounsel.reports.sections.flow import flow

__all__ = ["flow"]
