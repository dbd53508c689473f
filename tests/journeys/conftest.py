"""A practice with real encrypted records, for journeys within this process."""

from __future__ import annotations

from tests.ui.conftest import *  # noqa: F403 - fixtures
