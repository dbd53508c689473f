"""Every field that is written while it is typed can be rescued, read and written again."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import ketacounsel
from ketacounsel.core.ids import ClientId, NoteId, SessionId
from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.core.people import CrisisLine
from ketacounsel.core.rescue import Words, decode, encode, same
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.office import Office, office_over
from ketacounsel.services.records import Records
from ketacounsel.services.rescue_kinds import KINDS
from tests.services.harbor_lane import DANAS_OWN_KEY, SIGN_KEY, THURSDAY_13_52, ZONE, Clock

SOURCES = Path(ketacounsel.__file__).parent


@pytest.fixture
def office(records: Records, catalogue: Catalogue, clock: Clock) -> Office:
    return office_over(records, catalogue, clock, own_key=DANAS_OWN_KEY, sign_key=SIGN_KEY)


def _calls(name: str) -> list[tuple[str, ast.Call]]:
    return [
        (f"{path.name}:{node.lineno}", node)
        for path in (SOURCES / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and f".{ast.unparse(node.func)}".endswith(f".{name}")
    ]


def test_every_screen_says_which_words_it_hands_to_the_autosave() -> None:
    puts = _calls("autosave.put")
    assert len(puts) > 12
    assert [where for where, call in puts if len(call.args) < 3] == []


def test_every_kind_a_screen_names_can_be_brought_home() -> None:
    named = {
        call.args[0].value
        for _, call in _calls("Words")
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert named <= set(KINDS)
    assert {"answer", "jotting", "note", "client", "infusion", "item", "plan"} <= named | {
        "infusion"
    }  # given to partial()


def brought_home(office: Office, words: Words) -> bool:
    """As a rescue file holds it: written, and found when it is read again."""
    kept = Words(words.kind, words.thing, words.part, decode(encode(words.value)), words.within)
    kind = KINDS[words.kind]
    kind.read(office, kept)
    kind.write(office, kept)
    return same(kind.read(office, kept), kept.value)


def test_words_of_a_session_come_home(office: Office, maren: ClientId) -> None:
    session = office.sessions.start(maren).head.id
    step = office.sessions.open(session).template.steps[1].key
    assert brought_home(office, Words("answer", session, "tell/for_the_note", "The lights were on"))
    assert brought_home(office, Words("answer", session, "tell/story", "Private, and sealed"))
    assert brought_home(office, Words("answer", session, "tell/themes", ("Grief", "Family")))
    assert brought_home(office, Words("jotting", session, "", "Ask about the move"))
    assert brought_home(office, Words("step", session, "", step))
    follow_up = office.safety.open(maren, "asked 1", "the counselor opened it", session)
    assert brought_home(office, Words("follow_up", follow_up, "words", "He is with his sister tonight"))
    assert brought_home(
        office, Words("follow_up", follow_up, "check_in_at", datetime(2026, 10, 16, 9, tzinfo=UTC))
    )
    assert brought_home(office, Words("follow_up", follow_up, "decisions", ()))
    sitting = office.measures.begin(maren, "phq9", session_id=session)
    item = office.measures.edition(office.measures.get(sitting)).items[0].key
    assert brought_home(office, Words("item", sitting, item, 2))
    assert brought_home(office, Words("item", sitting, item, None))


def test_words_of_a_note_come_home(office: Office, maren: ClientId) -> None:
    session = office.sessions.start(maren).head.id
    office.sessions.end(session)
    note = office.notes.draft_from(SessionId(session))
    line = office.notes.open(NoteId(note)).draft.paragraphs[0].id
    assert brought_home(office, Words("note", note, line, "He slept well."))
    assert brought_home(office, Words("note_reason", note, "", "The session was broken off."))


def test_words_of_a_client_come_home(office: Office, maren: ClientId) -> None:
    assert brought_home(office, Words("client", maren, "address", "12 Harbor Lane"))
    assert brought_home(office, Words("client", maren, "birth_on", date(1985, 4, 2)))
    goal = office.threads.add_goal(maren, "To call Ania")
    assert brought_home(office, Words("goal", goal, "words", "To call Ania on Sundays", maren))
    plan = {"parts": {"warning_signs": ("alone", "late")}, "on": date(2026, 10, 15)}
    written = Words("plan", maren, "", plan)
    KINDS["plan"].write(office, written)
    found = office.safety.plan(maren)
    assert found is not None and found.parts["warning_signs"] == ("alone", "late")
    infusion = office.infusions.add(maren, InfusionDetails(THURSDAY_13_52, ZONE))
    assert brought_home(office, Words("infusion", infusion, "experience_words", "Floating above a shore"))
    assert brought_home(office, Words("infusion", infusion, "setting_tags", ("Eye mask", "Own playlist")))
    assert brought_home(office, Words("report", maren, "summary", "In his own words"))


def test_words_of_the_practice_come_home(office: Office) -> None:
    assert brought_home(office, Words("you", "you", "name", "Dana W. Whitfield"))
    assert brought_home(office, Words("practice", "practice", "address", "14 Harbor Lane"))
    lines = (CrisisLine("Harbor night line", "555-0100", "nights"),)
    assert brought_home(office, Words("practice", "practice", "crisis_lines", lines))
