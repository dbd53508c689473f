"""``ketacounsel [RECORDS]`` and ``--practice``: the window; without a display, what it would show."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ketacounsel.commands.talk import complain, say
from ketacounsel.paths import practice_folder, records_folder

REPORT_OF = "HL-0147"
HEADLESS = Path("build")


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """False where a window can't be shown: Linux and the like without a display server."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(folder: Path | None, **start: Any) -> int:
    """The window on these records, or on this person's own; `start` as app.Start takes it."""
    if not has_display(sys.platform, os.environ):
        complain("There is no display to open a window on. ketacounsel --help lists what works without one.")
        return 1
    return _run(folder or _last_records(), **start)


def _last_records() -> Path:
    """The records opened last, when they are kept elsewhere; else the usual folder."""
    from ketacounsel.services import whereabouts

    usual = records_folder()
    return whereabouts.last(usual.parent) or usual


def practice(folder: Path | None) -> int:
    """The window on the practice set, open at once. It is made when it is not there."""
    from ketacounsel import practice_set

    if not has_display(sys.platform, os.environ):
        return _without_display(folder or HEADLESS / "practice")
    wanted = folder or practice_folder()
    if not practice_set.exists(wanted):
        say("Making the practice set ...")
        practice_set.make(wanted, practice_set.Wishes.for_now())
    return _run(wanted, passphrase=practice_set.PASSPHRASE)


def _run(folder: Path, **start: Any) -> int:
    try:
        from ketacounsel.ui.light_qt import load_qt

        load_qt()
        from ketacounsel.app import Start, run
    except ImportError as error:
        complain(f"The window can't be opened, because a library it needs is missing: {error}")
        return 1
    return run(folder, Start(**start))


def _without_display(folder: Path) -> int:
    """The main job without a window: the practice set, and a progress report of one of its people."""
    from ketacounsel import practice_set
    from ketacounsel.commands.report import Order, write_report
    from ketacounsel.services import vault

    say("There is no display here, so the main job is done without a window.")
    if not practice_set.exists(folder):
        practice_set.make(folder, practice_set.Wishes())
    say(f"Practice set: {folder.resolve()}")
    out = folder.parent / "progress-report.pdf"
    code = write_report(folder, vault.derive(folder, practice_set.PASSPHRASE), Order(REPORT_OF, out))
    say("To open the window, start this again where there is a screen: make run, or ketacounsel --practice")
    return code
