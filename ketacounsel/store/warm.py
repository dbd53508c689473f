"""What the first question to the records would have to wait for, done before there is a key."""

from __future__ import annotations

from sqlalchemy.dialects.sqlite import pysqlcipher
from sqlalchemy.orm import configure_mappers

from ketacounsel.store import store

__all__ = ["pysqlcipher", "store", "warm"]


def warm() -> None:
    """Join the mapped classes to each other."""
    configure_mappers()
