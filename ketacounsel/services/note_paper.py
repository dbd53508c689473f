"""A note made ready for paper: its head, its text as signed or as it stands, and who signed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketacounsel import models
from ketacounsel.core import drafting
from ketacounsel.core.note_body import sections
from ketacounsel.core.note_header import NoteHeader
from ketacounsel.core.note_paper import AddendumPaper, NotePaper
from ketacounsel.core.phrases import full_day
from ketacounsel.core.report import Paper
from ketacounsel.services.note_text import check_words, draft_from_json
from ketacounsel.store.queries import notes as queries
from ketacounsel.store.queries import practice as practices

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession


def paper_of(db: DbSession, row: models.Note, head: NoteHeader) -> NotePaper:
    """The note of this row. `head` is the live one; a signed note keeps its own."""
    practice = practices.practice(db)
    by, licence = queries.author(db, row.author_id)
    client = db.get_one(models.Client, row.client_id)
    fixed = row.draft.get("signed", {}).get("header", "")
    addenda = (one for one in queries.addenda(db, row.id) if one.signed_at is not None)
    return NotePaper(
        paper=Paper(practice.paper),
        practice=practice.name,
        title=row.title,
        head=_head(fixed) if fixed else head.lines(),
        sections=sections(row.body, row.format) if row.signed_at else _drafted(row),
        footer=f"{client.legal_name} · {client.file_no} · {row.title}, "
        f"{full_day(row.service_at.astimezone(ZoneInfo(practice.zone)).date())}",
        signed=_signed_words(by, row.signed_at, practice.zone),
        licence=f"License {licence}" if licence else "",
        check=check_words(row.digest) if row.signed_at else "",
        incomplete_reason=row.incomplete_reason,
        addenda=tuple(
            AddendumPaper(
                f"Addendum {one.number}",
                one.body,
                _signed_words(queries.author(db, one.author_id)[0], one.signed_at, practice.zone),
            )
            for one in addenda
        ),
    )


def _head(text: str) -> tuple[tuple[str, str], ...]:
    """Label and words of each line of a head that was fixed at signing; the first line is the title."""
    found: list[tuple[str, str]] = []
    for line in text.split("\n")[1:]:
        label, parted, words = line.partition(": ")
        if parted:
            found.append((label, words))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
    return tuple(found)


def _drafted(row: models.Note) -> tuple[tuple[str, str], ...]:
    draft = draft_from_json(row.draft)
    return tuple(
        (one.title, "\n\n".join(part.text.strip() for part in one.paragraphs if part.text.strip()))
        for one in drafting.arrange(draft)
    )


def _signed_words(by: str, at: datetime | None, zone: str) -> str:
    if at is None:
        return ""
    there = at.astimezone(ZoneInfo(zone))
    return f"Signed electronically by {by}, {there.day} {there:%b %Y, %H:%M}."
