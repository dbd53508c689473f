"""Where the look's files are."""

from __future__ import annotations

from pathlib import Path

from ketacounsel.paths import resource_root


def resource_folder(name: str) -> Path:
    """resources/themes, resources/fonts or resources/icons."""
    return resource_root() / name
