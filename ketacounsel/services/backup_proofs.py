"""Whether the signed notes in a copy of the records still fit their signatures: some by chance, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.services.note_text import intact, signed_bytes
from ketacounsel.store import engine, migrate

if TYPE_CHECKING:
    from ketacounsel.store.proof import Signed

SOME: Final = 20
AT_A_TIME: Final = 500


def some(sign_key: bytes) -> Signed:
    """Twenty of them, by chance."""
    return lambda lock: _look(lock, sign_key, SOME)


def every(sign_key: bytes) -> Signed:
    """All of them."""
    return lambda lock: _look(lock, sign_key, None)


def _look(lock: engine.Lock, sign_key: bytes, most: int | None) -> tuple[int, int]:
    opened = engine.open_engine(lock, read_only=True)
    try:
        if not migrate.is_current(opened):
            return 0, 0  # tables of an earlier version: looked at once they are brought up to date
        wanted = select(models.Note).where(models.Note.state == "signed")
        if most is not None:
            wanted = wanted.order_by(func.random()).limit(most)
        checked = changed = 0
        with DbSession(opened) as db:
            for note in db.scalars(wanted.execution_options(yield_per=AT_A_TIME)):
                checked += 1
                changed += not intact(signed_bytes(note), note.digest, note.mac, sign_key)
        return checked, changed
    finally:
        opened.dispose()
