"""The audit for those who read it: a client's page, the practice's page, and a file for elsewhere."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from ketacounsel.core.audit import AuditFilter, AuditLine
from ketacounsel.core.audit_words import CATEGORY_WORDS
from ketacounsel.store.queries import audit as queries

if TYPE_CHECKING:
    from ketacounsel.core.audit import Mark
    from ketacounsel.services.records import Records

HEAD: Final = (
    "Line",
    "Day and time",
    "UTC",
    "By",
    "Kind",
    "What",
    "Client",
    "File number",
    "Outcome",
    "Reason",
)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
EVERYTHING: Final = AuditFilter()


class AuditLog:
    """What Settings and the Details of a client ask for."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @property
    def mark(self) -> Mark | None:
        """The state of the records now, for footers; None before the first sealed line."""
        return self._records.store.mark

    def lines(self, wanted: AuditFilter = EVERYTHING) -> tuple[AuditLine, ...]:
        """The newest first."""
        with self._records.read() as db:
            return tuple(queries.lines(db, wanted))

    def count(self, wanted: AuditFilter = EVERYTHING) -> int:
        """How many lines there are."""
        with self._records.read() as db:
            return queries.count(db, wanted)

    def export_csv(self, wanted: AuditFilter = EVERYTHING) -> bytes:
        """The lines as a table, oldest first; that they left is a line of its own."""
        found = self.lines(wanted)
        self._records.noted("Export audit", category="export", client_id=wanted.client_id)
        return as_csv(found[::-1])


def as_csv(lines: tuple[AuditLine, ...]) -> bytes:
    """No cell begins in a way that a spreadsheet would reckon with."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    write(HEAD)
    for line in lines:
        write(_plain(cell) for cell in _cells(line))
    return out.getvalue().encode("utf-8-sig")


def _cells(line: AuditLine) -> tuple[str, ...]:
    return (
        str(line.seq),
        f"{line.local_at:%Y-%m-%d %H:%M:%S}",
        f"{line.at:%Y-%m-%d %H:%M:%S}",
        line.by,
        CATEGORY_WORDS[line.category],
        line.words,
        line.client,
        line.file_no,
        line.outcome,
        line.reason,
    )


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
