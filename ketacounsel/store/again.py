"""Records opened anew after their disk failed or was away: the same ones, as far as they were written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ketacounsel.core.errors import AlteredAudit, RecordsReplaced
from ketacounsel.store import audit

if TYPE_CHECKING:
    from ketacounsel.core.audit import Mark


@dataclass(frozen=True, slots=True)
class Same:
    """Holds what the disk gives back against what it took."""

    records_uuid: str
    audit_key: bytes = field(repr=False)

    def check(self, raw: Any, mark: Mark | None, *, same_file: bool) -> None:
        """Raises RecordsReplaced for other records or another state of them, AlteredAudit for broken ones.

        Lines after the mark are of a write whose end nobody saw; in another file they are another's.
        """
        found = raw.execute("SELECT uuid FROM records_mark").fetchone()
        if found is None or found[0] != self.records_uuid:
            raise RecordsReplaced
        if mark is None:
            return
        if audit.seal_at(raw, mark.seq) != mark.mac:
            raise RecordsReplaced
        if not same_file and audit.newest(raw)[0] != mark.seq:
            raise RecordsReplaced
        if not audit.verify_tail(raw, self.audit_key).whole:
            raise AlteredAudit

    def see(self, raw: Any, mark: Mark) -> None:
        """Before each write: the newest line is the one that was written last. Raises RecordsReplaced."""
        if audit.tail(raw) != mark:
            raise RecordsReplaced
