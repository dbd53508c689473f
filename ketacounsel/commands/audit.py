"""``ketacounsel audit``: what was done in the records, and whether that list is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ketacounsel.commands.talk import WrongUse, complain, say, unlock

if TYPE_CHECKING:
    from ketacounsel.core.audit import AuditLine
    from ketacounsel.core.ids import ClientId
    from ketacounsel.services.office import Office


@dataclass(frozen=True, slots=True)
class Order:
    """Which lines, and how to print them."""

    file_no: str = ""
    from_on: date | None = None
    to_on: date | None = None
    as_json: bool = False


def show(folder: Path, passphrase_file: str | None, order: Order) -> int:
    """One line each, the oldest first."""
    from ketacounsel.core.audit import AuditFilter
    from ketacounsel.services import vault
    from ketacounsel.services.office import open_office

    if order.from_on and order.to_on and order.to_on < order.from_on:
        raise WrongUse("--to lies before --from.")
    unlocked = vault.open_for_reading(folder, unlock(folder, passphrase_file))
    try:
        for notice in unlocked.notices:
            complain(notice)
        office = open_office(unlocked, lambda: datetime.now(UTC))
        client_id = _client(office, order.file_no) if order.file_no else ""
        found = office.audit.lines(AuditFilter(client_id, from_on=order.from_on, to_on=order.to_on))
    finally:
        unlocked.close()
    for line in reversed(found):
        say(_as_json(line) if order.as_json else _as_words(line))
    return 0


def verify(folder: Path, passphrase_file: str | None, *, as_json: bool) -> int:
    """0 when every line fits to the one before and these are the newest records that were seen."""
    from ketacounsel.services import vault

    report = vault.check_audit(folder, unlock(folder, passphrase_file))
    if as_json:
        say(json.dumps({"sound": report.sound, "problems": report.problems, "took_ms": report.took_ms}))
    else:
        for line in report.lines:
            (say if line.sound else complain)(line.words)
    return 0 if report.sound else 1


def _client(office: Office, file_no: str) -> ClientId:
    for client_id, _, found, _ in office.clients.find(file_no, limit=50):
        if found.lower() == file_no.lower():
            return client_id
    raise WrongUse(f"no client has the file number {file_no!r}.")


def _as_words(line: AuditLine) -> str:
    about = f" ({line.file_no})" if line.file_no else ""
    refused = " refused" if line.outcome == "refused" else ""
    why = f": {line.reason}" if line.reason else ""
    return f"{line.seq}  {line.local_at:%Y-%m-%d %H:%M:%S}  {line.by}  {line.words}{refused}{about}{why}"


def _as_json(line: AuditLine) -> str:
    told = {
        "line": line.seq,
        "at": line.at.isoformat(),
        "by": line.by,
        "category": line.category,
        "what": line.words,
        "outcome": line.outcome,
        "reason": line.reason,
        "client": line.file_no,
        "thing": line.thing,
        "id": line.thing_id,
    }
    return json.dumps(told)
