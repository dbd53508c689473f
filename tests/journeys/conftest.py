"""A practice with real encrypted records, for journeys within this process."""

from __future__ import annotations

from tests.services.conftest import (  # noqa: F401 - fixtures
    catalogue,
    clients,
    clock,
    infusions,
    jottings,
    made_records,
    maren,
    measures,
    notes,
    records,
    safety,
    sessions,
    store,
    threads,
)
from tests.ui.conftest import desk, office  # noqa: F401 - fixtures
