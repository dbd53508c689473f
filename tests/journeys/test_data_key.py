"""From Settings to another data key: the process that held the old one ends, the passphrase is the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketacounsel.core.people import ClientDetails
from ketacounsel.services import founding, vault
from ketacounsel.services.office import open_office
from tests.journeys.remote import Remote, program
from tests.journeys.test_lock_and_return import CHEAP, DANA, DOOR, FIND, PID, SHELL, WORDS, unlock

OPEN = """
from ketacounsel.ui.going import Go
shell.go(Go("settings", tab="security"))
page = shell.here.page()
page.keys.data_key.click()
from ketacounsel.ui.screens.settings.data_key_sheet import DataKeySheet
sheet = shell.findChildren(DataKeySheet)[-1]
"""
SHEET = """
from ketacounsel.ui.screens.settings.data_key_sheet import DataKeySheet
sheet = shell.findChildren(DataKeySheet)[-1]
"""
TYPE_BACK = """
names = [box.accessibleName() for box in sheet.groups.boxes]
groups = ["".join(name.split(", ")[1].split()) for name in names]
for line in sheet.typed:
    line.insert(groups[int(line.accessibleName().split()[1]) - 1])
    line.text_edited.emit(line.text())
sheet.use.click()
answer = True
"""
SAID = """
from PySide6.QtWidgets import QLabel
answer = " ".join(label.text() for label in door.findChildren(QLabel))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    now = datetime.now(UTC)
    made = founding.prepare(WORDS, now, CHEAP)
    unlocked = founding.found(tmp_path / "records", DANA, made, now, key_checked=True)
    open_office(unlocked, lambda: datetime.now(UTC)).clients.add(ClientDetails("Maren Ostrowski"))
    unlocked.close()
    return tmp_path / "records"


@pytest.fixture
def remote(folder: Path, tmp_path: Path) -> Iterator[Remote]:
    with program(folder, tmp_path / "desk") as hand:
        hand.start()
        yield hand


def test_the_data_key_is_changed_from_settings_and_everything_is_there(remote: Remote, folder: Path) -> None:
    before = vault.derive(folder, WORDS)
    assert remote.until(DOOR)
    unlock(remote)
    assert remote.until(SHELL)
    first = remote.do(PID)
    remote.do(FIND + OPEN + f"sheet.secret.setText({WORDS!r}); sheet.make.click(); answer = True")
    assert remote.until(FIND + SHEET + "answer = sheet.use.isVisible()")
    remote.do(FIND + SHEET + TYPE_BACK)
    assert remote.until(DOOR)
    assert remote.do(PID) != first
    said = remote.do(FIND + SAID)
    assert "The data key was changed at " in said
    assert "Your passphrase is the same." in said
    unlock(remote)
    assert remote.until(SHELL)
    assert remote.do(FIND + "answer = len(shell.desk.clients.find('Maren', 2))") == 1
    assert vault.derive(folder, WORDS).dek != before.dek
