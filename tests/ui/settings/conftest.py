"""Settings over records with a folder, keys and backups of their own, as the program opens them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.services.keys import KeyService
from ketacounsel.services.office import open_office
from ketacounsel.services.safekeeping import SafeKeeping
from ketacounsel.ui.backup_keeper import BackupKeeper
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.settings.audit_page import AuditPage
from ketacounsel.ui.screens.settings.security_page import SecurityPage
from ketacounsel.ui.screens.settings.view import SettingsScreen
from ketacounsel.ui.theme import apply_theme
from ketacounsel.wiring import make_desk
from tests.services import backed_up


@dataclass
class Kept:
    """A desk, the records on disk below it, and the screen of Settings."""

    desk: Desk
    disk: backed_up.Desk
    safe: SafeKeeping
    keeper: BackupKeeper
    screen: SettingsScreen

    def security(self) -> SecurityPage:
        self.screen.open_page("security")
        page = self.screen.page()
        assert isinstance(page, SecurityPage)
        return page

    def audit(self) -> AuditPage:
        self.screen.open_page("audit")
        page = self.screen.page()
        assert isinstance(page, AuditPage)
        return page

    def acts(self) -> list[str]:
        """What the audit says was done, newest first."""
        return [line.words for line in self.desk.audit.lines()]


@pytest.fixture
def kept(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Kept]:
    """Harbor Lane with one client and one signed note, unlocked; keys that are quickly made."""
    apply_theme(qapp, "light", 1.0)
    disk = backed_up.make_desk(tmp_path)
    disk.open()
    unlocked, jobs = disk.now_open, Jobs()
    keys = KeyService(disk.folder, unlocked.keys, disk.clock, cost=lambda: backed_up.CHEAP)
    safe = SafeKeeping(unlocked, disk.clock, backups=disk.backups(), keys=keys)
    keeper = BackupKeeper(safe.backups)
    office = open_office(unlocked, disk.clock)
    desk = make_desk(office, jobs, folder=disk.folder, safekeeping=safe, keeper=keeper)
    screen = SettingsScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1300, 820)
    screen.arrive(Go("settings"))
    screen.show()
    yield Kept(desk, disk, safe, keeper, screen)
    desk.autosave.flush()
    keeper.finish()
    jobs.finish()
    screen.close()
    disk.close()
