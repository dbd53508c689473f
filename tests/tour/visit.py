"""One visit: fresh records, a window on them at a fixed moment, hands on its keyboard, and a camera."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ketacounsel import practice_set
from ketacounsel.core.ids import ClientId, SessionId
from ketacounsel.services import vault
from ketacounsel.services.office import open_office
from ketacounsel.services.safekeeping import SafeKeeping
from ketacounsel.services.vault import Unlocked
from ketacounsel.ui.backup_keeper import BackupKeeper
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.shell import Shell
from ketacounsel.wiring import make_desk
from tests.tour.looks import Look

NOW = datetime(2026, 10, 15, 19, 52, tzinfo=UTC)
SETTLE_MS = 120


@dataclass
class Clock:
    """The present, moved by hand."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


class Visit:
    """A window of the look's size. `sets` holds the practice sets; they are copied, never written."""

    def __init__(self, look: Look, sets: Path, own: Path) -> None:
        self.look, self._sets, self._own = look, sets, own
        os.environ["XDG_DATA_HOME"] = str(own / "computer")  # one that has not seen these records yet
        self.clock, self.jobs = Clock(), Jobs()
        self.window: QWidget | None = None
        self._unlocked: Unlocked | None = None
        self._desk: Desk | None = None
        self._keeper: BackupKeeper | None = None

    @property
    def desk(self) -> Desk:
        """What the screens are made with; opened by `shell`."""
        if self._desk is None:
            raise RuntimeError("no shell yet")
        return self._desk

    def shell(self, which: str = "full") -> Shell:
        """The main window on a copy of one of the sets."""
        folder = Path(shutil.copytree(self._sets / which, self._own / which))
        keys = vault.derive(folder, practice_set.PASSPHRASE)
        self._unlocked = vault.open_records(folder, keys)
        safe = SafeKeeping(self._unlocked, self.clock)
        self._keeper = BackupKeeper(safe.backups)
        office = open_office(self._unlocked, self.clock)
        self._desk = make_desk(office, self.jobs, folder=folder, safekeeping=safe, keeper=self._keeper)
        shell = Shell(self._desk)
        self.show(shell)
        return shell

    def go(self, screen: str, client: str = "", **more: str) -> Shell:
        """The main window on one screen."""
        shell = self.shell()
        client_id = self.client(client) if client else ""
        shell.go(Go(screen, client_id=client_id, **more))
        self.settle()
        return shell

    def show(self, window: QWidget) -> None:
        """Any window, at the look's size."""
        self.window = window
        window.resize(self.look.width, self.look.height)
        window.show()
        self.settle()

    def client(self, name: str) -> ClientId:
        """Whose record."""
        return self.desk.clients.find(name)[0][0]

    def held(self, name: str, which: int) -> SessionId:
        """One of a client's sessions, the newest first."""
        held = [one for one in self.desk.sessions.list(self.client(name)) if one.state == "held"]
        return held[which].id

    def note(self, name: str, which: int = 0) -> str:
        """One of a client's notes, the newest first."""
        return self.desk.notes.heads(self.client(name))[which].id

    def keys(self, *pressed: str) -> None:
        """Keys such as "Ctrl+Return", one after the other, to whatever has the keyboard."""
        for one in pressed:
            target = self._focus()
            *held, key = one.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= MODIFIERS[name]
            QTest.keyClick(target, getattr(Qt.Key, f"Key_{key}"), modifiers)
            self.settle(30)
        self.settle()

    def type(self, words: str) -> None:
        """Words to whatever has the keyboard."""
        QTest.keyClicks(self._focus(), words)
        self.settle()

    def _focus(self) -> QWidget:
        """Whatever has the keyboard, else the window."""
        target = QApplication.focusWidget() or self.window
        if target is None:
            raise RuntimeError("no window")
        return target

    def press(self, words: str) -> None:
        """The visible button with these words."""
        if self.window is None:
            raise RuntimeError("no window")
        for button in self.window.findChildren(QPushButton):
            shown = button.text().replace("&", "")
            if words in (shown, button.accessibleName()) and button.isVisible():
                button.click()
                self.settle()
                return
        raise LookupError(f"no button {words!r}")

    def settle(self, wait_ms: int = SETTLE_MS) -> None:
        """Let layouts, paints and jobs come to rest."""
        QTest.qWait(wait_ms)
        self.jobs.finish()
        QTest.qWait(1)

    def picture(self, file: Path) -> None:
        """What the window shows."""
        if self.window is not None:
            self.window.grab().save(str(file))

    def end(self) -> None:
        """Close everything."""
        window, self.window = self.window, None
        if self._desk is not None:
            self._desk.autosave.flush()
        if window is not None:
            window.hide()
            window.deleteLater()
        self.jobs.finish()
        if self._keeper is not None:
            self._keeper.finish()
        if self._unlocked is not None:
            self._unlocked.close()
            self._unlocked = None


MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
Stop = Callable[[Visit], object]
