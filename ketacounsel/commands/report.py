"""``ketacounsel report``: a progress report as PDF, without a window; the records are only read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ketacounsel.commands.talk import WrongUse, complain, say, unlock

if TYPE_CHECKING:
    from ketacounsel.core.ids import ClientId
    from ketacounsel.services.office import Office
    from ketacounsel.store.keyfile import Keys


@dataclass(frozen=True, slots=True)
class Order:
    """Which report: the client's file number, the period, the paper, and where to put it."""

    file_no: str
    out: Path
    from_on: date | None = None
    to_on: date | None = None
    paper: str | None = None


def report(folder: Path, order: Order, passphrase_file: str | None) -> int:
    """Write the report; records open in a window are read beside it."""
    if not order.out.parent.is_dir():
        raise WrongUse(f"there is no folder {order.out.parent}.")
    if order.from_on and order.to_on and order.to_on < order.from_on:
        raise WrongUse("--to lies before --from.")
    return write_report(folder, unlock(folder, passphrase_file), order)


def write_report(folder: Path, keys: Keys, order: Order) -> int:
    """The same with keys at hand."""
    from ketacounsel.reports.render import render_checked
    from ketacounsel.services import export, vault
    from ketacounsel.services.office import open_office

    unlocked = vault.open_for_reading(folder, keys)
    try:
        office = open_office(unlocked, lambda: datetime.now(UTC))
        client_id = _client(office, order.file_no)
        paper = order.paper or office.practice.get().paper
        compiled = office.reports.compile_default(
            client_id, order.from_on, order.to_on, paper, office.clock()
        )
    finally:
        unlocked.close()
    rendered = render_checked(compiled)
    for warning in rendered.warnings:
        complain(warning)
    export.write(order.out, rendered.pdf)
    pages = "1 page" if rendered.pages == 1 else f"{rendered.pages} pages"
    say(f"Wrote {order.out.resolve()}, {pages}")
    return 0


def _client(office: Office, file_no: str) -> ClientId:
    for client_id, _, found, _ in office.clients.find(file_no, limit=50):
        if found.lower() == file_no.lower():
            return client_id
    raise WrongUse(f"no client has the file number {file_no!r}.")
