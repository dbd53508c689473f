"""Two people at one computer, with the real program: each with their own passphrase, and who forgot it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketacounsel.services import founding
from ketacounsel.services.keys import KeyService
from ketacounsel.services.people import Joining, PeopleService
from ketacounsel.services.records import Records
from tests.journeys.remote import Remote, program
from tests.journeys.test_lock_and_return import CHEAP, DANA, DOOR, FIND, SHELL, WORDS, unlock

ROBINS = "grey ferry lantern oats pebble nine"
WHO = """
from ketacounsel.ui.screens.unlock.who import WhoWindow
asked = next((w for w in app.topLevelWidgets() if isinstance(w, WhoWindow) and w.isVisible()), None)
"""
ME = FIND + "answer = shell.desk.practice.counselor().name if shell is not None else ''"


@pytest.fixture
def recovery_key(tmp_path: Path) -> str:
    """Of records in which Robin works beside Dana."""
    now = datetime.now(UTC)
    made = founding.prepare(WORDS, now, CHEAP)
    opened = founding.found(tmp_path / "records", DANA, made, now, key_checked=True)
    records = Records(opened.store, lambda: datetime.now(UTC), opened.counselor_id)
    keys = KeyService(opened.folder, opened.keys, records.now, cost=lambda: CHEAP)
    people = PeopleService(records, keys, cost=lambda: CHEAP)
    robin = Joining("Robin Hale", "LCSW", "", ROBINS, made.recovery_key)
    people.let_in(people.enter(robin), robin)
    opened.close()
    return made.recovery_key


@pytest.fixture
def remote(recovery_key: str, tmp_path: Path) -> Iterator[Remote]:
    with program(tmp_path / "records", tmp_path / "desk") as hand:
        hand.start()
        yield hand


def test_each_unlocks_with_their_own_passphrase(remote: Remote) -> None:
    assert remote.until(DOOR)
    unlock(remote, ROBINS)
    assert remote.until(SHELL)
    assert remote.do(ME) == "Robin Hale"
    remote.do(FIND + "shell.lock_requested.emit('you'); answer = True")
    assert remote.until(DOOR)
    unlock(remote)
    assert remote.until(SHELL)
    assert remote.do(ME) == "Dana Whitfield"


def test_with_the_recovery_key_the_program_asks_who_it_is(remote: Remote, recovery_key: str) -> None:
    assert remote.until(DOOR)
    remote.do(FIND + "door.other_way.click(); answer = True")
    unlock(remote, recovery_key)
    assert remote.until(WHO + "answer = asked is not None")
    said = remote.do(WHO + "answer = [one.text() for one in asked.buttons]")
    assert said == ["Dana Whitfield", "Robin Hale, LCSW"]
    remote.do(WHO + "asked.buttons[1].click(); answer = True")
    assert remote.until(SHELL)
    assert remote.do(ME) == "Robin Hale"
