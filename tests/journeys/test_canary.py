"""After a working day no word, name or key of it can be read in any file that the program wrote."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.core.people import ClientDetails
from ketacounsel.services import founding, vault
from ketacounsel.services.founding import Founding
from ketacounsel.services.office import open_office
from ketacounsel.store.kdf import KdfCost
from tests.journeys.remote import Remote, program

WORDS = "maple tuba fjord ninety oxen gauze"
PIN = "274951"
CHEAP = KdfCost(memory_kib=8, passes=1)
DANA = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", passphrase=WORDS, pin=PIN)
TYPED = {
    "name": "Quillonbird Ostrowski",
    "answer": "xylophonecanary under the bridge",
    "jotting": "privatecanary and nobody else",
    "addendum": "addendumcanary after the call",
    "alert": "alertcanary call first",
    "crash": "crashcanary in an exception",
}
FIND = """
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ketacounsel.ui.going import Go
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.screens.unlock.view import UnlockWindow
from ketacounsel.ui.widgets.long_text import LongText
shell = next((w for w in app.topLevelWidgets() if isinstance(w, Shell) and w.isVisible()), None)
door = next((w for w in app.topLevelWidgets() if isinstance(w, UnlockWindow) and w.isVisible()), None)
"""


@dataclass(frozen=True)
class Day:
    """Where the program could write, the hand that works it, and the client's id."""

    root: Path
    records: Path
    hand: Remote
    client_id: str


class Homely(Remote):
    """A program whose home, caches and temporary files all lie in one folder that can be searched."""

    def environment(self) -> Mapping[str, str]:
        home = self.records.parent
        places = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
        own = {name: str(home / name.lower()) for name in places}
        for place in own.values():
            Path(place).mkdir(mode=0o700, exist_ok=True)
        return {**super().environment(), **own}


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    """New records with one client two days after an infusion, open in the program."""
    root = tmp_path / "computer"
    root.mkdir()
    now = datetime.now(UTC)
    unlocked = founding.found(
        root / "records", DANA, founding.prepare(WORDS, now, CHEAP), now, key_checked=True
    )
    office = open_office(unlocked, lambda: datetime.now(UTC))
    client = office.clients.add(ClientDetails(TYPED["name"], alert=TYPED["alert"]))
    office.infusions.add(
        client.id, InfusionDetails(now - timedelta(hours=50), "UTC", "complete", duration_min=40)
    )
    unlocked.close()
    with program(root / "records", tmp_path / "desk") as hand:
        homely = Homely(hand.records, hand.desk, hand.begun, hand.children)
        homely.start()
        yield Day(root, root / "records", homely, client.id)


@pytest.mark.timeout(240)
def test_nothing_of_a_working_day_can_be_read_on_the_disk(day: Day) -> None:
    _unlock(day.hand, "wrong words that open nothing")
    day.hand.until(FIND + "answer = 'open these records' in door.field.message()")
    _unlock(day.hand, WORDS)
    day.hand.until(FIND + "answer = shell is not None")
    _run_a_session(day)
    day.hand.do(FIND + "shell.lock_requested.emit('you'); answer = True")
    day.hand.until(FIND + "answer = door is not None")
    _unlock(day.hand, WORDS)
    day.hand.until(FIND + "answer = shell is not None and shell.here is not None")
    _end_and_sign(day)
    _stumble(day)
    assert _found_in(day.root, _secrets(day.records)) == []


def test_the_search_itself_finds_a_word_in_the_open(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(f"… {TYPED['answer']} …", encoding="utf-16-le")
    (tmp_path / "b.tmp").write_bytes(base64.b64encode(TYPED["jotting"].encode()))
    found = _found_in(tmp_path, {key: word.encode() for key, word in TYPED.items()})
    assert {(path, key) for path, key in found} == {("a.log", "answer"), ("b.tmp", "jotting")}


def _unlock(hand: Remote, words: str) -> None:
    hand.until(FIND + "answer = door is not None and door.button.isEnabled()")
    hand.do(FIND + f"door.secret.setText({words!r}); door.button.click(); answer = True")


def _run_a_session(day: Day) -> None:
    go = f"Go('session', client_id={day.client_id!r}, act='start')"
    day.hand.do(FIND + f"shell.go({go}); answer = True")
    day.hand.until(FIND + "answer = shell.desk.sessions.running() is not None")
    day.hand.do(
        FIND
        + "focus = app.focusWidget() or shell.here.focusWidget()\n"
        + f"QTest.keyClicks(focus, {TYPED['answer']!r})\n"
        + "running = shell.desk.sessions.running()\n"
        + f"shell.desk.sessions.save_jotting(running.id, {TYPED['jotting']!r})\n"
        + "answer = True"
    )
    typed = "any('xylophonecanary' in str(v) for v in shell.desk.sessions.open(running.id).answers.values())"
    day.hand.until(FIND + f"running = shell.desk.sessions.running()\nanswer = {typed}")


def _end_and_sign(day: Day) -> None:
    day.hand.do(
        FIND
        + "desk = shell.desk\nrunning = desk.sessions.running()\ndesk.sessions.end(running.id)\n"
        + "note = desk.notes.draft_from(running.id)\nview = desk.notes.open(note)\n"
        + "for one in view.draft.unsettled:\n"
        + "    desk.notes.settle(note, one.id if hasattr(one, 'id') else one, desk.notes.open(note).rev)\n"
        + "desk.practice.check_pin('274951')\n"
        + "desk.notes.sign(note, desk.notes.open(note).rev, 'Not asked today')\n"
        + "more = desk.notes.begin_addendum(note)\n"
        + f"desk.notes.save_addendum(more, {TYPED['addendum']!r})\ndesk.notes.sign_addendum(more)\n"
        + f"shell.go(Go('report', client_id={day.client_id!r}))\n"
        + "answer = True"
    )
    day.hand.until(FIND + "answer = shell.here is not None and not shell.desk.autosave.waiting")


def _stumble(day: Day) -> None:
    """Something unexpected happens, with a client's words in it."""
    day.hand.do(
        FIND
        + "from PySide6.QtCore import QTimer\n"
        + f"def stumble():\n    raise ValueError({TYPED['crash']!r})\n"
        + "QTimer.singleShot(0, shell, stumble)\nanswer = True"
    )
    log = day.records / "ketacounsel.log"
    day.hand.wait_for(lambda: log.exists() and "ValueError" in log.read_text(encoding="utf-8"))


def _secrets(records: Path) -> dict[str, bytes]:
    """Everything that must not be found: words, names, passphrase, PIN and every key."""
    keys = vault.derive(records, WORDS)
    uses = {use: keys.use(use) for use in ("db", "audit", "head", "hdr", "sign", "backup")}
    own = {f"own {at}": key for at, key in enumerate(keys.personal.values())}
    spoken = {key: text.encode() for key, text in TYPED.items()}
    first = {f"{key}, first word": text.split(" ")[0].encode() for key, text in TYPED.items()}
    return {**spoken, **first, "passphrase": WORDS.encode(), "data key": keys.dek, **uses, **own}


def _found_in(root: Path, secrets: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Each file below `root` with what was found in it, in any of the shapes a file may keep it."""
    found = []
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            lowered = data.lower()
            for key, secret in secrets.items():
                if any(shape.lower() in lowered for shape in _shapes(secret)):
                    found.append((str(path.relative_to(root)), key))
    return found


def _shapes(secret: bytes) -> tuple[bytes, ...]:
    text = secret.decode("latin-1")
    return (secret, text.encode("utf-16-le"), secret.hex().encode(), base64.b64encode(secret)[:-4])
