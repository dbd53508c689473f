"""A key in the field for notes beside a bare one, and how long the window stands still meanwhile."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from ketacounsel import practice_set
from ketacounsel.core.report import Report
from ketacounsel.services import vault
from ketacounsel.ui.going import Go
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.widgets.long_text import LongText
from tests.bench.figure import Figure, in_turn, share
from tests.bench.moving import let_run, shell_on
from tests.bench.sets import NOW, SMALL, a_copy

SIZES_KB = (0, 5, 50, 500)
KEYS = 60
UNTIL_DONE_MS = 1500
PARAGRAPH = " ".join(["somebody held the other end of the rope and it was always all right"] * 6)


class Ticker(QObject):
    """Notes how long the event loop goes between two of its turns."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now

    def stop(self) -> list[float]:
        """Every gap."""
        self._timer.stop()
        return self.gaps_ms


def figures() -> list[Figure]:
    """Keys, then gaps."""
    found = [_key(size) for size in SIZES_KB]
    with tempfile.TemporaryDirectory(prefix="bench-") as own, shell_on(a_copy(SMALL, Path(own))) as shell:
        for name, act in {
            "typing in a session": _type,
            "unlocking": _unlock,
            "making a report": _report,
            "searching": _search,
        }.items():
            found += _gaps(name, shell, act)
    return found


def _key(size_kb: int) -> Figure:
    ours, bare = LongText("Note"), QTextEdit()
    bare.setAcceptRichText(False)
    text = "\n".join([PARAGRAPH] * round(size_kb * 1000 / len(PARAGRAPH)))
    for editor in (ours, bare):
        editor.resize(716, 600)
        editor.setPlainText(text)
        editor.show()
        editor.moveCursor(editor.textCursor().MoveOperation.End)
    let_run(50)

    def one(editor: QTextEdit) -> float:
        started = perf_counter()
        QTest.keyClick(editor, Qt.Key.Key_A)
        editor.viewport().repaint()
        return (perf_counter() - started) * 1000

    taken = in_turn(lambda: one(ours), lambda: one(bare), KEYS)
    ours.close()
    bare.close()
    return Figure(f"A key in a note of {size_kb} kB", taken[0], "ms", 2, taken[1])


def _gaps(name: str, shell: Shell, act: Callable[[Shell], None]) -> list[Figure]:
    act(shell)  # once before: a screen's first paint is measured with getting around
    ticker = Ticker()
    act(shell)
    gaps = ticker.stop()
    return [
        Figure(f"Gap of the event loop while {name}, 99 %", share(gaps, 0.99), "ms", 16.7),
        Figure(f"Gap of the event loop while {name}, longest", max(gaps), "ms", 50),
    ]


def _type(shell: Shell) -> None:
    if shell.desk.sessions.running() is None:
        maren = shell.desk.clients.find("Maren Ostrowski")[0][0]
        shell.go(Go("session", client_id=maren, act="start"))
        let_run(300)
    field = next((one for one in shell.findChildren(LongText) if one.isVisible()), None)
    if field is not None:
        for letter in PARAGRAPH[:200]:
            QTest.keyClicks(field, letter)
            _turn(10)


def _unlock(shell: Shell) -> None:
    shell.desk.jobs.run(lambda: vault.derive(SMALL, practice_set.PASSPHRASE), _nothing, _nothing)
    _turn(UNTIL_DONE_MS)


def _report(shell: Shell) -> None:
    def work() -> bytes:
        from ketacounsel.reports.render import render

        return render(compiled)

    maren = shell.desk.clients.find("Maren Ostrowski")[0][0]
    compiled: Report = shell.desk.reports.compile_default(maren, None, None, "letter", NOW)
    shell.desk.jobs.run(work, _nothing, _nothing)
    _turn(UNTIL_DONE_MS)


def _search(shell: Shell) -> None:
    for word in ("m", "ma", "mar", "mare", "ost", "d", "do", "HL-01"):
        shell.desk.clients.find(word)
        _turn(20)


def _turn(duration_ms: int) -> None:
    """The event loop, turning by itself: `qWait` sleeps between two turns, which would be taken for gaps."""
    loop = QEventLoop()
    QTimer.singleShot(duration_ms, loop.quit)
    loop.exec()


def _nothing(_: object) -> None:
    """The result is not what is measured."""
