"""A private jotting stays with its author: sealed, in its own table, in no other place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from ketacounsel.core.ids import ClientId, CounselorId, SessionId
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.jottings import JottingService, SealedForAnother
from ketacounsel.services.records import Records
from ketacounsel.services.sessions import SessionService
from tests.services.harbor_lane import give

WORDS = "Door again. Third session in a row."
STORY = "A house with every window lit, and nobody home."
ANOTHER_KEY = bytes(32)


@pytest.fixture
def running(sessions: SessionService, infusions: InfusionService, maren: ClientId) -> SessionId:
    give(infusions, maren, datetime(2026, 10, 13, 16, 15, tzinfo=UTC))
    return sessions.start(maren).head.id


def everything_kept(records: Records) -> str:
    """Every value of every row of every table, as text and as bytes read as text."""
    found: list[str] = []
    with records.read() as db:
        tables = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for table in tables:
            for row in db.execute(text(f'SELECT * FROM "{table}"')):
                found += (
                    value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    for value in row
                )
    return "\n".join(found)


def test_a_jotting_is_read_back_by_its_author(sessions: SessionService, running: SessionId) -> None:
    sessions.save_jotting(running, WORDS)
    sessions.save_jotting(running, f"{WORDS} Ask about the move.")
    assert sessions.jotting(running) == f"{WORDS} Ask about the move."


def test_its_words_stand_in_no_table(sessions: SessionService, running: SessionId, records: Records) -> None:
    sessions.save_jotting(running, WORDS)
    sessions.put_answer(running, "tell", "narrative", STORY)
    sessions.put_answer(running, "tell", "for_the_note", "Calm, then sad, then calm.")
    kept = everything_kept(records)
    assert "Calm, then sad, then calm." in kept
    assert "Third session" not in kept
    assert "every window lit" not in kept


def test_a_private_field_comes_back_to_its_author_beside_the_jotting(
    sessions: SessionService, running: SessionId
) -> None:
    sessions.put_answer(running, "tell", "narrative", STORY)
    sessions.save_jotting(running, WORDS)
    assert sessions.open(running).answers["tell", "narrative"] == STORY
    sessions.put_answer(running, "tell", "narrative", None)
    assert ("tell", "narrative") not in sessions.open(running).answers
    assert sessions.jotting(running) == WORDS


def test_another_counselor_does_not_see_it(
    sessions: SessionService, running: SessionId, records: Records, catalogue: Catalogue
) -> None:
    sessions.save_jotting(running, WORDS)
    sessions.put_answer(running, "tell", "narrative", STORY)
    eli = Records(records.store, records.clock, CounselorId("e" * 32))
    theirs = JottingService(eli, ANOTHER_KEY)
    assert theirs.read(running) == ""
    assert not theirs.exists(running)
    assert ("tell", "narrative") not in SessionService(eli, catalogue, theirs).open(running).answers


def test_another_key_does_not_open_it(sessions: SessionService, running: SessionId, records: Records) -> None:
    sessions.save_jotting(running, WORDS)
    with pytest.raises(SealedForAnother) as refused:
        JottingService(records, ANOTHER_KEY).read(running)
    assert "Door" not in str(refused.value)


def test_a_jotting_moved_to_another_author_does_not_open(
    sessions: SessionService, running: SessionId, records: Records
) -> None:
    sessions.save_jotting(running, WORDS)
    with records.write("Move") as db:
        db.execute(text("PRAGMA defer_foreign_keys = ON"))
        db.execute(text("UPDATE jotting SET id = 'x'"))
    with pytest.raises(SealedForAnother):
        sessions.jotting(running)


def test_an_emptied_jotting_leaves_nothing(
    sessions: SessionService, running: SessionId, jottings: JottingService
) -> None:
    sessions.save_jotting(running, WORDS)
    sessions.save_jotting(running, "")
    assert not jottings.exists(running)
