"""A note as the desk shows it: head, text, whether it still matches its signature, what is left to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketacounsel import models
from ketacounsel.core.added_steps import with_added
from ketacounsel.core.drafting import Draft, arrange
from ketacounsel.core.flow import OpenField, unsettled
from ketacounsel.core.note_header import NoteHeader
from ketacounsel.core.notes import Addendum, NoteEdit, NoteView
from ketacounsel.core.phrases import full_day
from ketacounsel.core.prompt_tokens import TokenFacts, fill
from ketacounsel.core.sessions import reasons
from ketacounsel.core.templates import Template
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.jottings import exists_in
from ketacounsel.services.note_facts import IN_PERSON, NoteFacts
from ketacounsel.services.note_text import added_words, addendum_bytes, draft_from_json, intact, signed_bytes
from ketacounsel.store.queries import notes as queries
from ketacounsel.store.queries import sessions, sittings, threads

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession


def view(
    db: DbSession, row: models.Note, session: models.GuidedSession | None, facts: NoteFacts | None,
    template: Template | None, key: bytes, now: datetime, reader: str,
) -> NoteView:  # fmt: skip
    """Everything the note screen shows to `reader`."""
    by, licence = queries.author(db, row.author_id)
    draft = draft_from_json(row.draft)
    signed = row.signed_at is not None
    fixed = row.draft.get("signed", {})
    head_words = fixed.get("subtitle", "") if signed else _live_subtitle(db, row, facts)
    left = () if signed or template is None or session is None else open_fields(db, session, template)
    return NoteView(
        head=queries.head(db, row.id),
        format=row.format,
        header_words=head_words,
        draft=draft,
        body=row.body if signed else "",
        author=by,
        licence=licence,
        addenda=tuple(_addendum(db, one, row.digest, key) for one in queries.addenda(db, row.id)),
        edits=edits(db, row),
        intact=not signed or intact(signed_bytes(row), row.digest, row.mac, key),
        checked_at=now if signed else None,
        digest=row.digest,
        has_jotting=session is not None and exists_in(db, session.id, reader),
        checklist=() if signed else checklist(db, draft, session, facts),
        unsettled=tuple(f"{one.step_title}: {one.label}" for one in left),
        incomplete_reason=row.incomplete_reason,
        rev=row.rev,
    )


def header(db: DbSession, row: models.Note, facts: NoteFacts | None) -> NoteHeader:
    """The head a progress note must carry."""
    by, licence = queries.author(db, row.author_id)
    client = db.get_one(models.Client, row.client_id)
    session = facts.row if facts else None
    infusion = facts.infusion_facts() if facts else None
    goals = [one.words for one in threads.goals(db, row.client_id) if one.closed_on is None]
    return NoteHeader(
        title=row.title,
        client_name=client.legal_name,
        file_no=client.file_no,
        started_at=_local(session.started_at, session.zone) if session else None,
        ended_at=_local(session.ended_at, session.zone) if session else None,
        modality=session.modality if session else IN_PERSON,
        client_location=session.location if session else "",
        participants=session.participants if session else "",
        goals="; ".join(goals),
        place_words=row.place_words,
        infusion_words=f"infusion {infusion.number}, {full_day(infusion.given_on)}" if infusion else "",
        days_since_infusion=infusion.days_since if infusion else None,
        author=by,
        licence=licence,
    )


def open_fields(db: DbSession, session: models.GuidedSession, template: Template) -> tuple[OpenField, ...]:
    """Required fields that have neither an answer nor a reason, named as they were asked."""
    left = unsettled(
        with_added(template, sessions.added(session)),
        sessions.answers(db, session.id),
        reasons(sessions.steps(db, session.id)),
        remote=session.modality != IN_PERSON,
    )
    known = TokenFacts(pronouns=db.get_one(models.Client, session.client_id).pronouns) if left else None
    return tuple(
        replace(one, step_title=fill(one.step_title, known), label=fill(one.label, known))
        for one in left
        if known is not None
    )


def checklist(
    db: DbSession, draft: Draft, session: models.GuidedSession | None, facts: NoteFacts | None
) -> tuple[tuple[str, bool], ...]:
    """Before you sign: lines to look at, never bars."""
    if session is None or facts is None:
        return (("Risk statement", not draft.unsettled),)
    linked = session.integrates_infusion_id or session.prepares_infusion_id
    place = facts.place_words()
    where = f"{place[:1].lower()}{place[1:]}"
    to = f"Linked, {where}" if where.startswith("before") else f"Linked to {where}"
    lines = [(to if linked else "Linked to an infusion", bool(linked))]
    for one in sittings.of_session(db, session.id):
        title = facts.catalogue.editions[one.measure_id, one.edition].title
        total = f", total {one.total}" if one.total is not None else ""
        lines.append((f"{title} attached{total}", one.status != "incomplete"))
    context = facts.context()
    dated = context.next_session_at is not None or (
        context.next_infusion is not None and context.next_infusion.planned_on is not None
    )
    lines.append(("Plan has a next date", dated))
    plan = next((section for section in arrange(draft) if section.key == "plan"), None)
    lines.append(("Plan has an entry", plan is not None and any(one.text.strip() for one in plan.paragraphs)))
    return (*lines, _risk(draft))


def _risk(draft: Draft) -> tuple[str, bool]:
    """A note without entries has no line about risk until the counselor writes of it."""
    if not any(one.id == "risk" and one.text.strip() for one in draft.paragraphs):
        return ("No risk statement", False)
    return ("Risk statement", not draft.unsettled)


def edits(db: DbSession, row: models.Note) -> tuple[NoteEdit, ...]:
    """How the note came to be, the newest first, each with the text as it then stood."""
    rows = queries.edits(db, row.id)
    stood = [*(one.body for one in rows[1:]), row.body]
    made = (
        NoteEdit(one.at, one.what, added_words(one.body, after), after)
        for one, after in zip(rows, stood, strict=True)
    )
    return tuple(made)[::-1]


def _addendum(db: DbSession, row: models.Addendum, note_digest: str, key: bytes) -> Addendum:
    by, _ = queries.author(db, row.author_id)
    whole = row.signed_at is None or intact(addendum_bytes(row, note_digest), row.digest, row.mac, key)
    return Addendum(row.id, row.number, row.body, row.written_at, row.signed_at, by, whole)


def _live_subtitle(db: DbSession, row: models.Note, facts: NoteFacts | None) -> str:
    return header(db, row, facts).subtitle


def _local(at: datetime | None, zone: str) -> datetime | None:
    return at.astimezone(ZoneInfo(zone)) if at is not None else None


def facts_of(
    db: DbSession, catalogue: Catalogue, session: models.GuidedSession | None, now: datetime
) -> NoteFacts | None:
    """The records around a note's session, when it has one."""
    return NoteFacts(db, catalogue, session, now) if session is not None else None
