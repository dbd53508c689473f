"""Ctrl K: go to a client, or do what this screen can do."""

from __future__ import annotations

from ketacounsel.ui.palette.view import Palette

__all__ = ["Palette"]
