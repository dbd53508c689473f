"""Today after a restore, and when backups are behind: with real backups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.services import restoring, vault
from ketacounsel.services.office import open_office
from ketacounsel.services.safekeeping import SafeKeeping
from ketacounsel.ui.backup_keeper import BackupKeeper
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.today.overdue_line import OverdueLine
from ketacounsel.ui.screens.today.restored_card import RestoredCard
from ketacounsel.ui.screens.today.view import TodayScreen
from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.overlay import Question
from ketacounsel.wiring import make_desk
from tests.services.backed_up import NOON, WORDS
from tests.services.backed_up import make_desk as make_records
from tests.services.harbor_lane import Clock
from tests.ui.seen import shown, the


@dataclass
class Practice:
    """Open records with all that keeps them safe, and Today over them."""

    folder: Path
    clock: Clock
    jobs: Jobs
    unlocked: vault.Unlocked
    maren: ClientId
    today: TodayScreen | None = None
    keeper: BackupKeeper | None = None

    def show(self, qtbot: QtBot) -> TodayScreen:
        kept = SafeKeeping(self.unlocked, self.clock)
        self.keeper = BackupKeeper(kept.backups)
        office = open_office(self.unlocked, self.clock)
        desk = make_desk(office, self.jobs, safekeeping=kept, keeper=self.keeper)
        self.today = TodayScreen(desk)
        qtbot.addWidget(self.today)
        self.today.resize(1352, 836)
        self.today.show()
        qtbot.waitActive(self.today)
        self.today.arrive(Go("today"))
        return self.today

    def restore(self) -> None:
        """A backup of now, and its restore a day later."""
        SafeKeeping(self.unlocked, self.clock).backups.make()
        self.unlocked.close()
        self.clock.at += timedelta(days=1)
        (found,) = restoring.find(roots=list)
        opened = restoring.unlock(found.path, WORDS)
        restoring.look_inside(opened, self.folder)
        done = restoring.restore(opened, self.folder, self.clock())
        self.unlocked = vault.open_records(self.folder, done.keys, clock=self.clock)


@pytest.fixture
def practice(qapp: QApplication, tmp_path: Path) -> Iterator[Practice]:
    """Maren's session is planned in three hours."""
    apply_theme(qapp, "light", 1.0)
    made = make_records(tmp_path)
    unlocked = vault.open_records(made.folder, vault.derive(made.folder, WORDS), clock=made.clock)
    office = open_office(unlocked, made.clock)
    ((client_id, *_),) = office.clients.find("Maren", 1)
    office.sessions.book(client_id, NOON + timedelta(hours=3), zone="UTC")
    jobs = Jobs()
    opened = Practice(made.folder, made.clock, jobs, unlocked, client_id)
    yield opened
    if opened.today is not None:
        opened.today.leave()
    if opened.keeper is not None:
        opened.keeper.finish()
        opened.keeper.deleteLater()
    jobs.finish()
    opened.unlocked.close()


def test_after_a_restore_today_tells_the_day_and_what_was_planned_since(
    practice: Practice, qtbot: QtBot
) -> None:
    practice.restore()
    today = practice.show(qtbot)
    card = the(today, RestoredCard)
    assert "Restored to Wed 14 Oct, 12:00" in shown(card)
    (row,) = card.list.buttons()
    assert (
        row.accessibleName() == "Maren Ostrowski, Session · Yesterday 15:00"
        or "Maren" in row.accessibleName()
    )
    with qtbot.waitSignal(today.go_requested) as told:
        row.click()
    assert told.args == [Go("client", client_id=practice.maren)]


def test_everything_is_there_lets_backups_go_on(practice: Practice, qtbot: QtBot) -> None:
    practice.restore()
    today = practice.show(qtbot)
    assert practice.keeper is not None
    with qtbot.waitSignal(practice.keeper.changed, timeout=15_000):
        the(today, RestoredCard).there.click()
    assert not today.findChildren(RestoredCard)[0].isVisible()
    today.reread()
    assert not today.findChildren(RestoredCard)[0].isVisible()


def test_going_back_is_asked_once(practice: Practice, qtbot: QtBot) -> None:
    practice.restore()
    today = practice.show(qtbot)
    the(today, RestoredCard).back.click()
    with qtbot.waitSignal(today.go_requested) as told:
        the(today, Question).act.click()
    (aside,) = restoring.set_aside(practice.folder)
    assert told.args == [Go("restore", thing=aside.id, act="undo")]


def test_records_that_were_never_restored_have_no_such_card(practice: Practice, qtbot: QtBot) -> None:
    today = practice.show(qtbot)
    assert not any(card.isVisible() for card in today.findChildren(RestoredCard))


def test_three_days_without_a_backup_are_one_quiet_line_that_makes_one(
    practice: Practice, qtbot: QtBot
) -> None:
    practice.clock.at += timedelta(days=3, hours=2)
    today = practice.show(qtbot)
    qtbot.waitUntil(lambda: any(line.isVisible() for line in today.findChildren(OverdueLine)))
    line = the(today, OverdueLine)
    assert "What you wrote in the last three days is in no backup." in shown(line)
    line.button.click()
    qtbot.waitUntil(lambda: not line.isVisible(), timeout=15_000)
    assert len(restoring.find(roots=list)) == 1


def test_a_backup_of_yesterday_is_no_matter(practice: Practice, qtbot: QtBot) -> None:
    SafeKeeping(practice.unlocked, practice.clock).backups.make()
    practice.clock.at += timedelta(days=1)
    today = practice.show(qtbot)
    qtbot.wait(1300)
    assert not any(line.isVisible() for line in today.findChildren(OverdueLine))
