"""A process that shows one window and ends when it is painted: run by `starting`, which takes the time.

python -m tests.bench.windows bare | unlock FOLDER | open FOLDER
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

STARTED = perf_counter()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if sys.argv[1:2] != ["bare"]:
    import ketacounsel.cli
    import ketacounsel.commands.window  # noqa: F401 - a start comes by these
    from ketacounsel.ui.light_qt import load_qt

    load_qt()

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtGui import QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QLabel, QWidget  # noqa: E402

IDLE_MS = 1500


class Painted(QWidget):
    """A pixel on top of a window that was just shown: painted last, it calls back after the first paint.

    No event is filtered: to watch the whole app would make Python know every class of Qt.
    """

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        self.resize(1, 1)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._then is not None:
            QTimer.singleShot(0, self, self._then)
            self._then = None


def memory_mb() -> float:
    """The memory this process has in use, in MB; shared libraries count whole, whoever else runs."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def tell(**found: float) -> None:
    """What was found, on the last line, and the end."""
    print(json.dumps(found), flush=True)
    os._exit(0)


def bare(idle: bool) -> None:
    """The floor: a label in a window."""
    app = QApplication([])
    label = QLabel("KetaCounsel")
    label.resize(1440, 900)
    label.show()
    watch = Painted(label, lambda: _painted(idle))
    app.exec()
    del watch


def unlock(folder: Path) -> None:
    """The unlock window of real records, as the program opens it."""
    from ketacounsel.app import Program
    from ketacounsel.ui.one_window import OneWindow
    from ketacounsel.ui.theme import STYLE

    app = QApplication(["ketacounsel", *STYLE])
    one = OneWindow(folder)
    one.raise_other()
    program = Program(app, folder, one)
    program.start()
    door = next(window for window in app.topLevelWidgets() if window.isVisible())
    watch = Painted(door, lambda: _painted(False))
    app.exec()
    del watch, program


def opened(folder: Path) -> None:
    """From the passphrase to Today, with what the unlock window fetches while it is typed already there."""
    from ketacounsel import ahead, practice_set
    from ketacounsel.services import vault
    from ketacounsel.services.office import open_office
    from ketacounsel.ui.jobs import Jobs
    from ketacounsel.ui.shell import Shell
    from ketacounsel.ui.theme import apply_theme
    from ketacounsel.wiring import make_desk
    from tests.bench.sets import NOW

    ahead.fetch()
    app = QApplication([])
    apply_theme(app, "light", 1.0)
    started = perf_counter()
    keys = vault.derive(folder, practice_set.PASSPHRASE)
    derived = perf_counter()
    unlocked = vault.open_records(folder, keys)
    desk = make_desk(open_office(unlocked, lambda: NOW), Jobs())
    shell = Shell(desk)
    shell.return_to({})

    def painted() -> None:
        after_ms = (perf_counter() - derived) * 1000
        derive_ms = (derived - started) * 1000
        fetching = ahead.beside(ahead.fetch_screens)
        shell.get_ready(lambda: not fetching.is_alive())
        QTimer.singleShot(
            IDLE_MS, app, lambda: tell(after_ms=after_ms, derive_ms=derive_ms, memory_mb=memory_mb())
        )

    shell.show()
    watch = Painted(shell, painted)
    app.exec()
    del watch


def _painted(idle: bool) -> None:
    cpu_ms, map_ms = process_time() * 1000, (perf_counter() - STARTED) * 1000
    if not idle:
        tell(map_ms=map_ms, cpu_ms=cpu_ms)
    QTimer.singleShot(IDLE_MS, QApplication.instance(), lambda: tell(memory_mb=memory_mb()))  # type: ignore[arg-type]


if __name__ == "__main__":
    which, *more = sys.argv[1:]
    if which == "bare":
        bare(idle=bool(more))
    elif which == "unlock":
        unlock(Path(more[0]))
    else:
        opened(Path(more[0]))
