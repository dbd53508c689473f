"""A draft tells the record as it is now, and what it lacks; a signed note follows nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ketacounsel.core.ids import ClientId, InfusionId, NoteId
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.notes import NoteService
from ketacounsel.services.records import Records
from ketacounsel.services.sessions import SessionService
from tests.services.harbor_lane import Clock, give

TUESDAY_10_15 = datetime(2026, 10, 13, 16, 15, tzinfo=UTC)


@pytest.fixture
def infusion(infusions: InfusionService, maren: ClientId) -> InfusionId:
    return give(infusions, maren, TUESDAY_10_15)


@pytest.fixture
def note(
    notes: NoteService, sessions: SessionService, infusion: InfusionId, maren: ClientId, clock: Clock
) -> NoteId:
    """The draft of a session two days after that infusion."""
    assert infusion
    session = sessions.start(maren).head.id
    sessions.put_answers(session, {("arrive", "mood"): 6, ("tell", "for_the_note"): "A door"})
    clock.forward(minutes=51)
    sessions.end(session)
    return notes.draft_from(session)


def move(infusions: InfusionService, infusion: InfusionId) -> None:
    infusions.patch(infusion, {"starts_at": TUESDAY_10_15 - timedelta(days=1)})


def test_a_draft_follows_an_infusion_that_was_moved_and_keeps_what_was_edited(
    notes: NoteService, note: NoteId, infusions: InfusionService, infusion: InfusionId
) -> None:
    notes.edit_paragraph(note, "assessment", "As agreed.")
    assert not notes.follow(note)
    move(infusions, infusion)
    assert "Two days after infusion 1" in notes.plain(note)
    assert notes.follow(note)
    words = notes.plain(note)
    assert "Three days after infusion 1 (12 Oct" in words
    assert "As agreed." in words
    assert notes.open(note).head.place_words == "Infusion 1, day +3"
    assert not notes.follow(note)


def test_lists_tell_a_draft_s_place_as_soon_as_its_infusion_was_moved(
    notes: NoteService, note: NoteId, records: Records, infusion: InfusionId, maren: ClientId
) -> None:
    infusions = InfusionService(records, notes.follow_client)
    move(infusions, infusion)
    (head,) = notes.to_sign()
    assert (head.id, head.place_words) == (note, "Infusion 1, day +3")
    assert "Three days after infusion 1" in notes.plain(note)
    give(infusions, maren, TUESDAY_10_15 + timedelta(hours=3))
    assert notes.to_sign()[0].place_words == "Infusion 2, day +2"
    infusions.cancel(infusion, "Moved away.")
    assert notes.to_sign()[0].place_words == "Infusion 1, day +2"


def test_a_signed_note_follows_nothing(
    notes: NoteService, note: NoteId, infusions: InfusionService, infusion: InfusionId
) -> None:
    notes.settle(note, "risk")
    notes.sign(note, notes.open(note).rev, "Left early.")
    move(infusions, infusion)
    assert not notes.follow(note)
    assert notes.open(note).intact


def test_a_note_without_entries_claims_no_risk_statement(
    notes: NoteService, sessions: SessionService, infusion: InfusionId, maren: ClientId
) -> None:
    assert infusion
    session = sessions.start(maren).head.id
    sessions.end(session)
    empty = notes.open(notes.draft_from(session))
    assert ("No risk statement", False) in empty.checklist
