"""From open records to those of a backup and back again: each time a fresh process that never held a key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketacounsel.core.people import ClientDetails
from ketacounsel.services import founding
from ketacounsel.services.backups import Backups
from ketacounsel.services.founding import Founding
from ketacounsel.services.office import open_office
from ketacounsel.services.records import Records
from ketacounsel.store.kdf import KdfCost
from tests.journeys.remote import Remote, program

WORDS = "maple tuba fjord ninety oxen gauze"
DANA = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", passphrase=WORDS, pin="274951")
FIND = """
from ketacounsel.ui.going import Go
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.screens.restore.view import RestoreWindow
from ketacounsel.ui.screens.unlock.trouble import TroubleWindow
from ketacounsel.ui.screens.unlock.view import UnlockWindow
from ketacounsel.ui.widgets.overlay import Question
from PySide6.QtWidgets import QLabel
def window(kind):
    return next((w for w in app.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)
shell, door, restore = window(Shell), window(UnlockWindow), window(RestoreWindow)
trouble = window(TroubleWindow)
"""
NAMES = "answer = sorted(row.name for row in shell.desk.clients.rows('active', shell.desk.clock()))"


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    """Maren is in the records and in their backup; Ben came later. The program asks for the passphrase."""
    now = datetime.now(UTC)
    made = founding.prepare(WORDS, now, KdfCost(memory_kib=8, passes=1))
    unlocked = founding.found(tmp_path / "records", DANA, made, now, key_checked=True)
    office = open_office(unlocked, lambda: datetime.now(UTC))
    office.clients.add(ClientDetails("Maren Ostrowski"))
    records = Records(unlocked.store, lambda: datetime.now(UTC), unlocked.counselor_id)
    computer = tmp_path / "desk" / "home" / "ketacounsel" / "backups"
    computer.mkdir(parents=True)
    Backups(records, tmp_path / "records", unlocked.keys, computer=computer, roots=list).make()
    shutil.copy(tmp_path / "records" / "records.db", tmp_path / "older.db")
    office.clients.add(ClientDetails("Ben Later"))
    unlocked.close()
    with program(tmp_path / "records", tmp_path / "desk") as hand:
        hand.start()
        hand.until(FIND + "answer = door is not None")
        yield hand


def unlock(remote: Remote) -> None:
    remote.do(FIND + f"door.secret.setText({WORDS!r}); door.button.click(); answer = True")
    remote.until(FIND + "answer = shell is not None")


def test_a_backup_comes_back_and_gives_way_again(remote: Remote) -> None:
    unlock(remote)
    assert remote.do(FIND + NAMES) == ["Ben Later", "Maren Ostrowski"]
    older = next((remote.desk / "home" / "ketacounsel" / "backups").glob("*.kibak"))
    remote.do(FIND + f"shell.go(Go('restore', thing={str(older)!r})); answer = True")
    remote.until(FIND + "answer = restore is not None and restore.vm.chosen is not None")
    chosen = "answer = restore.vm.chosen.path.name"
    assert remote.do(FIND + chosen) == older.name, "not the one that was made when the records closed"
    remote.do(
        FIND + f"restore.go_on.click(); restore.unlock.secret.setText({WORDS!r}); restore.go_on.click()\n"
        "answer = True"
    )
    remote.until(FIND + "answer = restore.vm.look is not None")
    remote.do(FIND + "restore.go_on.click(); restore.findChildren(Question)[0].act.click(); answer = True")
    remote.until(FIND + "answer = shell is not None")
    assert remote.do(FIND + NAMES) == ["Maren Ostrowski"]
    said = "answer = [label.text() for label in shell.findChildren(QLabel) if label.isVisible()]"
    assert any(words.startswith("Restored to ") for words in remote.do(FIND + said))
    remote.do(
        FIND + "aside = shell.desk.safekeeping.backups.restored().aside\n"
        "shell.go(Go('restore', thing=aside, act='undo')); answer = True"
    )
    remote.until(FIND + "answer = door is not None")
    said = "answer = [label.text() for label in door.findChildren(QLabel) if label.isVisible()]"
    assert any(
        words.startswith("The records from before the restore are back.") for words in remote.do(FIND + said)
    )
    unlock(remote)
    assert remote.do(FIND + NAMES) == ["Ben Later", "Maren Ostrowski"]
    assert len(remote.begun) == 3


def test_an_older_copy_is_told_and_gone_on_with_only_when_that_is_wanted(
    remote: Remote, tmp_path: Path
) -> None:
    shutil.copy(tmp_path / "older.db", tmp_path / "records" / "records.db")
    remote.do(FIND + f"door.secret.setText({WORDS!r}); door.button.click(); answer = True")
    remote.until(
        FIND + "answer = trouble is not None and trouble.newest.text().startswith('The newest backup')"
    )
    assert remote.do(FIND + "answer = shell is None and door is None")
    remote.do(FIND + "trouble.go_on.click(); answer = True")
    remote.until(FIND + "answer = shell is not None")
    assert remote.do(FIND + NAMES) == ["Maren Ostrowski"]
