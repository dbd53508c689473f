"""What opening needs is imported while the passphrase is typed, and is then never searched for garbage."""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Callable

AHEAD = (
    "services.vault",
    "ui.shell",
    "wiring",
    "store.checks",
    "store.migrate",
    "store.warm",
    "services.catalogue",
    "services.clients",
    "services.infusions",
    "services.measure_files",
    "services.measures",
    "services.notes",
    "services.office",
    "services.practice",
    "services.reporting",
    "services.safekeeping",
    "services.safety",
    "services.sessions",
    "services.template_files",
    "services.threads",
    "services.today",
    "ui.screens.today.view",
)
DOORS = ("first_run", "restore", "unlock")


def fetch() -> None:
    """Import it. To search what stays for garbage would hold the window up for 0.1 s each time."""
    gc.disable()
    try:
        for name in AHEAD:
            importlib.import_module(f"ketacounsel.{name}")
        importlib.import_module("ketacounsel.store.warm").warm()
        importlib.import_module("ketacounsel.services.catalogue").read_ahead()
    finally:
        gc.freeze()
        gc.enable()


def fetch_screens() -> None:
    """Import every screen, so that the first opening of one need not wait for it."""
    import pkgutil

    gc.disable()
    try:
        screens = importlib.import_module("ketacounsel.ui.screens")
        for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
            if module.name.split(".")[3] not in DOORS:
                importlib.import_module(module.name)
        importlib.import_module("ketacounsel.ui.palette")
    finally:
        gc.freeze()
        gc.enable()


def beside(work: Callable[[], None]) -> threading.Thread:
    """Do one of these beside the window."""

    thread = threading.Thread(target=work, name="fetch-ahead", daemon=True)
    thread.start()
    return thread
