"""Whether every signed note and addendum still says what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from ketacounsel import models
from ketacounsel.services.note_text import addendum_bytes, intact, signed_bytes

if TYPE_CHECKING:
    from ketacounsel.store.store import Store

AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True)
class SignedCheck:
    """How many signatures were checked, and where the text is another: file number and day of the note."""

    checked: int
    changed: tuple[str, ...]


def check_signed(store: Store, sign_key: bytes) -> SignedCheck:
    """Read every signed text and hold it against its signature."""
    notes = (
        select(models.Note, models.Client.file_no)
        .join(models.Client, models.Client.id == models.Note.client_id)
        .where(models.Note.state == "signed")
        .execution_options(yield_per=AT_A_TIME)
    )
    addenda = (
        select(models.Addendum, models.Note.digest, models.Client.file_no)
        .join(models.Note, models.Note.id == models.Addendum.note_id)
        .join(models.Client, models.Client.id == models.Note.client_id)
        .where(models.Addendum.signed_at.is_not(None))
    )
    checked, changed = 0, []
    with store.read() as db:
        for note, file_no in db.execute(notes):
            checked += 1
            if not intact(signed_bytes(note), note.digest, note.mac, sign_key):
                changed.append(f"{file_no}, note of {note.service_at:%Y-%m-%d}")
        for more, digest, file_no in db.execute(addenda):
            checked += 1
            if not intact(addendum_bytes(more, digest), more.digest, more.mac, sign_key):
                changed.append(f"{file_no}, addendum of {more.written_at:%Y-%m-%d}")
    return SignedCheck(checked, tuple(changed))
