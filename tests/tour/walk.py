"""Walks all stops in one look."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.focus import install_focus_ring
from tests.tour.looks import LOOKS
from tests.tour.stops import STOPS
from tests.tour.visit import Visit


def walk(app: QApplication, name: str, sets: Path, out: Path, wanted: list[str]) -> list[str]:
    """The names of the stops that failed, with the reason."""
    look = LOOKS[name]
    apply_theme(app, look.theme, look.scale)
    install_focus_ring(app)
    failed = []
    for number, (stop, prepare) in enumerate(STOPS.items(), start=1):
        if wanted and not any(stop.startswith(one) for one in wanted):
            continue
        own = Path(tempfile.mkdtemp(prefix="stop-", dir=sets))
        visit = Visit(look, sets, own)
        try:
            prepare(visit)
            visit.picture(out / f"{number:02d}-{stop}-{name}.png")
        except (AttributeError, ImportError, LookupError, RuntimeError, TypeError, ValueError) as error:
            failed.append(f"{stop}-{name}: {type(error).__name__}: {error}")
        finally:
            visit.end()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            shutil.rmtree(own, ignore_errors=True)
    return failed


def main(name: str, sets: str, out: str, *wanted: str) -> int:
    """1 when a stop failed; the others are drawn all the same."""
    app = QApplication([])
    app.setCursorFlashTime(0)
    failed = walk(app, name, Path(sets), Path(out), list(wanted))
    for line in failed:
        print(line, file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
