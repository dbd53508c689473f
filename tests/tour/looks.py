"""In which light and at which size the tour looks at each screen."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """Theme, interface size, window."""

    theme: str
    scale: float
    width: int
    height: int


LOOKS = {
    "light": Look("light", 1.0, 1440, 900),
    "dark": Look("dark", 1.0, 1440, 900),
    "light-1024": Look("light", 1.0, 1024, 768),
    "dark-1024": Look("dark", 1.0, 1024, 768),
    "light-200": Look("light", 2.0, 1440, 900),
    "dark-200": Look("dark", 2.0, 1440, 900),
}
