"""The toy records of these tests, made and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.toy import make_toy, open_toy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ketacounsel.store import engine
    from ketacounsel.store.store import Store


@pytest.fixture
def lock(tmp_path: Path) -> engine.Lock:
    """A made file with the toy tables."""
    return make_toy(tmp_path)


@pytest.fixture
def store(lock: engine.Lock) -> Iterator[Store]:
    """It, open."""
    opened = open_toy(lock)
    yield opened
    opened.close()
