"""Whether every signed note and addendum still says what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.services.note_text import addendum_bytes, intact, signed_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.store.bench import Bench

AT_A_TIME: Final = 100


@dataclass(frozen=True, slots=True)
class SignedCheck:
    """How many signatures were checked, and where the text is another: file number and day of the note."""

    checked: int
    changed: tuple[str, ...]


def check_signed(bench: Bench, sign_key: bytes, go_on: Callable[[], bool] = lambda: True) -> SignedCheck:
    """Read every signed text and hold it against its signature, some hundred at a time."""
    checked, changed = 0, list[str]()
    for some in (_notes, _addenda):
        after = ""
        while go_on() and (found := bench.rows(partial(some, after=after, sign_key=sign_key))):
            checked += len(found)
            changed += [where for _, where in found if where]
            after = found[-1][0]
    return SignedCheck(checked, tuple(changed))


def _notes(db: DbSession, *, after: str, sign_key: bytes) -> list[tuple[str, str]]:
    """The next signed notes by their ids, each with where it is when it does not match its signature."""
    notes = (
        select(models.Note, models.Client.file_no)
        .join(models.Client, models.Client.id == models.Note.client_id)
        .where(models.Note.state == "signed", models.Note.id > after)
        .order_by(models.Note.id)
        .limit(AT_A_TIME)
    )
    found = []
    for note, file_no in db.execute(notes):
        whole = intact(signed_bytes(note), note.digest, note.mac, sign_key)
        found.append((note.id, "" if whole else f"{file_no}, note of {note.service_at:%Y-%m-%d}"))
    return found


def _addenda(db: DbSession, *, after: str, sign_key: bytes) -> list[tuple[str, str]]:
    addenda = (
        select(models.Addendum, models.Note.digest, models.Client.file_no)
        .join(models.Note, models.Note.id == models.Addendum.note_id)
        .join(models.Client, models.Client.id == models.Note.client_id)
        .where(models.Addendum.signed_at.is_not(None), models.Addendum.id > after)
        .order_by(models.Addendum.id)
        .limit(AT_A_TIME)
    )
    found = []
    for more, digest, file_no in db.execute(addenda):
        whole = intact(addendum_bytes(more, digest), more.digest, more.mac, sign_key)
        found.append((more.id, "" if whole else f"{file_no}, addendum of {more.written_at:%Y-%m-%d}"))
    return found
