"""Four sittings on a disk that is full during the first two; run as a process, as the program is."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ketacounsel.app.claim import Claim
from ketacounsel.app.records import OpenRecords
from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails
from ketacounsel.core.rescue import Words
from ketacounsel.services import founding, vault
from ketacounsel.services.founding import Founding
from ketacounsel.store.kdf import KdfCost
from ketacounsel.ui.errors import Failures
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.one_window import OneWindow
from ketacounsel.ui.theme import apply_theme
from tests.services.small_disk import fill

WORDS = "maple tuba fjord ninety oxen gauze"
DANA = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", passphrase=WORDS, pin="274951")
TYPED = "The lights were on in every window. " * 400


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def sitting(folder: Path, app: QApplication) -> Iterator[OpenRecords]:
    """Unlocked, with its window, until it is locked."""
    unlocked = vault.open_records(folder, vault.derive(folder, WORDS))
    records = OpenRecords(unlocked, Claim(folder, OneWindow(folder)), Jobs(), Failures(None), now)
    records.show(None, None)
    records.begin(app)
    yield records
    records.shell.hide()
    records.close("you")


def type_in(records: OpenRecords, client: ClientId) -> None:
    desk, words = records.desk, Words("client", client, "address", TYPED)
    desk.autosave.put("address", partial(desk.clients.patch, client, {"address": TYPED}), lambda: words)


def has_it(records: OpenRecords, client: ClientId) -> bool:
    return records.desk.clients.get(client).details.address == TYPED


def tell(*facts: object) -> None:
    """To whoever runs this."""
    sys.stdout.write(" ".join(str(fact) for fact in facts) + "\n")


def main(folder: Path) -> None:
    app = QApplication([])
    apply_theme(app, "light", 1.0)
    made = founding.prepare(WORDS, now(), KdfCost(memory_kib=8, passes=1))
    founding.found(folder, DANA, made, now(), key_checked=True).close()
    with sitting(folder, app) as first:
        client = first.desk.clients.add(ClientDetails("Maren Ostrowski")).id
        other = fill(folder.parent)
        type_in(first, client)
        started = time.monotonic()
        tell("may lock:", first.shell.put_away())
    tell("within a second:", time.monotonic() - started < 1)
    with sitting(folder, app) as second:
        tell("on disk:", has_it(second, client), "waiting:", second.desk.autosave.waiting)
        tell("may lock:", second.shell.put_away())
    other.unlink()
    for _ in range(2):
        with sitting(folder, app) as later:
            rescuer = later.desk.rescuer
            tell("on disk:", has_it(later, client), "beside:", rescuer and len(rescuer.beside()))
    tell("rescue files:", len(list(Path(os.environ["XDG_DATA_HOME"]).rglob("*.kirescue"))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    sys.stdout.flush()
    os._exit(0)
