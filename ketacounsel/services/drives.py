"""The drives that are plugged in, asked for by the windows before any records are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ketacounsel.store import places

PluggedIn = Callable[[], Sequence[Path]]
"""Lists the topmost folders of the drives that are plugged in."""


def plugged_in() -> tuple[Path, ...]:
    """Those that something can be written to."""
    return tuple(root for root in places.mounted() if places.writable(root))
