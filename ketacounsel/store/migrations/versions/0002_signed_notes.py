"""What is signed stays as it was signed, and the audit only grows: the file itself refuses anything else."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_FIXED = {
    "note": "client_id, author_id, title, service_at, format, state, draft, body, place_words, digest, mac, "
    "signed_at, incomplete_reason",
    "addendum": "note_id, number, author_id, body, digest, mac, written_at, signed_at",
}


def upgrade() -> None:
    """Triggers, which every way into the file has to pass."""
    for table, columns in _FIXED.items():
        signed = "WHEN OLD.signed_at IS NOT NULL"
        _refuse(f"{table}_signed_stays", f"UPDATE OF {columns}", table, signed, f"a signed {table} is fixed")
        _refuse(f"{table}_signed_kept", "DELETE", table, signed, f"a signed {table} is kept")
    _refuse("audit_stays", "UPDATE", "audit", "", "the audit is never changed")
    _refuse("audit_kept", "DELETE", "audit", "", "the audit is kept")


def _refuse(name: str, act: str, table: str, when: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )
