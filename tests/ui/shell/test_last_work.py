"""Before the records close, what still needs them is done: in turn, and only then they close."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.shell.last_work import LastWork


def test_every_piece_waits_for_the_one_before() -> None:
    said: list[str] = []
    waiting: list[Callable[[], None]] = []
    work = LastWork()

    def backup(because: str, done: Callable[[], None]) -> None:
        said.append(f"backup because {because}")
        waiting.append(done)

    def tidy(_because: str, done: Callable[[], None]) -> None:
        said.append("tidy")
        done()

    work.add(backup)
    work.add(tidy)
    work.do("lid", lambda: said.append("closed"))
    assert said == ["backup because lid"]
    waiting[0]()
    assert said == ["backup because lid", "tidy", "closed"]


def test_a_lock_in_the_middle_of_closing_takes_over() -> None:
    ends: list[str] = []
    waiting: list[Callable[[], None]] = []
    work = LastWork()
    work.add(lambda _because, done: waiting.append(done))
    work.do("", lambda: ends.append("closed"))
    work.do("lid", lambda: ends.append("locked"))
    for done in (*waiting, *waiting):
        done()
    assert ends == ["locked"]


def test_the_window_stays_until_the_last_work_is_done(desk: Desk, qtbot: QtBot) -> None:
    waiting: list[Callable[[], None]] = []
    window = Shell(desk)
    qtbot.addWidget(window)
    window.go(Go("settings"))
    window.show()
    window.last_work.add(lambda _because, done: waiting.append(done))
    assert not window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closing):
        waiting[0]()
    assert not window.isVisible()
