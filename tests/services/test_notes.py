"""A note follows its session until it is signed; then nothing changes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ketacounsel.core.drafting import Draft
from ketacounsel.core.errors import BadInput, ChangedElsewhere, NoteSigned, Unsettled
from ketacounsel.core.ids import ClientId, NoteId, SessionId
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.measures import MeasureService
from ketacounsel.services.notes import NoteService
from ketacounsel.services.records import Records
from ketacounsel.services.safety import SafetyService
from ketacounsel.services.sessions import SessionService
from tests.services.harbor_lane import Clock, give

TUESDAY_10_15 = datetime(2026, 10, 13, 16, 15, tzinfo=UTC)
STORY = "The cellar, and what was in it."
QUOTE = "I always thought I was locked out."


@pytest.fixture
def held(
    sessions: SessionService,
    infusions: InfusionService,
    measures: MeasureService,
    maren: ClientId,
    clock: Clock,
) -> SessionId:
    """An integration session two days after infusion 1, with a screen, words, a theme and a small step."""
    give(infusions, maren, TUESDAY_10_15, route="IV", dose_mg_per_kg=0.75, treatment_source="clinic_record")
    session = sessions.start(maren).head.id
    screen = measures.begin(maren, "asq", session)
    for item in measures.measures()["asq"].items:
        measures.put(screen, item.key, 0)
    measures.finish(screen)
    sessions.put_answers(
        session,
        {
            ("safety", "asq"): {"sitting": screen},
            ("arrive", "mood"): 6,
            ("tell", "narrative"): STORY,
            ("tell", "for_the_note"): QUOTE,
            ("tell", "themes"): ["relationship"],
            ("meaning", "insights"): [{"insight": "I had just never tried the door."}],
            ("live", "actions"): [{"action": "Invite Ania to dinner"}],
        },
    )
    sessions.save_jotting(session, "Door again. Third session in a row.")
    clock.forward(minutes=51)
    sessions.end(session)
    return session


@pytest.fixture
def note(notes: NoteService, held: SessionId) -> NoteId:
    return notes.draft_from(held)


def settle_all(notes: NoteService, note: NoteId) -> int:
    """Keep every ochre line; the revision to sign from."""
    for one in drafted(notes, note).unsettled:
        notes.settle(note, one.id)
    return notes.open(note).rev


def drafted(notes: NoteService, note: NoteId) -> Draft:
    draft = notes.open(note).draft
    assert isinstance(draft, Draft)
    return draft


@pytest.fixture
def signed(notes: NoteService, note: NoteId) -> NoteId:
    notes.sign(note, settle_all(notes, note))
    return note


def test_the_draft_says_what_was_entered_and_where_the_session_stands(
    notes: NoteService, note: NoteId
) -> None:
    words = notes.plain(note)
    assert QUOTE[:-1] in words
    assert "Two days after infusion 1 (13 Oct, IV ketamine 0.75 mg/kg per clinic record)" in words
    assert "ASQ today: negative" in words
    assert "Invite Ania to dinner" in words
    view = notes.open(note)
    assert view.header_words == "Infusion 1, day +2 · Thu 15 Oct 2026, 13:52–14:43 · in person"
    assert view.head.title == "Integration session"


def test_neither_the_jotting_nor_a_private_field_comes_into_the_note(
    notes: NoteService, note: NoteId, records: Records
) -> None:
    assert notes.open(note).has_jotting
    with records.read() as db:
        kept = str(db.execute(text("SELECT draft, body FROM note")).all())
        kept += str(db.execute(text("SELECT body FROM note_edit")).all())
    assert QUOTE[:-1] in kept
    assert "cellar" not in kept
    assert "Third session" not in kept


def test_drafting_again_follows_new_entries_and_keeps_every_edit(
    notes: NoteService, note: NoteId, sessions: SessionService, held: SessionId
) -> None:
    notes.edit_paragraph(note, "assessment", "Engaged and reflective.")
    sessions.put_answer(held, "close", "take_away", "Try the door.")
    assert notes.draft_from(held) == note
    words = notes.plain(note)
    assert "Engaged and reflective." in words
    assert "Try the door" in words


def test_switching_the_format_keeps_edits(notes: NoteService, note: NoteId) -> None:
    notes.edit_paragraph(note, "assessment", "Engaged and reflective.")
    notes.set_format(note, "birp")
    view = notes.open(note)
    assert view.format == "birp"
    assert "Response\n" in notes.plain(note)
    assert "Engaged and reflective." in notes.plain(note)


def test_a_late_save_never_overwrites_a_newer_text(notes: NoteService, note: NoteId) -> None:
    seen = notes.open(note).rev
    notes.edit_paragraph(note, "assessment", "Newer.", seen)
    with pytest.raises(ChangedElsewhere):
        notes.edit_paragraph(note, "assessment", "Older.", seen)
    assert "Newer." in notes.plain(note)


def test_a_line_that_needs_the_counselor_bars_signing(notes: NoteService, note: NoteId) -> None:
    with pytest.raises(Unsettled):
        notes.sign(note, notes.open(note).rev)
    assert notes.open(note).head.state == "draft"
    rev = settle_all(notes, note)
    assert notes.sign(note, rev).by == "Dana Whitfield, LPC"


def test_a_required_field_left_empty_needs_a_reason_at_signing(
    notes: NoteService, note: NoteId, sessions: SessionService, held: SessionId
) -> None:
    sessions.put_answer(held, "meaning", "insights", None)
    rev = settle_all(notes, note)
    assert notes.open(note).unsettled == ("What it might be pointing at: What she came to see",)
    with pytest.raises(Unsettled):
        notes.sign(note, rev)
    notes.sign(note, rev, "She was too raw to look for meaning.")
    assert notes.open(note).incomplete_reason == "She was too raw to look for meaning."


def test_a_reason_given_in_the_session_is_enough(
    notes: NoteService, note: NoteId, sessions: SessionService, held: SessionId
) -> None:
    sessions.put_answer(held, "meaning", "insights", None)
    sessions.set_reason(held, "meaning", "insights", "too early")
    notes.sign(note, settle_all(notes, note))
    assert notes.open(note).intact


def test_a_signed_note_is_closed(
    notes: NoteService, signed: NoteId, held: SessionId, sessions: SessionService
) -> None:
    before = notes.open(signed)
    for change in (
        lambda: notes.edit_paragraph(signed, "assessment", "Something else."),
        lambda: notes.settle(signed, "risk"),
        lambda: notes.set_format(signed, "soap"),
        lambda: notes.add_paragraph(signed, "plan"),
        lambda: notes.sign(signed),
        lambda: sessions.reopen(held),
    ):
        with pytest.raises(NoteSigned):
            change()
    assert notes.draft_from(held) == signed
    after = notes.open(signed)
    assert (after.body, after.digest) == (before.body, before.digest)
    assert after.intact


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note SET body = 'other'",
        "UPDATE note SET digest = ''",
        "UPDATE note SET mac = ''",
        "UPDATE note SET signed_at = NULL",
        "UPDATE note SET draft = '{}'",
        "DELETE FROM note",
        "DELETE FROM client",
        "UPDATE addendum SET body = 'other'",
        "DELETE FROM addendum",
        "UPDATE audit SET act = 'nothing'",
        "DELETE FROM audit",
    ],
)
def test_the_file_itself_refuses_to_change_what_is_signed(
    notes: NoteService, signed: NoteId, records: Records, statement: str
) -> None:
    addendum = notes.begin_addendum(signed)
    notes.save_addendum(addendum, "The clinic called back.")
    notes.sign_addendum(addendum)
    with pytest.raises(DBAPIError), records.write("Tamper") as db:
        db.execute(text(statement))
    assert notes.open(signed).intact


def test_text_changed_behind_the_programs_back_is_noticed(
    notes: NoteService, signed: NoteId, records: Records
) -> None:
    with records.write("Tamper") as db:
        db.execute(text("DROP TRIGGER note_signed_stays"))
        db.execute(text("UPDATE note SET body = replace(body, 'negative', 'positive')"))
    view = notes.open(signed)
    assert not view.intact
    assert "positive" in view.body


def test_a_digest_made_without_the_signing_key_is_noticed(
    notes: NoteService, signed: NoteId, records: Records
) -> None:
    from ketacounsel import models
    from ketacounsel.services.note_text import digest_of, signed_bytes

    with records.write("Tamper") as db:
        db.execute(text("DROP TRIGGER note_signed_stays"))
        row = db.get_one(models.Note, signed)
        row.body = "Nothing happened."
        row.digest = digest_of(signed_bytes(row))
    assert not notes.open(signed).intact


def test_an_addendum_is_drafted_signed_and_then_fixed(
    notes: NoteService, signed: NoteId, clock: Clock
) -> None:
    addendum = notes.begin_addendum(signed)
    notes.save_addendum(addendum, "Dr Adeyemi’s office called")
    assert notes.begin_addendum(signed) == addendum
    notes.save_addendum(addendum, "Dr Adeyemi’s office called back.")
    clock.forward(hours=15)
    signature = notes.sign_addendum(addendum)
    kept = notes.open(signed).addenda[0]
    assert (kept.number, kept.body, kept.signed_at) == (1, "Dr Adeyemi’s office called back.", clock())
    assert kept.intact
    assert len(signature.check) == 9
    with pytest.raises(NoteSigned):
        notes.save_addendum(addendum, "Nobody called.")
    with pytest.raises(NoteSigned):
        notes.discard_addendum(addendum)
    assert notes.begin_addendum(signed) != addendum
    assert "Addendum 1\nDr Adeyemi’s office called back." in notes.plain(signed)


def test_an_addendum_changed_behind_the_programs_back_is_noticed(
    notes: NoteService, signed: NoteId, records: Records
) -> None:
    addendum = notes.begin_addendum(signed)
    notes.save_addendum(addendum, "The clinic called back.")
    notes.sign_addendum(addendum)
    with records.write("Tamper") as db:
        db.execute(text("DROP TRIGGER addendum_signed_stays"))
        db.execute(text("UPDATE addendum SET body = 'Nobody called.'"))
    assert not notes.open(signed).addenda[0].intact


def test_a_draft_takes_no_addendum_and_an_empty_one_is_not_signed(notes: NoteService, note: NoteId) -> None:
    with pytest.raises(BadInput):
        notes.begin_addendum(note)
    notes.sign(note, settle_all(notes, note))
    addendum = notes.begin_addendum(note)
    with pytest.raises(BadInput):
        notes.sign_addendum(addendum)
    notes.discard_addendum(addendum)
    assert notes.open(note).addenda == ()


def test_the_history_tells_each_edit_with_the_text_as_it_stood(
    notes: NoteService, note: NoteId, clock: Clock
) -> None:
    clock.forward(minutes=12)
    notes.edit_paragraph(note, "assessment", "Engaged.")
    clock.forward(seconds=1)
    notes.edit_paragraph(note, "assessment", "Engaged and reflective.")
    clock.forward(minutes=30)
    notes.edit_paragraph(note, "risk", "No suicidal ideation expressed.")
    history = notes.edits(note)
    assert [one.what for one in history] == [
        "Edited: risk statement",
        "Edited: assessment",
        "Drafted from session",
    ]
    assert "Engaged and reflective." in history[1].body
    assert "Engaged" not in history[2].body
    assert history[1].words == 3


def test_notes_to_sign_are_listed_until_they_are_signed(
    notes: NoteService, note: NoteId, maren: ClientId
) -> None:
    assert [one.id for one in notes.to_sign()] == [note]
    notes.sign(note, settle_all(notes, note))
    assert notes.to_sign() == ()
    assert [(one.id, one.state, one.place_words) for one in notes.heads(maren)] == [
        (note, "signed", "Infusion 1, day +2")
    ]


def test_a_safety_follow_up_stands_in_the_note_as_facts(
    notes: NoteService,
    sessions: SessionService,
    safety: SafetyService,
    held: SessionId,
    maren: ClientId,
    clock: Clock,
) -> None:
    sessions.reopen(held)
    opened = safety.open(maren, "counselor", "a word in passing", held)
    safety.patch(opened, {"asked": {"wish_to_be_dead": "yes"}, "words": "Two evenings after poor sleep."})
    safety.patch(opened, {"check_in_at": clock() + timedelta(days=1)})
    safety.record(opened)
    sessions.end(held)
    words = notes.plain(notes.draft_from(held))
    assert "Safety follow-up, because a word in passing" in words
    assert "Two evenings after poor sleep" in words
    assert "safety follow-up recorded today" in words.lower()


def test_a_line_kept_by_mistake_needs_the_counselor_again(notes: NoteService, note: NoteId) -> None:
    settle_all(notes, note)
    notes.unsettle(note, "risk")
    assert [one.id for one in drafted(notes, note).unsettled] == ["risk"]


def test_a_reason_half_typed_is_kept(notes: NoteService, note: NoteId) -> None:
    notes.keep_reason(note, "Client left")
    assert notes.open(note).incomplete_reason == "Client left"


def test_the_paper_holds_head_sections_and_signature(notes: NoteService, note: NoteId) -> None:
    draft = notes.paper(note)
    assert draft.is_draft
    assert tuple(title for title, _ in draft.sections) == ("Data", "Assessment", "Plan")
    rev = settle_all(notes, note)
    notes.sign(note, rev, "Client left early.")
    paper = notes.paper(note)
    assert not paper.is_draft
    assert paper.check and paper.incomplete_reason == "Client left early."
    assert dict(paper.head)["Client"] == dict(draft.head)["Client"]
    assert any(QUOTE in text for _, text in paper.sections)
