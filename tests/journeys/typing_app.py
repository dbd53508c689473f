"""The real program, opened on records and typed into until somebody kills it.

It says on standard output what it found on opening, then each key with the moment it was typed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from ketacounsel.app import Program, Start
from ketacounsel.core.ids import ClientId
from ketacounsel.ui.going import Go
from ketacounsel.ui.one_window import OneWindow
from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.shell import Shell

FIELDS = (("tell", "for_the_note"), ("note", "letter"), ("close", "summary"))
KEY_EVERY_MS = 12
KEYS_A_VISIT = 25


def letter(at: int) -> str:
    """The text is a row of numbers, so that any missing piece shows: "00000 00001 00002 "."""
    return f"{at // 6:05d} "[at % 6]


class Typist:
    """Types in turn into three steps of the session."""

    def __init__(self, shell: Shell, client_id: str, *, only_look: bool) -> None:
        self.shell, self.client_id, self.only_look = shell, client_id, only_look
        self.keys, self.visit = 0, -1
        self.timer = QTimer()
        self.timer.timeout.connect(self.type_one)

    @property
    def screen(self) -> SessionScreen:
        here = self.shell.here
        assert isinstance(here, SessionScreen)
        return here

    def begin(self) -> None:
        """Say what stands on the screen, then type."""
        say(self.found())
        if self.only_look:
            QApplication.exit(0)
            return
        if not isinstance(self.shell.here, SessionScreen):
            self.shell.go(Go("session", client_id=self.client_id, act="start"))
        self.timer.start(KEY_EVERY_MS)

    def found(self) -> dict[str, object]:
        here = self.shell.here
        if not isinstance(here, SessionScreen) or here.runner is None:
            return {"screen": type(here).__name__}
        answers = here.runner.answers
        texts = {field: answers.get((step, field)) or "" for step, field in FIELDS}
        shown = here.pages.here
        return {
            "screen": "session",
            "step": here.runner.current,
            "shown": getattr(getattr(shown, "step", None), "key", ""),
            "texts": texts,
        }

    def type_one(self) -> None:
        runner = self.screen.runner
        assert runner is not None
        if self.keys % KEYS_A_VISIT == 0:
            self.visit += 1
            step, field = FIELDS[self.visit % len(FIELDS)]
            self.screen.acting.go_to(step)
            area = self.area(field)
            area.setFocus()
            area.moveCursor(QTextCursor.MoveOperation.End)
            say({"at": time.time(), "step": step})
        step, field = FIELDS[self.visit % len(FIELDS)]
        area = self.area(field)
        QTest.keyClicks(area, letter(len(area.toPlainText())))
        self.keys += 1
        say({"at": time.time(), "field": field, "typed": len(area.toPlainText())})

    def area(self, field: str) -> QTextEdit:
        editor = getattr(self.screen.pages.here, "editors", {})[field]
        area = editor.area
        assert isinstance(area, QTextEdit)
        return area


def say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> int:
    folder, passphrase, client_id, mode = sys.argv[1:5]
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    one = OneWindow(Path(folder))
    program = Program(app, Path(folder), one)
    program.start(Start(passphrase=passphrase))
    shell = program.shell
    assert shell is not None
    typist = Typist(shell, ClientId(client_id), only_look=mode == "look")
    QTimer.singleShot(0, typist.begin)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
