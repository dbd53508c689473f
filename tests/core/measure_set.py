"""The shipped measures, read once for the tests of the arithmetic."""

from __future__ import annotations

from functools import cache

from ketacounsel.core.measures import Measure
from ketacounsel.paths import resource_root
from ketacounsel.services.measures_catalogue import load_measures


@cache
def shipped(name: str) -> Measure:
    return load_measures(resource_root() / "measures")[name]


NAMES = ("asq", "gad7", "pcl5", "phq9", "who5")
