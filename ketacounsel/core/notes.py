"""Progress notes as values: drafted, signed, added to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ketacounsel.core.drafting import Draft
from ketacounsel.core.ids import ClientId, NoteId, SessionId

FORMATS = ("dap", "soap", "birp")


@dataclass(frozen=True, slots=True)
class NoteHead:
    """One line about a note, for lists. `state` is "draft" or "signed"."""

    id: NoteId
    client_id: ClientId
    client_name: str = field(repr=False)
    title: str
    place_words: str
    service_at: datetime
    state: str
    signed_at: datetime | None = None
    addenda: int = 0
    first_line: str = field(default="", repr=False)
    session_id: SessionId | None = None


@dataclass(frozen=True, slots=True)
class Addendum:
    """Words added after signing; `signed_at` is empty while they are being written."""

    id: str
    number: int
    body: str = field(repr=False)
    written_at: datetime
    signed_at: datetime | None
    author: str
    intact: bool = True


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """One step of a note's making, with the whole text as it then stood."""

    at: datetime
    what: str
    words: int
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note on the desk. `draft` is what it was made from, `body` the signed text."""

    head: NoteHead
    format: str
    header_words: str = field(repr=False)
    draft: Draft = field(repr=False)
    body: str = field(repr=False)
    author: str = ""
    licence: str = ""
    addenda: tuple[Addendum, ...] = ()
    edits: tuple[NoteEdit, ...] = ()
    intact: bool = True
    checked_at: datetime | None = None
    digest: str = ""
    has_jotting: bool = False
    checklist: tuple[tuple[str, bool], ...] = ()
    unsettled: tuple[str, ...] = ()
    incomplete_reason: str = field(default="", repr=False)
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """Proof that a note was signed: who, when (UTC), and the short check printed with it."""

    by: str
    at: datetime
    check: str
    sections: Mapping[str, str] = field(default_factory=dict, repr=False)
