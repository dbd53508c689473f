"""Getting around: a client, a step of a session, the palette, Today in a large practice."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from ketacounsel import ahead, practice_set
from ketacounsel.app.records import FETCH_AFTER_MS
from ketacounsel.core.ids import ClientId
from ketacounsel.services import vault
from ketacounsel.services.office import open_office
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.shell import Shell
from ketacounsel.wiring import make_desk
from tests.bench.figure import Figure, share, taken_ms
from tests.bench.sets import LARGE, NOW, SMALL, a_copy

ROUNDS = 9
READY_MS = 1500  # from Today to a client takes a person longer
SESSIONS = 60


def let_run(ms: int) -> None:
    """Time passes. `QTest.qWait` would not do: it keeps what runs beside the window from running."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


@contextmanager
def shell_on(folder: Path) -> Iterator[Shell]:
    """A window on records, painted once, and what the program does after that."""
    ahead.fetch()
    unlocked = vault.open_records(folder, vault.derive(folder, practice_set.PASSPHRASE))
    jobs = Jobs()
    shell = Shell(make_desk(open_office(unlocked, lambda: NOW), jobs))
    shell.return_to({})
    shell.show()
    let_run(FETCH_AFTER_MS)
    fetching = ahead.beside(ahead.fetch_screens)
    shell.get_ready(lambda: not fetching.is_alive())
    let_run(READY_MS)
    yield shell
    shell.desk.autosave.flush()
    shell.hide()
    shell.deleteLater()
    jobs.finish()
    unlocked.close()


def painted(shell: Shell, act: Callable[[], object]) -> float:
    """Until everything is on the screen."""

    def whole() -> None:
        act()
        shell.grab()

    taken = taken_ms(whole)
    let_run(20)
    return taken


def figures() -> list[Figure]:
    """All of them."""
    with tempfile.TemporaryDirectory(prefix="bench-") as own:
        return [*_in_a_large_practice(), *_in_a_session(a_copy(SMALL, Path(own)))]


def _in_a_large_practice() -> list[Figure]:
    with shell_on(LARGE) as shell:
        client_id, sessions = _busiest(shell)
        client, today = Go("client", client_id=client_id), Go("today")
        first = painted(shell, lambda: shell.go(client))
        again, todays, reads, palettes = [], [], [], []
        for _ in range(ROUNDS):
            todays.append(painted(shell, lambda: shell.go(today)))
            again.append(painted(shell, lambda: shell.go(client)))
            reads.append(taken_ms(lambda: shell.desk.today.today(NOW)))
            palettes.append(painted(shell, shell.open_palette))
            _close_overlays(shell)
        finds = [
            taken_ms(partial(shell.desk.clients.find, word)) for word in ("m", "ma", "mar", "ost", "HL-01")
        ]
    median = statistics.median
    return [
        Figure(f"Open a client with {sessions} sessions, the first time", first, "ms", 100),
        Figure(f"Open a client with {sessions} sessions", median(again), "ms", 100),
        Figure("Today of 2,000 clients and 100,000 notes, read", median(reads), "ms", 200),
        Figure("Today of 2,000 clients and 100,000 notes, painted", median(todays), "ms", 200),
        Figure("Ctrl K", median(palettes), "ms", 100),
        Figure("Find a client among 2,000", median(finds), "ms", 10),
    ]


def _in_a_session(folder: Path) -> list[Figure]:
    with shell_on(folder) as shell:
        maren = shell.desk.clients.find("Maren Ostrowski")[0][0]
        shell.go(Go("session", client_id=maren, act="start"))
        let_run(200)
        if shell.here is None:
            return []
        steps = [painted(shell, shell.here.main_act) for _ in range(6)]
        cover = painted(shell, shell.cover)
    return [
        Figure("Step change, median", statistics.median(steps), "ms", 50),
        Figure("Step change, slowest", share(steps, 1), "ms", 50),
        Figure("F9", cover, "ms", 100),
    ]


def _busiest(shell: Shell) -> tuple[ClientId, int]:
    """Somebody with about 60 sessions."""
    rows = shell.desk.clients.rows("discharged", NOW)[:200]
    counts = [(len(shell.desk.sessions.list(row.client_id)), row.client_id) for row in rows]
    sessions, client_id = min(counts, key=lambda one: abs(one[0] - SESSIONS))
    return client_id, sessions


def _close_overlays(shell: Shell) -> None:
    from ketacounsel.ui.widgets.overlay import Overlay

    for overlay in shell.findChildren(Overlay):
        overlay.close()
    let_run(20)
