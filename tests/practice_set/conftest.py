"""The open practice set."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ketacounsel.services.office import Office
from tests.practice_set.made import opened, the_set


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Everything that can be asked of it."""
    unlocked, found = opened(the_set())
    yield found
    unlocked.close()
