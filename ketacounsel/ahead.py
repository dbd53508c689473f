"""What opening needs is imported while the passphrase is typed."""

from __future__ import annotations

import importlib
import threading

AHEAD = (
    "services.vault",
    "ui.shell",
    "wiring",
    "store.checks",
    "store.migrate",
    "services.catalogue",
    "services.clients",
    "services.infusions",
    "services.measure_files",
    "services.measures",
    "services.notes",
    "services.office",
    "services.practice",
    "services.reporting",
    "services.safety",
    "services.sessions",
    "services.template_files",
    "services.threads",
    "services.today",
    "ui.screens.today.view",
)


def fetch_ahead() -> None:
    """Import what opening needs while the passphrase is typed."""

    def fetch() -> None:
        for name in AHEAD:
            importlib.import_module(f"ketacounsel.{name}")
        importlib.import_module("ketacounsel.services.catalogue").read_ahead()

    threading.Thread(target=fetch, name="fetch-ahead", daemon=True).start()
